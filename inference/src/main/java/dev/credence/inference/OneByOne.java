package dev.credence.inference;

/// A block of positions evaluated one after the other, for densities that know nothing better.
final class OneByOne implements BlockDensity {
    private final LogDensity density;
    private final int size;
    private final double[] position;
    private final double[] gradient;

    OneByOne(LogDensity density, int size) {
        this.density = density;
        this.size = size;
        this.position = new double[density.dimension()];
        this.gradient = new double[density.dimension()];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void logDensities(double[] positions, double[] values, double[] gradients) {
        for (int c = 0; c < size; c++) {
            for (int i = 0; i < position.length; i++) position[i] = positions[i * size + c];
            values[c] = density.logDensity(position, gradient);
            for (int i = 0; i < gradient.length; i++) gradients[i * size + c] = gradient[i];
        }
    }
}
