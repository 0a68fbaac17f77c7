package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.array.RandomStream;

import java.util.ArrayList;
import java.util.List;

/// Random draws as functions of a key: inputs `(key, shape, parameters…)`, the key an int64 vector
/// of two, the shape an int64 vector, each parameter broadcast to the shape.
///
/// The same key gives the same draw on every backend and in every order of evaluation, so
/// evaluating twice gives the same number and no state is shared. Other distributions are made of
/// these.
public enum Draw implements CoreOp {
    /// Uniform on [0, 1).
    UNIFORM(DType.FLOAT64),
    /// Standard normal.
    NORMAL(DType.FLOAT64),
    /// Exponential with rate one.
    EXPONENTIAL(DType.FLOAT64),
    /// The logarithm of a gamma variable with the given shape parameter and rate one; the log keeps
    /// draws of tiny shape parameters apart from zero.
    LOG_GAMMA(DType.FLOAT64, "alpha"),
    /// An angle between -pi and pi of the von Mises distribution about zero with the given
    /// concentration.
    VON_MISES(DType.FLOAT64, "kappa"),
    /// Poisson with the given mean.
    POISSON(DType.INT64, "mu"),
    /// Binomial with the given number of trials and probability.
    BINOMIAL(DType.INT64, "n", "p"),
    /// A new key from a key and an int64 number; the shape operand is ignored and the parameter is
    /// a scalar.
    FOLD_KEY(DType.INT64, "data");

    private static final TensorType KEY = new TensorType(DType.INT64, Shape.of(2));

    private final DType dtype;
    private final List<String> parameters;

    Draw(DType dtype, String... parameters) {
        this.dtype = dtype;
        this.parameters = List.of(parameters);
    }

    /// The names of the parameters, in order.
    public List<String> parameters() {
        return parameters;
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        if (inputs.size() != 2 + parameters.size()) {
            throw new GraphException(
                    "'%s' takes a key, a shape and %s".formatted(this, parameters));
        }
        var key = inputs.getFirst().type();
        if (KEY.unified(key).isEmpty()) throw noKey(key);
        if (this == FOLD_KEY) return List.of(KEY);
        int rank = inputs.get(1).shape().dim(0);
        var shape =
                ShapeValues.of(inputs.get(1), rank)
                        .map(Shape::of)
                        .orElseGet(() -> Shape.unknown(rank));
        return List.of(new TensorType(dtype, shape));
    }

    private GraphException noKey(TensorType type) {
        return new GraphException(
                "'%s': a key is an int64 vector of 2, not %s".formatted(this, type));
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        long[] words = inputs.getFirst().longs();
        if (words.length != 2) throw noKey(TensorType.of(inputs.getFirst()));
        var key = new RandomKey(words[0], words[1]);
        if (this == FOLD_KEY) {
            var folded = key.fold(inputs.get(2).longs()[0]);
            return List.of(NdArray.of(new long[] {folded.high(), folded.low()}, 2));
        }
        int[] shape = ShapeValues.of(inputs.get(1));
        var arguments = new ArrayList<NdArray>();
        for (var parameter : inputs.subList(2, inputs.size())) {
            arguments.add(
                    ReferenceLoops.broadcastTo(
                            ReferenceLoops.padTo(parameter, shape.length), shape));
        }
        var stream = key.stream();
        int n = NdArray.sizeOf(shape);
        if (dtype == DType.INT64) {
            var out = new long[n];
            for (int i = 0; i < n; i++) out[i] = integer(stream, arguments, i);
            return List.of(NdArray.of(out, shape));
        }
        var out = new double[n];
        for (int i = 0; i < n; i++) out[i] = real(stream, arguments, i);
        return List.of(NdArray.of(out, shape));
    }

    private double real(RandomStream stream, List<NdArray> arguments, int i) {
        return switch (this) {
            case UNIFORM -> stream.nextDouble();
            case NORMAL -> stream.nextGaussian();
            case EXPONENTIAL -> stream.nextExponential();
            case LOG_GAMMA -> stream.nextLogGamma(arguments.get(0).element(i));
            case VON_MISES -> stream.nextVonMises(arguments.get(0).element(i));
            case POISSON, BINOMIAL, FOLD_KEY -> throw new AssertionError(this);
        };
    }

    private long integer(RandomStream stream, List<NdArray> arguments, int i) {
        return switch (this) {
            case POISSON -> stream.nextPoisson(arguments.get(0).element(i));
            case BINOMIAL ->
                    stream.nextBinomial(
                            (long) arguments.get(0).element(i), arguments.get(1).element(i));
            case UNIFORM, NORMAL, EXPONENTIAL, LOG_GAMMA, VON_MISES, FOLD_KEY ->
                    throw new AssertionError(this);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
