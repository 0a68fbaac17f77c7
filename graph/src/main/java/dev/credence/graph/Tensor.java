package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A symbolic value: a node of the graph with a [TensorType], compared by identity.
///
/// A tensor is a leaf ([Input], [Constant], [Shared]) or an [Output] of an [Apply]. Building never
/// computes and never rewrites: `log(exp(x))` prints as written. The methods build new nodes; those
/// with operator names (`plus`, `minus`, `times`, `div`, `unaryMinus`, `get`) are also Kotlin's
/// operators. Shapes broadcast as in NumPy, but only along lengths that are known to be one.
public abstract sealed class Tensor permits Input, Constant, Shared, Output {
    private final TensorType type;
    private String name = "";
    private volatile Map<List<Tensor>, CompiledFunction> evaluated;

    Tensor(TensorType type) {
        this.type = type;
    }

    public final TensorType type() {
        return type;
    }

    public final DType dtype() {
        return type.dtype();
    }

    public final Shape shape() {
        return type.shape();
    }

    public final int rank() {
        return type.rank();
    }

    /// The name given by [#named], or the empty string.
    public final String name() {
        return name;
    }

    /// Gives this node a name for prints and errors, and returns it; the name means nothing else.
    public final Tensor named(String name) {
        this.name = name;
        return this;
    }

    /// The node that computes this tensor; empty for leaves.
    public Optional<Apply> owner() {
        return Optional.empty();
    }

    public final Tensor plus(Tensor other) {
        return Tensors.add(this, other);
    }

    public final Tensor plus(double other) {
        return plus(Tensors.constant(other));
    }

    public final Tensor minus(Tensor other) {
        return Tensors.subtract(this, other);
    }

    public final Tensor minus(double other) {
        return minus(Tensors.constant(other));
    }

    public final Tensor times(Tensor other) {
        return Tensors.multiply(this, other);
    }

    public final Tensor times(double other) {
        return times(Tensors.constant(other));
    }

    public final Tensor div(Tensor other) {
        return Tensors.divide(this, other);
    }

    public final Tensor div(double other) {
        return div(Tensors.constant(other));
    }

    public final Tensor pow(Tensor exponent) {
        return Tensors.pow(this, exponent);
    }

    public final Tensor pow(double exponent) {
        return pow(Tensors.constant(exponent));
    }

    public final Tensor unaryMinus() {
        return Tensors.negate(this);
    }

    public final Tensor gt(Tensor other) {
        return Tensors.greater(this, other);
    }

    public final Tensor gt(double other) {
        return gt(Tensors.constant(other));
    }

    public final Tensor ge(Tensor other) {
        return Tensors.greaterEqual(this, other);
    }

    public final Tensor ge(double other) {
        return ge(Tensors.constant(other));
    }

    public final Tensor lt(Tensor other) {
        return Tensors.less(this, other);
    }

    public final Tensor lt(double other) {
        return lt(Tensors.constant(other));
    }

    public final Tensor le(Tensor other) {
        return Tensors.lessEqual(this, other);
    }

    public final Tensor le(double other) {
        return le(Tensors.constant(other));
    }

    public final Tensor eq(Tensor other) {
        return Tensors.equal(this, other);
    }

    public final Tensor eq(double other) {
        return eq(Tensors.constant(other));
    }

    /// Element or sub-array `index` of the first axis; a negative index counts from the end.
    public final Tensor get(int index) {
        return Tensors.slice(this, 0, index);
    }

    /// Entries of the first axis at integer positions: `theta.get(group)` has the shape of `group`
    /// followed by the other axes of `theta`.
    public final Tensor get(Tensor indices) {
        return Tensors.gather(this, indices, 0);
    }

    /// The part that an index names, as in NumPy: `x.get(Index.all(), Index.at(2))` is column 2.
    ///
    /// @throws GraphException if the index does not fit the axes; positions outside an axis are
    ///   found when shapes or positions are known
    public final Tensor get(Index... index) {
        return IndexedPart.of(this, index).read();
    }

    /// Entries `start` to `stop` (exclusive) of the first axis.
    public final Tensor slice(int start, int stop) {
        return Tensors.slice(this, 0, start, stop, 1);
    }

    public final Tensor sum() {
        return Tensors.sum(this);
    }

    public final Tensor sum(int... axes) {
        return Tensors.sum(this, axes);
    }

    public final Tensor mean() {
        return Tensors.mean(this);
    }

    /// The matrix product, or the inner product of vectors.
    public final Tensor dot(Tensor other) {
        return Tensors.dot(this, other);
    }

    /// The axes in reverse order.
    public final Tensor transpose() {
        return Tensors.transpose(this);
    }

    /// The same elements in another shape; at most one length may be -1.
    public final Tensor reshape(int... dims) {
        return Tensors.reshape(this, dims);
    }

    public final Tensor cast(DType dtype) {
        return Tensors.cast(this, dtype);
    }

    /// The value of this tensor with the given values for other nodes, which may be leaves or any
    /// node in between.
    ///
    /// The compiled function is kept with this tensor, so evaluating it again with values for the
    /// same nodes is quick.
    ///
    /// @param values numbers, Java arrays or [NdArray]s by tensor
    /// @throws GraphException if a value is given for a computed node that this one does not depend
    ///   on, or if one that is needed is missing
    public final NdArray eval(Map<? extends Tensor, ?> values) {
        return CompiledFunction.evaluate(this, values, evaluated());
    }

    /// The value of a tensor that depends on constants and shared variables only.
    public final NdArray eval() {
        return eval(Map.of());
    }

    private Map<List<Tensor>, CompiledFunction> evaluated() {
        if (evaluated == null) evaluated = new ConcurrentHashMap<>();
        return evaluated;
    }
}
