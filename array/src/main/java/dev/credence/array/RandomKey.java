package dev.credence.array;

/// A 128-bit name for a stream of random numbers: the whole of its state, and the root of as many
/// independent keys as one likes.
///
/// Keys make randomness explicit. The same key always gives the same numbers; work that must not
/// share numbers gets keys of its own by [#fold] or [#split], in any order and on any thread.
///
/// @param high the upper 64 bits
/// @param low the lower 64 bits
public record RandomKey(long high, long low) {
    // The last counter word keeps the three uses of a key apart: streams count with 0 there.
    private static final long FOLD = 1;
    private static final long SPLIT = 2;

    /// The key of a seed; different seeds give independent keys.
    public static RandomKey of(long seed) {
        return new RandomKey(0, seed);
    }

    /// A new key, independent of this one and of those folded with other data: the way to name a
    /// stream by a number, such as a chain or an iteration.
    public RandomKey fold(long data) {
        return derive(data, FOLD);
    }

    /// `n` new keys, independent of this one, of each other and of every [#fold].
    ///
    /// @throws IllegalArgumentException if `n` is negative
    public RandomKey[] split(int n) {
        if (n < 0) throw new IllegalArgumentException("cannot split a key into %d".formatted(n));
        var keys = new RandomKey[n];
        for (int i = 0; i < n; i++) keys[i] = derive(i, SPLIT);
        return keys;
    }

    /// The random numbers of this key, from the first.
    public RandomStream stream() {
        return new RandomStream(this, 0);
    }

    private RandomKey derive(long data, long use) {
        var words = new long[Philox.WORDS];
        Philox.block(this, data, 0, 0, use, words);
        return new RandomKey(words[0], words[1]);
    }
}
