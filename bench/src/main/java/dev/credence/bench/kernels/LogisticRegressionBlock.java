package dev.credence.bench.kernels;

import static dev.credence.bench.kernels.Constants.*;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.credence.array.Kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// Logistic regression at four positions at once in one pass over blocks of rows, the positions in
/// the lanes of vectors of four. Coordinate `i` of position `c` is element `4 i + c`; the value is
/// the sum.
public final class LogisticRegressionBlock implements ValueAndGradient {
    /// The number of positions.
    public static final int CHAINS = 4;

    private static final Kernels KERNELS = Kernels.fastest();
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_256;
    private static final int ROWS = 64;
    private static final int TILE = 8;

    private final int rows;
    private final int columns;
    private final double[] x;
    private final double[] y;
    private final double[] eta = new double[ROWS * CHAINS];
    private final double[] odds = new double[ROWS * CHAINS];
    private final double[] positive = new double[ROWS * CHAINS];
    private final double[] tail = new double[ROWS * CHAINS];
    private final double[] share = new double[ROWS * CHAINS];

    /// Columns are filled up with zeros to a multiple of the tile, and `1` comes first.
    public LogisticRegressionBlock(double[][] x, double[] y) {
        rows = x.length;
        columns = Math.ceilDiv(1 + x[0].length, TILE) * TILE;
        int blocks = Math.ceilDiv(rows, ROWS) * ROWS;
        this.x = new double[blocks * columns];
        this.y = new double[blocks * CHAINS];
        for (int i = 0; i < rows; i++) {
            this.x[i * columns] = 1;
            System.arraycopy(x[i], 0, this.x, i * columns + 1, x[i].length);
            Arrays.fill(this.y, i * CHAINS, (i + 1) * CHAINS, y[i]);
        }
    }

    @Override
    public double at(double[] position, double[] gradient) {
        int n = position.length / CHAINS;
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (int from = 0; from < rows; from += ROWS) {
            int count = Math.min(ROWS, rows - from);
            for (int r = 0; r < count; r += TILE) predict(position, n, (from + r) * columns, r);
            sum += link(from * CHAINS, count * CHAINS);
            Arrays.fill(eta, count * CHAINS, ROWS * CHAINS, 0);
            for (int j = 0; j + TILE <= n; j += TILE) pull(gradient, j, from * columns + j);
            for (int j = n / TILE * TILE; j < n; j++) pullOne(gradient, j, from * columns + j);
        }
        for (int i = 0; i < position.length; i++) gradient[i] -= position[i];
        double squares = KERNELS.sumOfSquares(position, 0, position.length);
        return sum - 0.5 * squares - position.length * LOG_SQRT_2_PI;
    }

    /// Eight rows of the predictor.
    private void predict(double[] position, int n, int at, int row) {
        var s0 = DoubleVector.zero(S);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        var s4 = s0;
        var s5 = s0;
        var s6 = s0;
        var s7 = s0;
        for (int j = 0; j < n; j++) {
            var v = fromArray(S, position, j * CHAINS);
            s0 = v.fma(broadcast(S, x[at + j]), s0);
            s1 = v.fma(broadcast(S, x[at + columns + j]), s1);
            s2 = v.fma(broadcast(S, x[at + 2 * columns + j]), s2);
            s3 = v.fma(broadcast(S, x[at + 3 * columns + j]), s3);
            s4 = v.fma(broadcast(S, x[at + 4 * columns + j]), s4);
            s5 = v.fma(broadcast(S, x[at + 5 * columns + j]), s5);
            s6 = v.fma(broadcast(S, x[at + 6 * columns + j]), s6);
            s7 = v.fma(broadcast(S, x[at + 7 * columns + j]), s7);
        }
        int to = row * CHAINS;
        s0.intoArray(eta, to);
        s1.intoArray(eta, to + CHAINS);
        s2.intoArray(eta, to + 2 * CHAINS);
        s3.intoArray(eta, to + 3 * CHAINS);
        s4.intoArray(eta, to + 4 * CHAINS);
        s5.intoArray(eta, to + 5 * CHAINS);
        s6.intoArray(eta, to + 6 * CHAINS);
        s7.intoArray(eta, to + 7 * CHAINS);
    }

    /// Adds the block's share of eight coordinates of the gradient.
    private void pull(double[] gradient, int j, int at) {
        int to = j * CHAINS;
        var s0 = fromArray(S, gradient, to);
        var s1 = fromArray(S, gradient, to + CHAINS);
        var s2 = fromArray(S, gradient, to + 2 * CHAINS);
        var s3 = fromArray(S, gradient, to + 3 * CHAINS);
        var s4 = fromArray(S, gradient, to + 4 * CHAINS);
        var s5 = fromArray(S, gradient, to + 5 * CHAINS);
        var s6 = fromArray(S, gradient, to + 6 * CHAINS);
        var s7 = fromArray(S, gradient, to + 7 * CHAINS);
        for (int r = 0, i = at; r < ROWS; r++, i += columns) {
            var v = fromArray(S, eta, r * CHAINS);
            s0 = v.fma(broadcast(S, x[i]), s0);
            s1 = v.fma(broadcast(S, x[i + 1]), s1);
            s2 = v.fma(broadcast(S, x[i + 2]), s2);
            s3 = v.fma(broadcast(S, x[i + 3]), s3);
            s4 = v.fma(broadcast(S, x[i + 4]), s4);
            s5 = v.fma(broadcast(S, x[i + 5]), s5);
            s6 = v.fma(broadcast(S, x[i + 6]), s6);
            s7 = v.fma(broadcast(S, x[i + 7]), s7);
        }
        s0.intoArray(gradient, to);
        s1.intoArray(gradient, to + CHAINS);
        s2.intoArray(gradient, to + 2 * CHAINS);
        s3.intoArray(gradient, to + 3 * CHAINS);
        s4.intoArray(gradient, to + 4 * CHAINS);
        s5.intoArray(gradient, to + 5 * CHAINS);
        s6.intoArray(gradient, to + 6 * CHAINS);
        s7.intoArray(gradient, to + 7 * CHAINS);
    }

    private void pullOne(double[] gradient, int j, int at) {
        var sum = fromArray(S, gradient, j * CHAINS);
        for (int r = 0, i = at; r < ROWS; r++, i += columns)
            sum = fromArray(S, eta, r * CHAINS).fma(broadcast(S, x[i]), sum);
        sum.intoArray(gradient, j * CHAINS);
    }

    /// The log-likelihood of a block; `eta` becomes the residuals. The logarithms of `1 + odds` are
    /// taken of products, as in [LogisticRegression].
    private double link(int from, int n) {
        for (int i = 0; i < n; i++) odds[i] = -Math.abs(eta[i]);
        double sum = KERNELS.dot(y, from, eta, 0, n);
        sum -= 0.5 * (KERNELS.sum(eta, 0, n) - KERNELS.sum(odds, 0, n));
        KERNELS.exp(odds, 0, odds, 0, n);
        for (int i = 0; i < n; i++) positive[i] = 1 + odds[i];
        for (int i = 0; i < n; i++) tail[i] = 1 / positive[i] - 0.5;
        for (int i = 0; i < n; i++) share[i] = Math.copySign(tail[i], eta[i]) + 0.5;
        System.arraycopy(y, from, tail, 0, n);
        for (int i = 0; i < n; i++) eta[i] = tail[i] - share[i];
        Arrays.fill(positive, n, positive.length, 1);
        for (int half = positive.length / 2; half >= CHAINS; half /= 2)
            for (int i = 0; i < half; i++) positive[i] *= positive[half + i];
        for (int c = 0; c < CHAINS; c++) sum -= Math.log(positive[c]);
        return sum;
    }
}
