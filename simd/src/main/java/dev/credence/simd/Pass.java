package dev.credence.simd;

import java.util.Arrays;

/// An elementwise function over whole vectors.
@FunctionalInterface
interface Pass {
    /// Writes the function of `n` elements, `n` a multiple of [Lanes#COUNT].
    void whole(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// Brings a run of any length to whole vectors. The elements left over are computed again with
    /// some before them, or in a padded vector where these are overwritten by then or there are
    /// none, so an element's value never depends on where in a run it stands.
    static void over(Pass pass, double[] x, int xOffset, double[] out, int outOffset, int n) {
        int whole = Lanes.DOUBLES.loopBound(n);
        if (whole > 0) pass.whole(x, xOffset, out, outOffset, whole);
        if (whole == n) return;
        if (whole > 0 && x != out) {
            int last = n - Lanes.COUNT;
            pass.whole(x, xOffset + last, out, outOffset + last, Lanes.COUNT);
            return;
        }
        double[] rest = Scratch.ofThread().rest;
        System.arraycopy(x, xOffset + whole, rest, 0, n - whole);
        // One is harmless to every function here.
        Arrays.fill(rest, n - whole, Lanes.COUNT, 1);
        pass.whole(rest, 0, rest, 0, Lanes.COUNT);
        System.arraycopy(rest, 0, out, outOffset + whole, n - whole);
    }
}
