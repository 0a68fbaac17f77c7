package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Makes random graphs over all op families, with values for their inputs, from a seed.
final class RandomGraphs {
    private static final double[] NUMBERS = {0, 1, -1, 2, 0.5, -0.5, 3};
    private static final int[] LENGTHS = {1, 3, 4};

    private final SplittableRandom random;
    private final List<Tensor> pool = new ArrayList<>();
    private final Map<Tensor, NdArray> values = new HashMap<>();

    /// @param inputs the leaves
    /// @param outputs float64 tensors that depend on some of them
    /// @param values of the leaves
    record Sample(List<Tensor> inputs, List<Tensor> outputs, Map<Tensor, NdArray> values) {}

    private RandomGraphs(SplittableRandom random) {
        this.random = random;
    }

    static Sample sample(long seed, int nodes) {
        return new RandomGraphs(new SplittableRandom(seed)).build(nodes);
    }

    private Sample build(int nodes) {
        leaf("s", 0.7);
        leaf("t", 1.1);
        leaf("v", 0.9, Shape.UNKNOWN);
        leaf("w", 1.3, 4);
        leaf("m", 0.8, 3, 4);
        leaf("u", 1.2, 1, 4);
        leaf("r", 1.2, 3, Shape.UNKNOWN);
        var inputs = List.copyOf(pool);
        int made = 0;
        for (int attempt = 0; made < nodes && attempt < 20 * nodes; attempt++) {
            try {
                var next = next();
                if (next.shape().dims().length > 3 || size(next) > 60) continue;
                pool.add(next);
                made++;
            } catch (GraphException e) {
                continue;
            }
        }
        var outputs = new ArrayList<Tensor>();
        for (int i = pool.size() - 1; outputs.size() < 3 && i >= inputs.size(); i--)
            if (pool.get(i).dtype() == DType.FLOAT64) outputs.add(pool.get(i));
        return new Sample(inputs, outputs, values);
    }

    private static int size(Tensor x) {
        return IntStream.of(x.shape().dims())
                .map(d -> d == Shape.UNKNOWN ? 4 : d)
                .reduce(1, (a, b) -> a * b);
    }

    private void leaf(String name, double scale, int... dims) {
        var x = new Input(name, TensorType.float64(dims));
        var concrete = IntStream.of(dims).map(d -> d == Shape.UNKNOWN ? 4 : d).toArray();
        var data = new double[NdArray.sizeOf(concrete)];
        for (int i = 0; i < data.length; i++) data[i] = scale * random.nextDouble(-2, 2);
        values.put(x, NdArray.of(data, concrete));
        pool.add(x);
    }

    /// A tensor of the pool, recent ones more often.
    private Tensor pick() {
        int n = pool.size();
        return pool.get(Math.max(random.nextInt(n), random.nextInt(n)));
    }

    private Tensor real() {
        for (; ; ) {
            var x = pick();
            if (x.dtype() == DType.FLOAT64) return x;
        }
    }

    private Tensor next() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> unary();
            case 5, 6, 7, 8, 9 -> binary();
            case 10, 11 -> withNumber();
            case 12 -> reduction();
            case 13, 14 -> view();
            case 15, 16 -> indexing();
            case 17 -> Tensors.select(truth(), real(), real());
            case 18 -> Tensors.broadcastTo(real(), Tensors.shapeOf(pick()));
            default -> linear();
        };
    }

    private Tensor unary() {
        var functions =
                List.of(
                        Elementwise.NEGATE,
                        Elementwise.EXP,
                        Elementwise.LOG,
                        Elementwise.SQUARE,
                        Elementwise.SQRT,
                        Elementwise.ABS,
                        Elementwise.RECIPROCAL,
                        Elementwise.SIGMOID,
                        Elementwise.SOFTPLUS,
                        Elementwise.LOG1P,
                        Elementwise.EXPM1,
                        Elementwise.TANH,
                        Elementwise.SIN,
                        Elementwise.ERF,
                        Elementwise.ERFC,
                        Elementwise.CEIL);
        return Tensors.elementwise(functions.get(random.nextInt(functions.size())), real());
    }

    private Tensor binary() {
        var functions =
                List.of(
                        Elementwise.ADD,
                        Elementwise.SUBTRACT,
                        Elementwise.MULTIPLY,
                        Elementwise.DIVIDE,
                        Elementwise.MAXIMUM,
                        Elementwise.LOGADDEXP);
        return Tensors.elementwise(functions.get(random.nextInt(functions.size())), real(), real());
    }

    private Tensor withNumber() {
        var c = Tensors.constant(NUMBERS[random.nextInt(NUMBERS.length)]);
        var functions =
                List.of(
                        Elementwise.ADD,
                        Elementwise.SUBTRACT,
                        Elementwise.MULTIPLY,
                        Elementwise.DIVIDE,
                        Elementwise.POWER);
        var f = functions.get(random.nextInt(functions.size()));
        return random.nextBoolean() || f == Elementwise.POWER
                ? Tensors.elementwise(f, real(), c)
                : Tensors.elementwise(f, c, real());
    }

    private Tensor truth() {
        return switch (random.nextInt(5)) {
            case 0 -> Tensors.not(Tensors.less(real(), real()));
            case 1 -> Tensors.and(Tensors.less(real(), real()), Tensors.greater(real(), real()));
            case 2 -> Tensors.constant(NdArray.scalar(random.nextBoolean()));
            case 3 -> Tensors.equal(real(), real());
            default -> Tensors.greaterEqual(real(), Tensors.constant(0));
        };
    }

    private Tensor reduction() {
        var x = real();
        var axes = IntStream.range(0, x.rank()).filter(a -> random.nextBoolean()).boxed().toList();
        var kinds = List.of(Reduction.Kind.SUM, Reduction.Kind.SUM, Reduction.Kind.MAX);
        var r = new Reduction(kinds.get(random.nextInt(3)), axes, random.nextBoolean());
        return new Apply(r, List.of(x)).output();
    }

    private Tensor view() {
        var x = pick();
        return switch (random.nextInt(4)) {
            case 0 -> Tensors.transpose(x);
            case 1 -> Tensors.expandDims(x, random.nextInt(x.rank() + 1));
            case 2 -> Tensors.reshape(x, -1);
            default -> {
                int n = LENGTHS[random.nextInt(LENGTHS.length)];
                yield Tensors.reshape(x, n, -1);
            }
        };
    }

    private Tensor indexing() {
        var x = real();
        int axis = x.rank() == 0 ? 0 : random.nextInt(x.rank());
        return switch (random.nextInt(6)) {
            case 0 -> Tensors.slice(x, axis, random.nextInt(3), random.nextInt(5), 1);
            case 1 -> Tensors.slice(x, axis, -1, Indexing.Range.END, -1);
            case 2 -> Tensors.slice(x, axis, 0);
            case 3 -> Tensors.gather(x, Tensors.constant(0, 1, 2), axis);
            case 4 -> Tensors.concatenate(axis, x, real());
            default ->
                    new Apply(
                                    new Indexing.SetSlice(axis, new Indexing.Range(0, 2, 1)),
                                    List.of(x, Tensors.constant(0.25).plus(pick().sum())))
                            .output();
        };
    }

    private Tensor linear() {
        var x = real();
        var y = real();
        return random.nextBoolean() ? Tensors.dot(x, y) : Tensors.dot(x, Tensors.transpose(y));
    }
}
