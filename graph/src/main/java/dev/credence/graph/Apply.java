package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// An op applied to inputs: the inner nodes of the graph, compared by identity.
public final class Apply {
    private final Op op;
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;
    private final Optional<SourceLine> where;

    /// Applies `op`, which checks the inputs and types the outputs.
    ///
    /// @throws GraphException if the op does not accept these inputs; the message ends with the
    ///   user's line
    public Apply(Op op, List<Tensor> inputs) {
        this(op, inputs, SourceLine.here());
    }

    /// As the public constructor, made on behalf of the given line.
    Apply(Op op, List<Tensor> inputs, Optional<SourceLine> where) {
        this.op = op;
        this.inputs = List.copyOf(inputs);
        this.where = where;
        List<TensorType> types;
        try {
            types = op.infer(this.inputs);
            for (var type : types) checkSize(type.shape());
        } catch (GraphException e) {
            throw e.at(where);
        }
        var made = new Tensor[types.size()];
        for (int i = 0; i < made.length; i++) made[i] = new Output(this, i, types.get(i));
        this.outputs = List.of(made);
    }

    private void checkSize(Shape shape) {
        long size = 1;
        for (int axis = 0; axis < shape.rank(); axis++) if (shape.dim(axis) == 0) return;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.dim(axis) != Shape.UNKNOWN) size *= shape.dim(axis);
            if (size > Integer.MAX_VALUE) {
                throw new GraphException(
                        "'%s' gives shape %s, which has more than 2^31 - 1 elements, the most a tensor can have"
                                .formatted(op, shape));
            }
        }
    }

    public Op op() {
        return op;
    }

    public List<Tensor> inputs() {
        return inputs;
    }

    public Tensor input(int index) {
        return inputs.get(index);
    }

    public List<Tensor> outputs() {
        return outputs;
    }

    /// The first output, which is the only one of most ops.
    public Tensor output() {
        return outputs.getFirst();
    }

    /// The user's line that made this node, where it is known.
    public Optional<SourceLine> where() {
        return where;
    }

    @Override
    public String toString() {
        return op + inputs.toString();
    }
}
