package dev.credence.graph.transform;

import dev.credence.graph.GraphException;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Derivatives of functions, as functions; import them with all [Transformations].
public class DerivativesOfFunctions extends BatchFunctions {
    protected DerivativesOfFunctions() {}

    /// The gradient of a function with a scalar result.
    ///
    /// @param arguments the numbers of the arguments it is with respect to, the first if none is
    ///   given
    /// @return a function of the same arguments with one result for each of those numbers
    public static TensorFunction grad(TensorFunction f, int... arguments) {
        return f.with(x -> {
            var wrt = chosen(x, arguments);
            return grad(f.apply(x.toArray(Tensor[]::new)), wrt);
        });
    }

    /// As [#grad(TensorFunction, int...)].
    public static TensorFunction grad(TensorFunction.Unary f, int... arguments) {
        return grad(TensorFunction.of(f), arguments);
    }

    /// As [#grad(TensorFunction, int...)].
    public static TensorFunction grad(TensorFunction.Binary f, int... arguments) {
        return grad(TensorFunction.of(f), arguments);
    }

    /// As [#grad(TensorFunction, int...)].
    public static TensorFunction grad(TensorFunction.Ternary f, int... arguments) {
        return grad(TensorFunction.of(f), arguments);
    }

    /// As [#grad(TensorFunction, int...)].
    public static TensorFunction grad(TensorFunction.Quaternary f, int... arguments) {
        return grad(TensorFunction.of(f), arguments);
    }

    /// As [#grad(TensorFunction, int...)].
    public static TensorFunction grad(TensorFunction.Quinary f, int... arguments) {
        return grad(TensorFunction.of(f), arguments);
    }

    /// The result of a function and its gradients: a function of the same arguments with the scalar
    /// as first result and those of [#grad(TensorFunction, int...)] after it.
    public static TensorFunction valueAndGrad(TensorFunction f, int... arguments) {
        return f.with(x -> {
            var wrt = chosen(x, arguments);
            var results = new ArrayList<>(List.of(f.apply(x.toArray(Tensor[]::new))));
            results.addAll(grad(results.getFirst(), wrt));
            return results;
        });
    }

    /// As [#valueAndGrad(TensorFunction, int...)].
    public static TensorFunction valueAndGrad(TensorFunction.Unary f, int... arguments) {
        return valueAndGrad(TensorFunction.of(f), arguments);
    }

    /// As [#valueAndGrad(TensorFunction, int...)].
    public static TensorFunction valueAndGrad(TensorFunction.Binary f, int... arguments) {
        return valueAndGrad(TensorFunction.of(f), arguments);
    }

    /// As [#valueAndGrad(TensorFunction, int...)].
    public static TensorFunction valueAndGrad(TensorFunction.Ternary f, int... arguments) {
        return valueAndGrad(TensorFunction.of(f), arguments);
    }

    /// As [#valueAndGrad(TensorFunction, int...)].
    public static TensorFunction valueAndGrad(TensorFunction.Quaternary f, int... arguments) {
        return valueAndGrad(TensorFunction.of(f), arguments);
    }

    /// As [#valueAndGrad(TensorFunction, int...)].
    public static TensorFunction valueAndGrad(TensorFunction.Quinary f, int... arguments) {
        return valueAndGrad(TensorFunction.of(f), arguments);
    }

    /// The derivatives of each element of a result by each of an argument: the axes of the result,
    /// then those of the argument.
    ///
    /// @param arguments the numbers of the arguments, the first if none is given
    public static TensorFunction jacobian(TensorFunction f, int... arguments) {
        return f.with(x -> {
            var wrt = chosen(x, arguments);
            var y = f.apply(x.toArray(Tensor[]::new));
            return wrt.stream().map(w -> jacobian(y, w)).toList();
        });
    }

    /// As [#jacobian(TensorFunction, int...)].
    public static TensorFunction jacobian(TensorFunction.Unary f, int... arguments) {
        return jacobian(TensorFunction.of(f), arguments);
    }

    /// As [#jacobian(TensorFunction, int...)].
    public static TensorFunction jacobian(TensorFunction.Binary f, int... arguments) {
        return jacobian(TensorFunction.of(f), arguments);
    }

    /// As [#jacobian(TensorFunction, int...)].
    public static TensorFunction jacobian(TensorFunction.Ternary f, int... arguments) {
        return jacobian(TensorFunction.of(f), arguments);
    }

    /// As [#jacobian(TensorFunction, int...)].
    public static TensorFunction jacobian(TensorFunction.Quaternary f, int... arguments) {
        return jacobian(TensorFunction.of(f), arguments);
    }

    /// As [#jacobian(TensorFunction, int...)].
    public static TensorFunction jacobian(TensorFunction.Quinary f, int... arguments) {
        return jacobian(TensorFunction.of(f), arguments);
    }

    /// The second derivatives of a function with a scalar result by its first argument: the axes of
    /// the argument twice.
    public static TensorFunction hessian(TensorFunction f) {
        return jacobian(grad(f));
    }

    /// As [#hessian(TensorFunction)].
    public static TensorFunction hessian(TensorFunction.Unary f) {
        return hessian(TensorFunction.of(f));
    }

    /// As [#hessian(TensorFunction)].
    public static TensorFunction hessian(TensorFunction.Binary f) {
        return hessian(TensorFunction.of(f));
    }

    /// As [#hessian(TensorFunction)].
    public static TensorFunction hessian(TensorFunction.Ternary f) {
        return hessian(TensorFunction.of(f));
    }

    /// As [#hessian(TensorFunction)].
    public static TensorFunction hessian(TensorFunction.Quaternary f) {
        return hessian(TensorFunction.of(f));
    }

    /// As [#hessian(TensorFunction)].
    public static TensorFunction hessian(TensorFunction.Quinary f) {
        return hessian(TensorFunction.of(f));
    }

    private static List<Tensor> chosen(List<Tensor> given, int... arguments) {
        int[] numbers = arguments.length == 0 ? new int[] {0} : arguments;
        for (int i : numbers) {
            if (i < 0 || i >= given.size()) {
                throw new GraphException(
                                "there is no argument %d to differentiate by, the function is applied to %d"
                                        .formatted(i, given.size()))
                        .at(SourceLine.here());
            }
        }
        return Arrays.stream(numbers).mapToObj(given::get).toList();
    }
}
