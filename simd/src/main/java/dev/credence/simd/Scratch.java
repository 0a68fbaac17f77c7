package dev.credence.simd;

/// Memory of each thread for what kernels keep between passes: short blocks, which stay in the
/// first-level cache, and the packed matrices of the dense kernels.
final class Scratch {
    /// The length of a block: a multiple of every vector length.
    static final int BLOCK = 256;

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final double[] first = new double[BLOCK];
    final double[] second = new double[BLOCK];
    final double[] third = new double[BLOCK];
    final double[] rest = new double[Lanes.COUNT];
    final double[] exponents = new double[Lanes.COUNT];
    final double[] lanes = new double[Lanes.COUNT];
    final double[] tile = new double[SimdTile.ROWS * SimdTile.COLUMNS];
    private double[] left = new double[0];
    private double[] right = new double[0];

    private Scratch() {}

    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    /// At least `size` doubles of any content, for a packed left operand.
    double[] left(int size) {
        if (left.length < size) left = new double[size];
        return left;
    }

    /// At least `size` doubles of any content, for a packed right operand.
    double[] right(int size) {
        if (right.length < size) right = new double[size];
        return right;
    }
}
