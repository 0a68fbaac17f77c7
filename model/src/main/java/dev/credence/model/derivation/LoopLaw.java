package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.LoopFunctions;
import dev.credence.graph.Tensor;
import dev.credence.model.ModelException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The law of the stacked rows of a loop, a time series: the law of each row given those before, by
/// a loop in which the row has its value.
///
/// @param loop the loop
/// @param row which of the stacked rows of the step is random
record LoopLaw(OpenLoop loop, int row) implements Law {
    /// The law of a row must follow from the row alone, and the carries from the row's value.
    LoopLaw {
        var random = loop.rows().get(row);
        Derivation.of(random);
        for (var carry : loop.carries()) {
            if (carry == random || !RandomNodes.isRandom(substituted(carry, random))) continue;
            throw new ModelException(
                    "the log-density of a loop cannot be derived: a carry depends on random"
                            + " variables that its row does not show",
                    loop.node().where());
        }
    }

    private static Tensor substituted(Tensor x, Tensor row) {
        var value = new Input("value", row.type());
        return GraphWalk.substitute(List.of(x), Map.of(row, value)).getFirst();
    }

    @Override
    public Kind kind() {
        return Derivation.of(loop.rows().get(row)).kind();
    }

    @Override
    public Tensor logp(Tensor value) {
        var random = loop.rows().get(row);
        var sequences = new ArrayList<>(loop.sequences());
        sequences.add(value);
        LoopFunctions.ScanStep step =
                (carries, elements) -> {
                    var given = loop.bound(carries, elements.subList(0, elements.size() - 1));
                    var law =
                            Derivation.of(GraphWalk.substitute(List.of(random), given).getFirst());
                    var logp = law.logp(elements.getLast());
                    given.put(random, elements.getLast());
                    var next = GraphWalk.substitute(loop.carries(), given);
                    return LoopFunctions.Step.of(next, List.of(logp));
                };
        return loop.run(step, sequences).stacked();
    }

    @Override
    public int eventRank() {
        return Derivation.of(loop.rows().get(row)).eventRank();
    }

    @Override
    public boolean isElementwise() {
        return false;
    }
}
