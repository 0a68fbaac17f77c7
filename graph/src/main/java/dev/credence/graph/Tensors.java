package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The functions that build graphs: reductions, views, indexing, linear algebra, and, by
/// inheritance, [LoopFunctions], [ScalarFunctions] and the leaves of [LeafFunctions].
///
/// Import them statically. The class can be extended only to inherit these names, so that one
/// static import reaches all.
public class Tensors extends InspectionFunctions {
    protected Tensors() {}

    // reductions

    /// The sum of all elements; of truth values, how many are true.
    public static Tensor sum(Tensor x) {
        return new Apply(Reduction.all(Reduction.Kind.SUM, x.rank()), List.of(counted(x))).output();
    }

    public static Tensor sum(Tensor x, int... axes) {
        return reduce(Reduction.Kind.SUM, x, axes);
    }

    public static Tensor prod(Tensor x, int... axes) {
        return reduce(Reduction.Kind.PRODUCT, x, axes.length == 0 ? allAxes(x) : axes);
    }

    public static Tensor max(Tensor x, int... axes) {
        return reduce(Reduction.Kind.MAX, x, axes.length == 0 ? allAxes(x) : axes);
    }

    public static Tensor min(Tensor x, int... axes) {
        return reduce(Reduction.Kind.MIN, x, axes.length == 0 ? allAxes(x) : axes);
    }

    /// Whether every element is true, as a scalar.
    public static Tensor all(Tensor x) {
        return new Apply(Reduction.all(Reduction.Kind.ALL, x.rank()), List.of(x)).output();
    }

    /// Whether any element is true, as a scalar.
    public static Tensor any(Tensor x) {
        return new Apply(Reduction.all(Reduction.Kind.ANY, x.rank()), List.of(x)).output();
    }

    public static Tensor mean(Tensor x, int... axes) {
        int[] over = axes.length == 0 ? allAxes(x) : axes;
        var dtype = x.dtype().toFloating();
        Tensor count = constant(1);
        for (int axis : over)
            count = multiply(count, cast(slice(shapeOf(x), 0, normalize(axis, x.rank())), dtype));
        return divide(sum(x, over), count);
    }

    /// `log(sum(exp(x)))` over the axes, written so that it does not overflow.
    public static Tensor logSumExp(Tensor x, int... axes) {
        return MaxShift.logSumExp(
                x, reduction(Reduction.Kind.SUM, x, axes.length == 0 ? allAxes(x) : axes));
    }

    private static Tensor reduce(Reduction.Kind kind, Tensor x, int... axes) {
        return new Apply(reduction(kind, x, axes), List.of(counted(x))).output();
    }

    /// `x`, truth values as 0 and 1.
    protected static Tensor counted(Tensor x) {
        return x.dtype() == DType.BOOL ? cast(x, DType.INT64) : x;
    }

    private static Reduction reduction(Reduction.Kind kind, Tensor x, int... axes) {
        var list = Arrays.stream(axes).map(a -> normalize(a, x.rank())).boxed().toList();
        return new Reduction(kind, list, false);
    }

    private static int[] allAxes(Tensor x) {
        return IntStream.range(0, x.rank()).toArray();
    }

    private static int normalize(int axis, int rank) {
        return axis < 0 ? axis + rank : axis;
    }

    // views

    /// The lengths as an int64 vector.
    public static Tensor shapeOf(Tensor x) {
        return new Apply(new View.ShapeOf(), List.of(x)).output();
    }

    public static Tensor reshape(Tensor x, int... dims) {
        return reshape(x, new Constant(ShapeValues.constant(dims)), dims.length);
    }

    /// The same elements in the shape that an int64 vector of `rank` lengths gives.
    public static Tensor reshape(Tensor x, Tensor shape, int rank) {
        return new Apply(new View.Reshape(rank), List.of(x, shape)).output();
    }

    /// Repeats `x` to a shape, padding its rank on the left.
    public static Tensor broadcastTo(Tensor x, Tensor shape) {
        int rank = shape.shape().dim(0);
        return new Apply(new View.BroadcastTo(), List.of(Broadcasting.padTo(x, rank), shape))
                .output();
    }

    public static Tensor broadcastTo(Tensor x, int... dims) {
        return broadcastTo(x, new Constant(ShapeValues.constant(dims)));
    }

    /// Permutes, adds (-1) and drops axes.
    public static Tensor dimShuffle(Tensor x, Integer... order) {
        return new Apply(new View.DimShuffle(List.of(order)), List.of(x)).output();
    }

    public static Tensor transpose(Tensor x) {
        return new Apply(
                        new View.DimShuffle(
                                IntStream.range(0, x.rank()).boxed().toList().reversed()),
                        List.of(x))
                .output();
    }

    /// The same tensor with an axis of length one inserted before `axis` (-1: at the end).
    ///
    /// @throws GraphException if there is no such place
    public static Tensor expandDims(Tensor x, int axis) {
        var order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        int place = axis < 0 ? x.rank() + 1 + axis : axis;
        if (place < 0 || place > x.rank()) {
            throw new GraphException(
                            "'%s' has shape %s; a new axis has no place at %d"
                                    .formatted(x, x.shape(), axis))
                    .at(SourceLine.here());
        }
        order.add(place, View.DimShuffle.NEW_AXIS);
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }

    /// Joins tensors along an axis.
    public static Tensor concatenate(int axis, Tensor... parts) {
        var dtype = Promotion.of(List.of(parts));
        var alike = Arrays.stream(parts).map(p -> Promotion.to(dtype, p)).toList();
        return new Apply(new View.Concatenate(normalize(axis, parts[0].rank())), alike).output();
    }

    /// Joins tensors of one shape along a new first axis.
    public static Tensor stack(Tensor... parts) {
        return concatenate(
                0, Arrays.stream(parts).map(p -> expandDims(p, 0)).toArray(Tensor[]::new));
    }

    public static Tensor zerosLike(Tensor x) {
        if (x.rank() == 0) return new Constant(NdArray.zeros(x.dtype()));
        var zero = new Constant(NdArray.zeros(x.dtype()));
        return broadcastTo(zero, shapeOf(x));
    }

    // indexing

    /// The entry at a fixed position of an axis, which is dropped.
    public static Tensor slice(Tensor x, int axis, int index) {
        int length = x.rank() > axis ? x.shape().dim(axis) : 0;
        if (length != Shape.UNKNOWN && (index >= length || index < -length)) {
            throw new GraphException(
                            "index %d is out of bounds for axis %d of shape %s"
                                    .formatted(index, axis, x.shape()))
                    .at(SourceLine.here());
        }
        int stop = index == -1 ? Indexing.Range.END : index + 1;
        var part = slice(x, axis, index, stop, 1);
        var order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        order.remove(axis);
        if (part.shape().dim(axis) != 1) return reshapeWithout(part, axis);
        return new Apply(new View.DimShuffle(order), List.of(part)).output();
    }

    private static Tensor reshapeWithout(Tensor part, int axis) {
        var parts = new ArrayList<Tensor>();
        var shape = shapeOf(part);
        if (axis > 0) parts.add(slice(shape, 0, 0, axis, 1));
        if (axis + 1 < part.rank()) parts.add(slice(shape, 0, axis + 1, Indexing.Range.END, 1));
        if (parts.isEmpty()) return reshape(part);
        return reshape(part, concatenate(0, parts.toArray(Tensor[]::new)), part.rank() - 1);
    }

    /// The entries `start`, `start + step`, … before `stop` of an axis.
    public static Tensor slice(Tensor x, int axis, int start, int stop, int step) {
        return new Apply(
                        new Indexing.Slice(axis, new Indexing.Range(start, stop, step)), List.of(x))
                .output();
    }

    /// The entries at integer positions of an axis.
    public static Tensor gather(Tensor x, Tensor indices, int axis) {
        return new Apply(new Indexing.Gather(axis), List.of(x, positions(indices))).output();
    }

    private static Tensor positions(Tensor indices) {
        return indices.dtype() == DType.INT32 ? cast(indices, DType.INT64) : indices;
    }

    // linear algebra

    /// The product of matrices, or of batches of matrices whose leading axes broadcast; a vector
    /// counts as a row on the left and as a column on the right, as in NumPy. Integers have an
    /// integer product, exact below 2^53.
    public static Tensor matmul(Tensor x, Tensor y) {
        return Contraction.matmul(x, y);
    }

    /// The inner product of vectors, the product of matrices and vectors, and for higher ranks the
    /// sum over the last axis of `x` and the last but one of `y`, as in NumPy.
    public static Tensor dot(Tensor x, Tensor y) {
        return Contraction.dot(x, y);
    }

    /// The lower Cholesky factor.
    public static Tensor cholesky(Tensor x) {
        return new Apply(new LinearAlgebra.Cholesky(), List.of(x)).output();
    }

    /// Solves `lower x = b` for a vector or matrix `b`.
    public static Tensor solveTriangular(Tensor lower, Tensor b) {
        boolean vector = b.rank() == 1;
        var dtype = lower.dtype().promote(b.dtype()).toFloating();
        var right = cast(vector ? expandDims(b, 1) : b, dtype);
        var solved =
                new Apply(
                                new LinearAlgebra.SolveTriangular(false),
                                List.of(cast(lower, dtype), right))
                        .output();
        return vector ? dimShuffle(solved, 0) : solved;
    }

    /// The entries on and below a diagonal, zero above.
    public static Tensor lowerTriangle(Tensor x, int diagonal) {
        return new Apply(new LinearAlgebra.LowerTriangle(diagonal), List.of(x)).output();
    }

    public static Tensor diagonal(Tensor x) {
        return new Apply(new LinearAlgebra.Diagonal(), List.of(x)).output();
    }

    public static Tensor diagonalMatrix(Tensor x) {
        return new Apply(new LinearAlgebra.DiagonalMatrix(), List.of(x)).output();
    }

    /// `x`, but evaluating raises a [ParameterException] with this message where the condition does
    /// not hold everywhere.
    public static Tensor check(Tensor x, Tensor condition, String message) {
        return new Apply(new Check(message), List.of(x, all(condition))).output();
    }

    // functions

    /// A function of the inputs that computes one tensor.
    ///
    /// @throws GraphException if an input is missing, or if one is not needed
    public static CompiledFunction function(List<? extends Tensor> inputs, Tensor output) {
        return function(inputs, output, CompileOptions.standard());
    }

    /// As [#function(List, Tensor)] with options.
    public static CompiledFunction function(
            List<? extends Tensor> inputs, Tensor output, CompileOptions options) {
        return function(inputs, List.of(output), options);
    }

    /// A function of the inputs that computes several tensors.
    public static CompiledFunction function(
            List<? extends Tensor> inputs, List<? extends Tensor> outputs) {
        return function(inputs, outputs, CompileOptions.standard());
    }

    /// As [#function(List, List)] with options.
    public static CompiledFunction function(
            List<? extends Tensor> inputs, List<? extends Tensor> outputs, CompileOptions options) {
        return new CompiledFunction(inputs, outputs, options);
    }

    /// A function whose outputs have names, in the order of the map; see
    /// [CompiledFunction#callNamed(Object...)].
    public static CompiledFunction function(
            List<? extends Tensor> inputs, Map<String, ? extends Tensor> outputs) {
        return function(inputs, outputs, CompileOptions.standard());
    }

    /// As [#function(List, Map)] with options.
    public static CompiledFunction function(
            List<? extends Tensor> inputs,
            Map<String, ? extends Tensor> outputs,
            CompileOptions options) {
        return new CompiledFunction(
                inputs, List.copyOf(outputs.values()), List.copyOf(outputs.keySet()), options);
    }
}
