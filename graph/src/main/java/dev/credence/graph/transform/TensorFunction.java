package dev.credence.graph.transform;

import dev.credence.graph.GraphException;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// A function of tensors as a value: what [Transformations] take and give.
///
/// It is run when it is applied, and records what it does; it may use any tensor from outside.
/// Lambdas of one to five tensors become one by [#of(Unary)] and its like, which the
/// transformations do by themselves.
public final class TensorFunction {
    private final OptionalInt arity;
    private final UnaryOperator<List<Tensor>> body;

    private TensorFunction(OptionalInt arity, UnaryOperator<List<Tensor>> body) {
        this.arity = arity;
        this.body = body;
    }

    /// A function of one tensor.
    @FunctionalInterface
    public interface Unary {
        Tensor apply(Tensor a);
    }

    /// A function of two tensors.
    @FunctionalInterface
    public interface Binary {
        Tensor apply(Tensor a, Tensor b);
    }

    /// A function of three tensors.
    @FunctionalInterface
    public interface Ternary {
        Tensor apply(Tensor a, Tensor b, Tensor c);
    }

    /// A function of four tensors.
    @FunctionalInterface
    public interface Quaternary {
        Tensor apply(Tensor a, Tensor b, Tensor c, Tensor d);
    }

    /// A function of five tensors.
    @FunctionalInterface
    public interface Quinary {
        Tensor apply(Tensor a, Tensor b, Tensor c, Tensor d, Tensor e);
    }

    public static TensorFunction of(Unary f) {
        return new TensorFunction(OptionalInt.of(1), x -> List.of(f.apply(x.getFirst())));
    }

    public static TensorFunction of(Binary f) {
        return new TensorFunction(OptionalInt.of(2), x -> List.of(f.apply(x.get(0), x.get(1))));
    }

    public static TensorFunction of(Ternary f) {
        return new TensorFunction(
                OptionalInt.of(3), x -> List.of(f.apply(x.get(0), x.get(1), x.get(2))));
    }

    public static TensorFunction of(Quaternary f) {
        return new TensorFunction(
                OptionalInt.of(4), x -> List.of(f.apply(x.get(0), x.get(1), x.get(2), x.get(3))));
    }

    public static TensorFunction of(Quinary f) {
        return new TensorFunction(
                OptionalInt.of(5),
                x -> List.of(f.apply(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4))));
    }

    /// A function of any number of tensors with any number of results.
    public static TensorFunction ofList(UnaryOperator<List<Tensor>> f) {
        return new TensorFunction(OptionalInt.empty(), f);
    }

    /// Another function of as many tensors.
    TensorFunction with(UnaryOperator<List<Tensor>> other) {
        return new TensorFunction(arity, other);
    }

    /// The only result for some arguments.
    ///
    /// @throws GraphException if the number of arguments does not fit or there are several results
    public Tensor apply(Tensor... arguments) {
        var results = applyAll(List.of(arguments));
        if (results.size() != 1) {
            throw new GraphException(
                            "the function has %d results where one is asked for; use applyAll"
                                    .formatted(results.size()))
                    .at(SourceLine.here());
        }
        return results.getFirst();
    }

    /// The results for some arguments.
    ///
    /// @throws GraphException if the number of arguments does not fit
    public List<Tensor> applyAll(List<? extends Tensor> arguments) {
        if (arity.isPresent() && arity.getAsInt() != arguments.size()) {
            throw new GraphException(
                            "the function takes %d tensors, not %d"
                                    .formatted(arity.getAsInt(), arguments.size()))
                    .at(SourceLine.here());
        }
        return List.copyOf(body.apply(List.copyOf(arguments)));
    }
}
