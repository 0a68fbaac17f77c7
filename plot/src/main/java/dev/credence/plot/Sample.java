package dev.credence.plot;

import dev.credence.posterior.Component;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The draws of one component, by chain and pooled, as the panels need them.
///
/// Values that are not finite are kept in the chains, where a trace shows them as gaps, and left
/// out of the pool.
final class Sample {
    private final double[][] chains;
    private final int[] numbers;
    private final double[] pooled;
    private double bandwidth = Double.NaN;

    /// The draws of a component, with the chains' own numbers.
    Sample(Component component) {
        this(component.draws(), component.chains());
    }

    /// Draws of chains numbered from 0.
    Sample(double[][] chains) {
        this(chains, IntStream.range(0, chains.length).toArray());
    }

    private Sample(double[][] chains, int[] numbers) {
        this.chains = chains;
        this.numbers = numbers;
        int size = 0;
        for (var chain : chains) size += chain.length;
        var pool = new double[size];
        int finite = 0;
        for (var chain : chains) {
            for (double value : chain) if (Double.isFinite(value)) pool[finite++] = value;
        }
        pooled = Arrays.copyOf(pool, finite);
        Arrays.sort(pooled);
    }

    /// Draws by chain, as they are.
    double[][] chains() {
        return chains;
    }

    /// The colour of a row of [#chains].
    Ink ink(int row) {
        return Ink.chain(numbers[row]);
    }

    /// All finite draws, ascending.
    double[] pooled() {
        return pooled;
    }

    boolean isEmpty() {
        return pooled.length == 0;
    }

    boolean isConstant() {
        return isEmpty() || pooled[pooled.length - 1] - pooled[0] < Range.LEAST;
    }

    /// All finite draws lie in it.
    Range range() {
        if (isEmpty()) return new Range(0, 1);
        return Range.around(pooled[0], pooled[pooled.length - 1]);
    }

    /// Where the bulk lies: all draws but the far ends of heavy tails.
    Range bulk() {
        if (isConstant()) return range();
        double low = quantile(0.005);
        double high = quantile(0.995);
        double margin = 0.35 * (high - low);
        return Range.around(
                Math.max(pooled[0], low - margin),
                Math.min(pooled[pooled.length - 1], high + margin));
    }

    /// How much a density of all draws over their bulk should smooth; not for a constant.
    double bandwidth() {
        if (Double.isNaN(bandwidth)) bandwidth = Bandwidth.of(pooled, bulk());
        return bandwidth;
    }

    /// The quantile by linear interpolation of the pooled draws (type 7 of Hyndman and Fan 1996).
    double quantile(double probability) {
        double position = probability * (pooled.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, pooled.length - 1);
        return pooled[below] + (position - below) * (pooled[above] - pooled[below]);
    }

    /// The finite draws of one chain in order of appearance.
    static double[] finite(double[] chain) {
        var kept = new double[chain.length];
        int size = 0;
        for (double value : chain) if (Double.isFinite(value)) kept[size++] = value;
        return size == chain.length ? chain : Arrays.copyOf(kept, size);
    }
}
