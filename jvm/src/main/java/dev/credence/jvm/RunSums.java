package dev.credence.jvm;

/// Adds numbers to entries at positions that repeat: a run of one position is summed before it is
/// added, so that the additions do not wait for memory.
final class RunSums {
    /// Shorter runs cost more in mispredicted ends than they save.
    private static final int LONG = 4;

    static final Routine ADD =
            Routine.of(
                    RunSums.class,
                    "add",
                    void.class,
                    long[].class,
                    int.class,
                    double[].class,
                    int.class,
                    double[].class,
                    int.class,
                    int.class,
                    int.class);

    private RunSums() {}

    /// Whether a constant index consists of long runs.
    static boolean suit(Strided index) {
        if (!(index.root().origin() instanceof Value.Origin.Fixed f)) return false;
        long[] at = f.array().longs();
        int runs = 1;
        for (int i = 1; i < at.length; i++) if (at[i] != at[i - 1]) runs++;
        return at.length >= LONG * runs;
    }

    /// `out[outOffset + stride * index[i]] += x[i]` for `n` numbers; called by compiled code.
    static void add(
            long[] index,
            int indexOffset,
            double[] x,
            int xOffset,
            double[] out,
            int outOffset,
            int stride,
            int n) {
        int i = 0;
        while (i < n) {
            long at = index[indexOffset + i];
            double sum = 0;
            do sum += x[xOffset + i++];
            while (i < n && index[indexOffset + i] == at);
            out[outOffset + stride * (int) at] += sum;
        }
    }
}
