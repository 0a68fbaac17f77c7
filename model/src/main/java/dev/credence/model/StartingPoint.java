package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Tensor;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Finds values of the value variables: from the support points, or from given constrained values.
final class StartingPoint {
    private StartingPoint() {}

    /// The chosen values, else the support points under the points of the parents, transformed.
    static SequencedMap<String, NdArray> of(List<Variable.Free> free, Map<String, NdArray> chosen) {
        Map<Tensor, NdArray> points = new IdentityHashMap<>();
        var found = new LinkedHashMap<String, NdArray>();
        for (var variable : free) {
            var shape = variable.tensor().owner().orElseThrow().input(1);
            var point = broadcastTo(variable.distribution().supportPoint(), shape);
            var given = chosen.get(variable.name());
            points.put(
                    variable.tensor(),
                    given == null
                            ? evaluate(point, points)
                            : given.cast(variable.tensor().dtype()));
            found.put(variable.value().name(), evaluate(settled(forward(variable)), points));
        }
        return found;
    }

    private static Tensor forward(Variable.Free variable) {
        var x = variable.tensor();
        return variable.transform().map(t -> t.forward(x)).orElse(x);
    }

    /// Where the support point lies on the edge, as equal entries do for ordered vectors, zero.
    private static Tensor settled(Tensor y) {
        if (y.dtype() != DType.FLOAT64) return y;
        return select(abs(y).lt(Double.POSITIVE_INFINITY), y, constant(0));
    }

    /// The transformed values of the free variables.
    static SequencedMap<String, NdArray> unconstrained(
            List<Variable.Free> free, Map<String, NdArray> values) {
        Map<Tensor, NdArray> given = new IdentityHashMap<>();
        for (var variable : free) given.put(variable.tensor(), given(variable, values));
        var found = new LinkedHashMap<String, NdArray>();
        for (var variable : free) {
            var y = evaluate(forward(variable), given);
            checkInside(variable, given.get(variable.tensor()), y);
            found.put(variable.value().name(), y);
        }
        return found;
    }

    /// That a value has the shape of the variable and, as far as its bounds are known, lies in the
    /// support.
    static void check(Variable.Free variable, NdArray value) {
        given(variable, Map.of(variable.name(), value));
        var bounds = variable.distribution().support().bounds();
        if (!bounds.stream().allMatch(ModelChecks::isConstant)) return;
        var x = variable.tensor();
        var y = evaluate(forward(variable), Map.of(x, value.cast(x.dtype())));
        checkInside(variable, value, y);
    }

    private static NdArray given(Variable.Free variable, Map<String, NdArray> values) {
        var value = values.get(variable.name());
        if (value == null) {
            throw new ModelException(
                    "no value was given for '%s'; there are %s"
                            .formatted(variable.name(), values.keySet()),
                    variable.where());
        }
        int[] shape = Extent.of(variable.tensor()).concrete();
        if (!Arrays.equals(shape, value.shape())) {
            throw new ModelException(
                    "the value given for '%s' has shape %s, not %s"
                            .formatted(
                                    variable.name(),
                                    NdArray.shapeText(value.shape()),
                                    NdArray.shapeText(shape)),
                    variable.where());
        }
        return value.cast(variable.tensor().dtype());
    }

    private static void checkInside(Variable.Free variable, NdArray x, NdArray y) {
        for (int i = 0; i < y.size(); i++) {
            if (Double.isFinite(y.element(i))) continue;
            throw new ModelException(
                    "the value %s of '%s' ~ %s is outside its support: values are %s"
                            .formatted(
                                    Formula.number(x),
                                    variable.name(),
                                    Formula.of(variable.distribution()),
                                    variable.distribution().support()),
                    variable.where());
        }
    }

    private static NdArray evaluate(Tensor x, Map<Tensor, NdArray> values) {
        return Interpreter.evaluate(List.of(x), values).getFirst();
    }
}
