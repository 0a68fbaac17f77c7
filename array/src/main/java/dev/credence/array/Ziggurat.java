package dev.credence.array;

/// Standard normal and exponential draws by the ziggurat: 256 layers of equal area under the
/// density, so that about 99 draws in 100 cost one word, one table look-up and one product.
///
/// Marsaglia and Tsang (2000), The ziggurat method for generating random variables, with layer,
/// sign and abscissa taken from separate bits of the word as Doornik (2005) asks.
///
/// `StrictMath` keeps draws the same on every machine.
final class Ziggurat {
    private static final int LAYERS = 256;
    private static final long SIGN = 1 << 8;
    private static final double UNIT = 0x1p-53;

    // Where the tail begins, and the area of each layer (the lowest includes the tail).
    private static final double GAUSSIAN_TAIL = 3.6541528853610088;
    private static final double GAUSSIAN_AREA = 0.0049286732339746553;
    private static final double EXPONENTIAL_TAIL = 7.69711747013104972;
    private static final double EXPONENTIAL_AREA = 0.0039496598225815572;

    private static final double[] GAUSSIAN_EDGES = gaussianEdges();
    private static final double[] GAUSSIAN_HEIGHTS = new double[LAYERS + 1];
    private static final double[] EXPONENTIAL_EDGES = exponentialEdges();
    private static final double[] EXPONENTIAL_HEIGHTS = new double[LAYERS + 1];

    static {
        for (int i = 1; i <= LAYERS; i++) {
            GAUSSIAN_HEIGHTS[i] = gaussianDensity(GAUSSIAN_EDGES[i]);
            EXPONENTIAL_HEIGHTS[i] = StrictMath.exp(-EXPONENTIAL_EDGES[i]);
        }
    }

    private Ziggurat() {}

    static double gaussian(RandomStream random) {
        while (true) {
            long word = random.nextLong();
            int layer = (int) word & (LAYERS - 1);
            double x = (word >>> 11) * UNIT * GAUSSIAN_EDGES[layer];
            boolean negative = (word & SIGN) != 0;
            if (x < GAUSSIAN_EDGES[layer + 1]) return negative ? -x : x;
            if (layer == 0) {
                double tail = gaussianTail(random);
                return negative ? -tail : tail;
            }
            double height = between(random, GAUSSIAN_HEIGHTS, layer);
            if (height < gaussianDensity(x)) return negative ? -x : x;
        }
    }

    static double exponential(RandomStream random) {
        double shift = 0;
        while (true) {
            long word = random.nextLong();
            int layer = (int) word & (LAYERS - 1);
            double x = (word >>> 11) * UNIT * EXPONENTIAL_EDGES[layer];
            if (x < EXPONENTIAL_EDGES[layer + 1]) return shift + x;
            if (layer == 0) {
                // The tail of an exponential is the same exponential, moved.
                shift += EXPONENTIAL_TAIL;
                continue;
            }
            double height = between(random, EXPONENTIAL_HEIGHTS, layer);
            if (height < StrictMath.exp(-x)) return shift + x;
        }
    }

    private static double between(RandomStream random, double[] heights, int layer) {
        return heights[layer] + random.nextDouble() * (heights[layer + 1] - heights[layer]);
    }

    /// A normal beyond the last layer: Marsaglia (1964).
    private static double gaussianTail(RandomStream random) {
        while (true) {
            double x = exponential(random) / GAUSSIAN_TAIL;
            if (2 * exponential(random) > x * x) return GAUSSIAN_TAIL + x;
        }
    }

    private static double gaussianDensity(double x) {
        return StrictMath.exp(-0.5 * x * x);
    }

    /// Edges from the widest layer to zero; entry 0 is the width the lowest layer would have if it
    /// were a rectangle.
    private static double[] gaussianEdges() {
        var edges = new double[LAYERS + 1];
        edges[0] = GAUSSIAN_AREA / gaussianDensity(GAUSSIAN_TAIL);
        edges[1] = GAUSSIAN_TAIL;
        for (int i = 2; i < LAYERS; i++) {
            double height = gaussianDensity(edges[i - 1]) + GAUSSIAN_AREA / edges[i - 1];
            edges[i] = StrictMath.sqrt(-2 * StrictMath.log(height));
        }
        return edges;
    }

    private static double[] exponentialEdges() {
        var edges = new double[LAYERS + 1];
        edges[0] = EXPONENTIAL_AREA / StrictMath.exp(-EXPONENTIAL_TAIL);
        edges[1] = EXPONENTIAL_TAIL;
        for (int i = 2; i < LAYERS; i++) {
            double height = StrictMath.exp(-edges[i - 1]) + EXPONENTIAL_AREA / edges[i - 1];
            edges[i] = -StrictMath.log(height);
        }
        return edges;
    }
}
