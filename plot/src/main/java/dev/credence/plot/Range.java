package dev.credence.plot;

/// An interval of finite numbers with a positive length, for an axis.
record Range(double low, double high) {
    /// Numbers closer than this are one point: a density over less would overflow.
    static final double LEAST = 1e-290;

    Range {
        if (!(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("not a range: %s to %s".formatted(low, high));
        }
    }

    /// The range from `low` to `high`, opened a little around a single point.
    static Range around(double low, double high) {
        if (Double.isInfinite(high - low)) return new Range(low / 2, high / 2);
        if (high - low >= LEAST) return new Range(low, high);
        double half = Math.abs(low) * 0.05;
        if (half < LEAST) half = 0.5;
        return around(low - half, low + half);
    }

    /// The same interval, longer by a fraction of its length at each end.
    Range widened(double fraction) {
        double more = fraction * (high - low);
        return around(low - more, high + more);
    }

    double length() {
        return high - low;
    }

    boolean contains(double value) {
        return value >= low && value <= high;
    }
}
