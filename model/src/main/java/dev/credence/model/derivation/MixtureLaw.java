package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The law of a random choice between random expressions that does not depend on them.
///
/// @param logWeights the logs of the probabilities of the choices
/// @param laws what is chosen, all of one kind
/// @param eventRank how many axes, from the right, are chosen together
record MixtureLaw(List<Tensor> logWeights, List<Law> laws, int eventRank) implements Law {
    @Override
    public Kind kind() {
        return laws.getFirst().kind();
    }

    @Override
    public Tensor logp(Tensor value) {
        return mixed(
                        law -> {
                            var logp = law.logp(value);
                            if (law.eventRank() < eventRank && law.eventRank() == 0) {
                                logp = logp.plus(Law.floating(value).times(0));
                            }
                            return Optional.of(LogTerms.sumLast(logp, eventRank - law.eventRank()));
                        })
                .orElseThrow();
    }

    private Optional<Tensor> mixed(Function<Law, Optional<Tensor>> part) {
        var terms = new ArrayList<Tensor>();
        for (int k = 0; k < laws.size(); k++) {
            var weight = logWeights.get(k);
            var term = part.apply(laws.get(k)).map(weight::plus);
            if (term.isEmpty()) return Optional.empty();
            terms.add(term.get());
        }
        if (terms.size() == 1) return Optional.of(terms.getFirst());
        var stacked = stack(broadcastArrays(terms.toArray(Tensor[]::new)).toArray(Tensor[]::new));
        return Optional.of(logSumExp(stacked, 0));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return eventRank > 0 ? Optional.empty() : mixed(law -> law.logcdf(value));
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return eventRank > 0 ? Optional.empty() : mixed(law -> law.logBelow(value));
    }

    @Override
    public Bounds bounds() {
        var whole = laws.getFirst().bounds();
        var lower = whole.lower();
        var upper = whole.upper();
        for (var law : laws.subList(1, laws.size())) {
            lower = minimum(lower, law.bounds().lower());
            upper = maximum(upper, law.bounds().upper());
        }
        return Bounds.of(lower, upper);
    }

    @Override
    public boolean isElementwise() {
        return eventRank == 0 && laws.stream().allMatch(Law::isElementwise);
    }
}
