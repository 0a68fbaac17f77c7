package dev.credence.array;

import java.util.random.RandomGenerator;

/// The random numbers of one [RandomKey], drawn in order: uniform words from Philox4x64-10 and the
/// exact samplers built on them.
///
/// A stream is a function of its key and of how many words were taken, so it can be saved and
/// restored in mid-stream, and gives the same draws on every machine. It is not for use by several
/// threads at once: give each its own key.
public final class RandomStream implements RandomGenerator {
    private final RandomKey key;
    private final long[] block = new long[Philox.WORDS];
    private long words;

    RandomStream(RandomKey key, long words) {
        this.key = key;
        this.words = words;
        if (inBlock() != 0) fill();
    }

    /// All there is to know about a stream.
    ///
    /// @param key the key of the stream
    /// @param words how many 64-bit words were taken so far
    public record State(RandomKey key, long words) {
        /// Checks that `words` is not negative.
        public State {
            if (words < 0) {
                throw new IllegalArgumentException(
                        "a stream cannot have given %d words".formatted(words));
            }
        }
    }

    /// Where the stream stands; the stream goes on unchanged.
    public State save() {
        return new State(key, words);
    }

    /// A stream that continues exactly where [#save] was called.
    public static RandomStream restore(State state) {
        return new RandomStream(state.key(), state.words());
    }

    /// 64 random bits.
    @Override
    public long nextLong() {
        int place = inBlock();
        if (place == 0) fill();
        words++;
        return block[place];
    }

    private int inBlock() {
        return (int) words & (Philox.WORDS - 1);
    }

    private void fill() {
        Philox.block(key, words / Philox.WORDS, 0, 0, 0, block);
    }

    /// Uniform on `[0, 1)`, a multiple of 2^-53.
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /// Uniform on `0 … bound - 1`, without bias.
    ///
    /// @throws IllegalArgumentException if `bound` is not positive
    @Override
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    /// Uniform on `0 … bound - 1`, without bias.
    ///
    /// Lemire (2019), Fast random integer generation in an interval.
    ///
    /// @throws IllegalArgumentException if `bound` is not positive
    @Override
    public long nextLong(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound %d is not positive".formatted(bound));
        }
        long word = nextLong();
        long low = word * bound;
        if (Long.compareUnsigned(low, bound) < 0) {
            long threshold = Long.remainderUnsigned(-bound, bound);
            while (Long.compareUnsigned(low, threshold) < 0) {
                word = nextLong();
                low = word * bound;
            }
        }
        return Math.unsignedMultiplyHigh(word, bound);
    }

    /// Standard normal.
    @Override
    public double nextGaussian() {
        return Ziggurat.gaussian(this);
    }

    /// Standard exponential, mean one.
    @Override
    public double nextExponential() {
        return Ziggurat.exponential(this);
    }

    /// Gamma with the given shape and scale one; zero where the draw is below the smallest double,
    /// which happens for shapes under about 0.01 (there [#nextLogGamma] keeps the value).
    ///
    /// @throws IllegalArgumentException unless the shape is positive and finite
    public double nextGamma(double shape) {
        return GammaDraw.gamma(this, shape);
    }

    /// The logarithm of a gamma draw with the given shape and scale one, accurate for the tiniest
    /// shapes.
    ///
    /// @throws IllegalArgumentException unless the shape is positive and finite
    public double nextLogGamma(double shape) {
        return GammaDraw.logGamma(this, shape);
    }

    /// An angle between -pi and pi of the von Mises distribution about zero with the given
    /// concentration.
    ///
    /// @throws IllegalArgumentException unless the concentration is between 0 and 2^1000
    public double nextVonMises(double concentration) {
        return VonMisesDraw.angle(this, concentration);
    }

    /// Poisson with the given mean.
    ///
    /// @throws IllegalArgumentException unless the mean is between 0 and 2^62
    public long nextPoisson(double mean) {
        return CountDraw.poisson(this, mean);
    }

    /// The number of successes in `n` trials of probability `p`.
    ///
    /// @throws IllegalArgumentException unless `n` is between 0 and 2^62 and `p` between 0 and 1
    public long nextBinomial(long n, double p) {
        return CountDraw.binomial(this, n, p);
    }

    /// Writes `n` uniforms on `[0, 1)` to `out` from `offset` on.
    public void uniforms(double[] out, int offset, int n) {
        for (int i = 0; i < n; i++) out[offset + i] = nextDouble();
    }

    /// Writes `n` standard normals to `out` from `offset` on.
    public void gaussians(double[] out, int offset, int n) {
        for (int i = 0; i < n; i++) out[offset + i] = nextGaussian();
    }
}
