package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Output;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Derives the law of an expression that depends on a random integer with finitely many values: the
/// mixture of its laws given each of them.
final class Conditioning {
    private static final int MOST_VALUES = 1000;

    private Conditioning() {}

    /// The mixture over the values of one such integer that the expression depends on beside other
    /// random variables, if there is one.
    static Optional<Law> on(Derivation derivation, Output x) {
        var sources = derivation.random().sources(x);
        if (sources.size() < 2) return Optional.empty();
        var integer =
                sources.stream()
                        .filter(s -> values(derivation, s).isPresent())
                        .min(Comparator.comparingInt(s -> depth(derivation, s)));
        return integer.map(z -> mixture(derivation, x, z));
    }

    /// Those that depend on no others come first.
    private static int depth(Derivation derivation, Apply source) {
        return derivation.random().sources(source.output()).size();
    }

    /// The least and the greatest value.
    private static Optional<long[]> values(Derivation derivation, Apply source) {
        boolean plain =
                RandomNodes.isVariable(source)
                        && source.output().rank() == 0
                        && RandomNodes.parameters(source).stream().noneMatch(derivation::isRandom);
        if (!plain) return Optional.empty();
        var law = derivation.law(source.output());
        if (law.kind() != Law.Kind.INTEGER) return Optional.empty();
        var bounds = law.bounds();
        if (!(bounds.lower() instanceof Constant low) || !(bounds.upper() instanceof Constant high))
            return Optional.empty();
        double from = low.value().element(0);
        double to = high.value().element(0);
        boolean few = to - from < MOST_VALUES;
        return few ? Optional.of(new long[] {(long) from, (long) to}) : Optional.empty();
    }

    private static Law mixture(Derivation derivation, Output x, Apply source) {
        var z = source.output();
        var law = derivation.law(z);
        long[] range = values(derivation, source).orElseThrow();
        var weights = new ArrayList<Tensor>();
        var laws = new ArrayList<Law>();
        for (long value = range[0]; value <= range[1]; value++) {
            var given = new Constant(NdArray.scalar(value));
            Map<Tensor, Tensor> known = new IdentityHashMap<>();
            known.put(z, given);
            weights.add(law.logp(given));
            laws.add(Derivation.of(GraphWalk.substitute(List.of(x), known).getFirst()));
        }
        return new MixtureLaw(weights, laws, x.rank());
    }
}
