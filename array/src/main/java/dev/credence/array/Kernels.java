package dev.credence.array;

/// The array passes that compiled models spend their time in: elementwise functions, reductions,
/// gathers and dense linear algebra on runs of `double[]`, in plain Java or on the Vector API.
///
/// A run is an array, an offset and a length; runs are contiguous and matrices row-major. Output
/// may be the very run that is read, but may not overlap it otherwise. Nothing is allocated per
/// call, once a thread has made its scratch space. Runs that do not fit their array throw
/// [IndexOutOfBoundsException], and what was written before that stays.
///
/// All implementations agree on special values and differ otherwise by no more than the stated
/// units in the last place (ulp), or by the order of a sum.
public interface Kernels {
    /// The fastest kernels here: the Vector API where the module `dev.credence.simd` finds it
    /// usable, plain Java otherwise; [#describe] says which and why. The system property
    /// `credence.simd=off` asks for plain Java, `credence.simd.bits=128`, `256` or `512` for a
    /// vector length.
    static Kernels fastest() {
        return KernelsChoice.FASTEST;
    }

    /// The kernels in plain Java, which run everywhere and are the measure of all others.
    static Kernels plain() {
        return PlainKernels.PLAIN;
    }

    /// What these kernels run on, for reports: `Vector API, 512 bit (AVX-512)`, or `plain Java` and
    /// the reason for it.
    String describe();

    /// `exp(x)`, within 2 ulp.
    void exp(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// `exp(x) - 1` without cancellation, within 2 ulp.
    void expm1(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// `log(x)`, within 2 ulp; NaN below zero.
    void log(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// `log(1 + x)` without cancellation, within 2 ulp; NaN below -1.
    void log1p(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// The square root, correctly rounded.
    void sqrt(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// `1 / x`, correctly rounded.
    void reciprocal(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// `sin(x)`, within 2 ulp.
    void sin(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// `cos(x)`, within 2 ulp.
    void cos(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// `tanh(x)`, within 4 ulp.
    void tanh(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [SpecialFunctions#sigmoid] of each element, within 4 ulp.
    void sigmoid(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [SpecialFunctions#softplus] of each element, within 4 ulp.
    void softplus(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [#softplus] and [#sigmoid] of each element, which share their exponential: a logistic
    /// log-density and its gradient. `x` is written by neither.
    default void logistic(
            double[] x,
            int xOffset,
            double[] softplus,
            int softplusOffset,
            double[] sigmoid,
            int sigmoidOffset,
            int n) {
        softplus(x, xOffset, softplus, softplusOffset, n);
        sigmoid(x, xOffset, sigmoid, sigmoidOffset, n);
    }

    /// [SpecialFunctions#log1mexp] of each element, within 5 ulp.
    void log1mexp(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [SpecialFunctions#lgamma] of each element, within 6 ulp for positive elements.
    void lgamma(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [SpecialFunctions#digamma] of each element, within 6 ulp for positive elements.
    void digamma(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [SpecialFunctions#trigamma] of each element, within 8 ulp.
    void trigamma(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [SpecialFunctions#erf] of each element, within 3 ulp.
    void erf(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [SpecialFunctions#erfc] of each element, within 8 ulp.
    void erfc(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// [SpecialFunctions#erfcx] of each element, within 8 ulp.
    void erfcx(double[] x, int xOffset, double[] out, int outOffset, int n);

    /// `x` to the power `y`, elementwise, within 3 ulp.
    void pow(double[] x, int xOffset, double[] y, int yOffset, double[] out, int outOffset, int n);

    /// The sum; zero if empty.
    double sum(double[] x, int xOffset, int n);

    /// The sum of the products of two runs.
    double dot(double[] x, int xOffset, double[] y, int yOffset, int n);

    /// The sum of the squares.
    double sumOfSquares(double[] x, int xOffset, int n);

    /// The greatest element, NaN if one is NaN; negative infinity if empty.
    double max(double[] x, int xOffset, int n);

    /// The least element, NaN if one is NaN; positive infinity if empty.
    double min(double[] x, int xOffset, int n);

    /// `log(sum(exp(x)))` without overflow; negative infinity if empty.
    double logSumExp(double[] x, int xOffset, int n);

    /// The sum of each row of a matrix: `rows` results.
    void sumRows(double[] x, int xOffset, int rows, int columns, double[] out, int outOffset);

    /// The sum of each column of a matrix: `columns` results. The output may not be the input.
    void sumColumns(double[] x, int xOffset, int rows, int columns, double[] out, int outOffset);

    /// The greatest element of each row of a matrix: `rows` results.
    void maxRows(double[] x, int xOffset, int rows, int columns, double[] out, int outOffset);

    /// The greatest element of each column of a matrix: `columns` results. The output may not be
    /// the input.
    void maxColumns(double[] x, int xOffset, int rows, int columns, double[] out, int outOffset);

    /// `log(sum(exp(x)))` of each row of a matrix: `rows` results.
    void logSumExpRows(double[] x, int xOffset, int rows, int columns, double[] out, int outOffset);

    /// `log(sum(exp(x)))` of each column of a matrix: `columns` results. The output may not be the
    /// input.
    void logSumExpColumns(
            double[] x, int xOffset, int rows, int columns, double[] out, int outOffset);

    /// `out[i] = x[index[i]]`, the indices counting from `xOffset`.
    ///
    /// @throws IndexOutOfBoundsException if an index is not in `0 … size - 1`
    void gather(
            double[] x,
            int xOffset,
            int size,
            long[] index,
            int indexOffset,
            double[] out,
            int outOffset,
            int n);

    /// `out[index[i]] += x[i]`, in order, the indices counting from `outOffset`.
    ///
    /// @throws IndexOutOfBoundsException if an index is not in `0 … size - 1`
    void scatterAdd(
            double[] x,
            int xOffset,
            long[] index,
            int indexOffset,
            double[] out,
            int outOffset,
            int size,
            int n);

    /// `out[i] += a * x[i]`.
    void axpy(double a, double[] x, int xOffset, double[] out, int outOffset, int n);

    /// The matrix product: `out` (m x n) becomes `a` (m x k) times `b` (k x n), where a transposed
    /// factor is stored as its transpose (k x m, n x k). The output may not be an input.
    void matmul(
            double[] a,
            int aOffset,
            boolean aTransposed,
            double[] b,
            int bOffset,
            boolean bTransposed,
            double[] out,
            int outOffset,
            int m,
            int k,
            int n);

    /// The product of a matrix (rows x columns) or its transpose with a vector. The output may not
    /// be an input.
    void matvec(
            double[] a,
            int aOffset,
            boolean transposed,
            double[] x,
            int xOffset,
            double[] out,
            int outOffset,
            int rows,
            int columns);

    /// The lower triangular `out` with `out outᵀ = a`, zero above its diagonal; only the lower
    /// triangle of `a` (n x n) is read. False, and `out` is then undefined, if `a` is not positive
    /// definite or not finite.
    boolean cholesky(double[] a, int aOffset, double[] out, int outOffset, int n);

    /// The inverse of `a aᵀ` for a lower triangular `a` (n x n), of which the other triangle is not
    /// read; both triangles of `out` are written. The output may not be the input. A zero on the
    /// diagonal gives infinities and NaN.
    void choleskyInverse(double[] a, int aOffset, double[] out, int outOffset, int n);

    /// Solves `a out = b` or `aᵀ out = b` for a triangular `a` (n x n, the other triangle is not
    /// read) and `b`, `out` of n x columns. A zero on the diagonal gives infinities and NaN.
    void solveTriangular(
            double[] a,
            int aOffset,
            boolean lower,
            boolean transposed,
            double[] b,
            int bOffset,
            double[] out,
            int outOffset,
            int n,
            int columns);
}
