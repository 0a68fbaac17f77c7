package dev.credence.posterior;

import dev.credence.array.SpecialFunctions;

/// A sample with the order of its elements, from which quantiles, ranks and normal scores follow
/// without sorting again.
///
/// @param sample the elements as they came
/// @param order their positions in ascending order of value
record Ranks(double[] sample, int[] order) {
    private static final int RUN = 8;
    private static volatile double[] lastScores = new double[0];

    /// Sorts positions by merging; equal elements keep their order.
    static Ranks of(double[] sample) {
        int n = sample.length;
        var from = new int[n];
        var to = new int[n];
        for (int start = 0; start < n; start += RUN) {
            insertionSort(sample, from, start, Math.min(start + RUN, n));
        }
        for (int width = RUN; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                int middle = Math.min(start + width, n);
                merge(sample, from, start, middle, Math.min(middle + width, n), to);
            }
            var swap = from;
            from = to;
            to = swap;
        }
        return new Ranks(sample, from);
    }

    private static void insertionSort(double[] sample, int[] order, int start, int end) {
        for (int i = start; i < end; i++) {
            double x = sample[i];
            int j = i;
            while (j > start && sample[order[j - 1]] > x) {
                order[j] = order[j - 1];
                j--;
            }
            order[j] = i;
        }
    }

    private static void merge(
            double[] sample, int[] from, int start, int middle, int end, int[] to) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft =
                    right == end || left < middle && sample[from[left]] <= sample[from[right]];
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    /// The sample in ascending order.
    Quantiles quantiles() {
        var sorted = new double[order.length];
        for (int i = 0; i < sorted.length; i++) sorted[i] = sample[order[i]];
        return new Quantiles(sorted);
    }

    /// The distances of all elements from the median; their order is a merge of the two halves.
    Ranks folded() {
        int n = order.length;
        double median = quantiles().median();
        var distances = new double[n];
        for (int i = 0; i < n; i++) distances[i] = Math.abs(sample[i] - median);
        var folded = new int[n];
        int right = n / 2;
        int left = right - 1;
        for (int i = 0; i < n; i++) {
            boolean takeLeft =
                    right == n || left >= 0 && distances[order[left]] <= distances[order[right]];
            folded[i] = takeLeft ? order[left--] : order[right++];
        }
        return new Ranks(distances, folded);
    }

    /// The normal quantile at `(rank - 3/8) / (n + 1/4)` for each element, the ranks of equal
    /// elements averaged (Blom 1958).
    double[] normalScores() {
        int n = order.length;
        var scores = new double[n];
        var ofRank = scoresOfRanks(n);
        for (int from = 0; from < n; ) {
            int to = from + 1;
            while (to < n && sample[order[to]] == sample[order[from]]) to++;
            double score = to == from + 1 ? ofRank[from] : score((from + 1 + to) / 2.0, n);
            for (int i = from; i < to; i++) scores[order[i]] = score;
            from = to;
        }
        return scores;
    }

    /// The scores of the ranks 1 to n, kept because all variables of a run have the same n.
    private static double[] scoresOfRanks(int n) {
        var known = lastScores;
        if (known.length == n) return known;
        var scores = new double[n];
        for (int i = 0; i < n / 2; i++) {
            scores[i] = score(i + 1, n);
            scores[n - 1 - i] = -scores[i];
        }
        lastScores = scores;
        return scores;
    }

    private static double score(double rank, int n) {
        return SpecialFunctions.ndtri((rank - 0.375) / (n + 0.25));
    }
}
