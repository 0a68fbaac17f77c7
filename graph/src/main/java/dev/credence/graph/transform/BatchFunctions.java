package dev.credence.graph.transform;

import dev.credence.graph.Tensor;
import dev.credence.graph.Vectorization;
import dev.credence.graph.linalg.LinearAlgebraFunctions;

import java.util.List;
import java.util.Map;

/// Functions and graphs over batches; import them with all [Transformations].
public class BatchFunctions extends LinearAlgebraFunctions {
    protected BatchFunctions() {}

    /// Stands for an argument of [#vmap] that is the same for all entries.
    public static final int NONE = Integer.MIN_VALUE;

    /// The function for all entries along an axis of its arguments at once; the entries of each
    /// result are along its first axis.
    ///
    /// What does not depend on an entry is computed once. A random draw uses its key for all
    /// entries, unless the key is mapped over.
    ///
    /// @param inAxes for each argument the axis of the entries, counted from the end if negative,
    ///   or [#NONE]; all first axes if none is given
    /// @return a function that throws a [dev.credence.graph.GraphException] if it is applied to
    ///   arguments without such axes, or with axes of different lengths
    public static TensorFunction vmap(TensorFunction f, int... inAxes) {
        var batched = new BatchedFunction(f, inAxes);
        return f.with(batched::apply);
    }

    /// As [#vmap(TensorFunction, int...)].
    public static TensorFunction vmap(TensorFunction.Unary f, int... inAxes) {
        return vmap(TensorFunction.of(f), inAxes);
    }

    /// As [#vmap(TensorFunction, int...)].
    public static TensorFunction vmap(TensorFunction.Binary f, int... inAxes) {
        return vmap(TensorFunction.of(f), inAxes);
    }

    /// As [#vmap(TensorFunction, int...)].
    public static TensorFunction vmap(TensorFunction.Ternary f, int... inAxes) {
        return vmap(TensorFunction.of(f), inAxes);
    }

    /// As [#vmap(TensorFunction, int...)].
    public static TensorFunction vmap(TensorFunction.Quaternary f, int... inAxes) {
        return vmap(TensorFunction.of(f), inAxes);
    }

    /// As [#vmap(TensorFunction, int...)].
    public static TensorFunction vmap(TensorFunction.Quinary f, int... inAxes) {
        return vmap(TensorFunction.of(f), inAxes);
    }

    /// The function over batches, which broadcast: arguments may have further leading axes than the
    /// signature says, and so have the results.
    ///
    /// @param signature the axes of one entry of the arguments and results, `(m,n),(n)->(m)` for
    ///   the product of a matrix and a vector; axes of one name have one length
    /// @throws dev.credence.graph.GraphException if the signature cannot be read
    public static TensorFunction vectorize(TensorFunction f, String signature) {
        var read = Signature.of(signature);
        return f.with(arguments -> read.apply(f, arguments));
    }

    /// As [#vectorize(TensorFunction, String)].
    public static TensorFunction vectorize(TensorFunction.Unary f, String signature) {
        return vectorize(TensorFunction.of(f), signature);
    }

    /// As [#vectorize(TensorFunction, String)].
    public static TensorFunction vectorize(TensorFunction.Binary f, String signature) {
        return vectorize(TensorFunction.of(f), signature);
    }

    /// As [#vectorize(TensorFunction, String)].
    public static TensorFunction vectorize(TensorFunction.Ternary f, String signature) {
        return vectorize(TensorFunction.of(f), signature);
    }

    /// As [#vectorize(TensorFunction, String)].
    public static TensorFunction vectorize(TensorFunction.Quaternary f, String signature) {
        return vectorize(TensorFunction.of(f), signature);
    }

    /// As [#vectorize(TensorFunction, String)].
    public static TensorFunction vectorize(TensorFunction.Quinary f, String signature) {
        return vectorize(TensorFunction.of(f), signature);
    }

    /// A tensor over batches: others are replaced by ones with further leading axes, which
    /// broadcast.
    ///
    /// @throws dev.credence.graph.GraphException if dtypes differ or the axes do not broadcast
    public static Tensor vectorize(
            Tensor output, Map<? extends Tensor, ? extends Tensor> replacements) {
        return vectorize(List.of(output), replacements).getFirst();
    }

    /// As [#vectorize(Tensor, Map)] for several tensors; all get the same leading axes.
    public static List<Tensor> vectorize(
            List<? extends Tensor> outputs, Map<? extends Tensor, ? extends Tensor> replacements) {
        return Vectorization.of(outputs, replacements);
    }
}
