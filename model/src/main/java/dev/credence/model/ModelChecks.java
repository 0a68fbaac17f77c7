package dev.credence.model;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Interpreter;
import dev.credence.graph.Shape;
import dev.credence.graph.Shared;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What must hold of a variable before it enters a model; each failure is one sentence.
final class ModelChecks {
    private final Map<String, Variable> variables;

    ModelChecks(Map<String, Variable> variables) {
        this.variables = variables;
    }

    /// A letter or underscore, then letters, digits and `_ . : -`; two trailing underscores are
    /// kept for value variables.
    static void name(String what, String name) {
        boolean valid =
                !name.isEmpty()
                        && (Character.isLetter(name.charAt(0)) || name.charAt(0) == '_')
                        && name.chars()
                                .allMatch(
                                        c -> Character.isLetterOrDigit(c) || "_.:-".indexOf(c) >= 0)
                        && !name.endsWith("__");
        if (!valid) {
            throw new ModelException(
                    "'%s' is no name for a %s; use a letter, then letters, digits and _ . : -, not ending in __"
                            .formatted(name, what),
                    SourceLine.here());
        }
    }

    void name(String name) {
        name("variable", name);
        if (variables.containsKey(name)) {
            throw new ModelException(
                    "the model has a variable '%s' already%s; names must differ"
                            .formatted(
                                    name,
                                    variables
                                            .get(name)
                                            .where()
                                            .map(w -> " (made at %s)".formatted(w))
                                            .orElse("")),
                    SourceLine.here());
        }
    }

    /// Name, parents, and parameters as far as they are constant.
    void random(String name, Distribution distribution) {
        name(name);
        ownership(name, distribution.parameters().values());
        parameterShapes(name, distribution);
        ParameterChecks.run(name, distribution);
        for (var condition : distribution.conditions()) {
            if (!isConstant(condition.holds())) continue;
            if (!allTrue(evaluate(condition.holds()))) {
                throw new ModelException(
                        "'%s' ~ %s: %s does not hold"
                                .formatted(name, Formula.of(distribution), condition.text()),
                        SourceLine.here());
            }
        }
    }

    private static void parameterShapes(String name, Distribution distribution) {
        if (!distribution.parametersBroadcast()) return;
        var parameters = List.copyOf(distribution.parameters().entrySet());
        for (int i = 0; i < parameters.size(); i++) {
            for (int j = 0; j < i; j++) {
                var one = parameters.get(j).getValue().shape();
                var two = parameters.get(i).getValue().shape();
                if (!broadcasts(one, two)) {
                    throw new ModelException(
                            "'%s' ~ %s: %s has shape %s but %s has shape %s; shapes must broadcast"
                                    .formatted(
                                            name,
                                            Formula.of(distribution),
                                            parameters.get(j).getKey(),
                                            one,
                                            parameters.get(i).getKey(),
                                            two),
                            SourceLine.here());
                }
            }
        }
    }

    private static boolean broadcasts(Shape one, Shape two) {
        for (int i = 1; i <= Math.min(one.rank(), two.rank()); i++) {
            int a = one.dim(one.rank() - i);
            int b = two.dim(two.rank() - i);
            if (a != b && a != 1 && b != 1 && a != Shape.UNKNOWN && b != Shape.UNKNOWN)
                return false;
        }
        return true;
    }

    /// All random variables behind the tensors are of this model, and every value is known.
    void ownership(String name, Collection<? extends Tensor> tensors) {
        for (var node : GraphWalk.topological(tensors)) {
            if (node.op() instanceof RandomVariable) checkOwned(name, node);
        }
        for (var leaf : GraphWalk.leaves(tensors)) {
            if (leaf instanceof Input) {
                throw new ModelException(
                        "'%s' uses the input '%s', whose value nobody gives; use model.data or model.random"
                                .formatted(name, leaf),
                        SourceLine.here());
            }
        }
    }

    private void checkOwned(String name, Apply node) {
        var tensor = node.output();
        var owned = variables.get(tensor.name());
        if (owned != null && owned.tensor() == tensor) return;
        throw new ModelException(
                "'%s' uses the random variable '%s', which is not of this model; register it here with random"
                        .formatted(name, tensor),
                SourceLine.here());
    }

    /// The parameters' shape broadcasts to the shape asked for.
    void shape(String name, Distribution distribution, Extent natural, Extent asked) {
        int[] from = natural.concrete();
        int[] to = asked.concrete();
        boolean fits = from.length <= to.length;
        for (int i = 1; fits && i <= from.length; i++) {
            int f = from[from.length - i];
            fits = f == to[to.length - i] || f == 1;
        }
        if (!fits) {
            throw new ModelException(
                    "'%s' ~ %s has shape %s but its parameters have shape %s, which does not broadcast to it"
                            .formatted(
                                    name,
                                    Formula.of(distribution),
                                    NdArray.shapeText(to),
                                    NdArray.shapeText(from)),
                    SourceLine.here());
        }
    }

    /// There are enough axes for one event.
    void eventRank(String name, Distribution distribution, Extent extent) {
        if (extent.rank() < distribution.eventRank()) {
            throw new ModelException(
                    "'%s' ~ %s gives vectors (%s); say their length with shape or dims"
                            .formatted(name, Formula.of(distribution), distribution.support()),
                    SourceLine.here());
        }
    }

    /// A free variable as one that is summed out.
    Variable.Marginalized marginalized(String name) {
        if (!(variables.get(name) instanceof Variable.Free v)) {
            throw new ModelException(
                    "'%s' cannot be summed out: the model has no such free variable"
                            .formatted(name),
                    SourceLine.here());
        }
        boolean countable =
                FiniteValues.of(v.distribution()).isPresent()
                        || v.distribution() instanceof Unobserved u && u.whole().eventRank() == 0;
        if (!countable) {
            throw new ModelException(
                    "'%s' ~ %s cannot be summed out: its values are %s, which is no finite set known beforehand"
                            .formatted(
                                    name, Formula.of(v.distribution()), v.distribution().support()),
                    SourceLine.here());
        }
        return new Variable.Marginalized(name, v.tensor(), v.distribution(), v.dims(), v.where());
    }

    /// The present value of data for a variable: finite, in the support, integers for counts.
    NdArray data(String name, Distribution distribution, Tensor data) {
        var where = SourceLine.here();
        for (var node : GraphWalk.topological(List.of(data))) {
            if (node.op() instanceof RandomVariable) {
                throw new ModelException(
                        "'%s' cannot be observed as '%s', which is random; observe data"
                                .formatted(name, data),
                        where);
            }
        }
        ownership(name, List.of(data));
        var values = evaluate(data);
        finite(name, values, true, where);
        return inSupport(name, distribution, values, where);
    }

    /// Where data may be missing: where they are NaN, if they are or may come to be.
    Optional<Tensor> missing(Tensor data) {
        if (!data.dtype().isFloating()) return Optional.empty();
        boolean incomplete =
                GraphWalk.leaves(List.of(data)).stream()
                        .anyMatch(leaf ->
                                variables.get(leaf.name()) instanceof Variable.Data d
                                        && d.tensor() == leaf
                                        && d.incomplete());
        if (incomplete) return Optional.of(Tensors.isNaN(data));
        if (!(data instanceof Constant c)) return Optional.empty();
        var mask = evaluate(Tensors.isNaN(c));
        for (boolean b : mask.booleans()) if (b) return Optional.of(new Constant(mask));
        return Optional.empty();
    }

    /// A mask has an entry for each of the data.
    void sameLength(String name, int values, int missing) {
        if (values == missing) return;
        throw new ModelException(
                "'%s' has %d values but %d entries that say what is missing"
                        .formatted(name, values, missing),
                SourceLine.here());
    }

    void finite(String name, NdArray values, Optional<SourceLine> where) {
        finite(name, values, false, where);
    }

    /// @param incomplete whether NaN stands for a missing entry
    void finite(String name, NdArray values, boolean incomplete, Optional<SourceLine> where) {
        if (!values.dtype().isFloating()) return;
        double[] x = values.cast(DType.FLOAT64).doubles();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) || incomplete && Double.isNaN(x[i])) continue;
            throw new ModelException(
                    "the data of '%s' hold %s%s; give finite numbers"
                            .formatted(name, x[i], position(values.shape(), i)),
                    where);
        }
    }

    NdArray inSupport(
            String name, Distribution distribution, NdArray values, Optional<SourceLine> where) {
        if (distribution.dtype() == DType.INT64 && values.dtype().isFloating()) {
            double[] x = values.cast(DType.FLOAT64).doubles();
            for (int i = 0; i < x.length; i++) {
                if (x[i] == Math.rint(x[i]) || Double.isNaN(x[i])) continue;
                throw outside(name, distribution, values, i, where);
            }
        }
        var typed = values.cast(distribution.dtype());
        var support = distribution.support();
        if (support instanceof Support.Real) return typed;
        if (!support.bounds().stream().allMatch(ModelChecks::isConstant)) return typed;
        boolean[] inside = evaluate(support.contains(new Constant(typed))).booleans();
        int eventSize = inside.length == 0 ? 1 : values.size() / inside.length;
        for (int i = 0; i < inside.length; i++) {
            if (!inside[i] && !isMissing(values, i * eventSize, eventSize))
                throw outside(name, distribution, values, i * eventSize, where);
        }
        return typed;
    }

    private static boolean isMissing(NdArray values, int from, int count) {
        return IntStream.range(from, from + count).anyMatch(i -> Double.isNaN(values.element(i)));
    }

    private static ModelException outside(
            String name,
            Distribution distribution,
            NdArray values,
            int index,
            Optional<SourceLine> where) {
        return new ModelException(
                "the data of '%s' hold %s%s but values of %s are %s"
                        .formatted(
                                name,
                                Formula.number(NdArray.scalar(values.element(index))),
                                position(values.shape(), index),
                                Formula.of(distribution),
                                distribution.support()),
                where);
    }

    /// The place of an element in words: ` at [2, 0]`, or nothing for a scalar.
    static String position(int[] shape, int index) {
        if (shape.length == 0) return "";
        var place = new ArrayList<Integer>();
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            place.addFirst(index % shape[axis]);
            index /= shape[axis];
        }
        return " at " + place;
    }

    /// Whether data of this model were checked against the support and will be at each exchange.
    boolean isTrusted(Distribution distribution, Tensor data) {
        boolean ours =
                GraphWalk.leaves(List.of(data)).stream()
                        .filter(Shared.class::isInstance)
                        .allMatch(s ->
                                variables.get(s.name()) instanceof Variable.Data d
                                        && d.tensor() == s);
        return ours && distribution.support().bounds().stream().allMatch(ModelChecks::isConstant);
    }

    static boolean isConstant(Tensor x) {
        return GraphWalk.leaves(List.of(x)).stream().allMatch(Constant.class::isInstance)
                && GraphWalk.topological(List.of(x)).stream()
                        .noneMatch(n -> n.op() instanceof RandomVariable);
    }

    static boolean allTrue(NdArray condition) {
        for (boolean b : condition.booleans()) if (!b) return false;
        return true;
    }

    /// The value of a tensor that is evaluated once: not worth compiling.
    static NdArray evaluate(Tensor x) {
        return Interpreter.evaluate(List.of(x), Map.of()).getFirst();
    }
}
