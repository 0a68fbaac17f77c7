package dev.credence.bench;

import java.util.Arrays;

/// Columns of regressors as arrays.
final class Columns {
    private Columns() {}

    static double[] ones(double[] like) {
        var ones = new double[like.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    static double[] logs(double[] x) {
        return Arrays.stream(x).map(Math::log).toArray();
    }

    static double[] product(double[] x, double[] y) {
        var product = new double[x.length];
        for (int i = 0; i < x.length; i++) product[i] = x[i] * y[i];
        return product;
    }

    static double[] indicator(double[] x, double code) {
        return Arrays.stream(x).map(v -> v == code ? 1 : 0).toArray();
    }

    /// Centred, and divided by two standard deviations.
    static double[] halved(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double sd =
                Math.sqrt(
                        Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
        return Arrays.stream(x).map(v -> (v - mean) / (2 * sd)).toArray();
    }

    static double[][] rows(double[]... columns) {
        var rows = new double[columns[0].length][columns.length];
        for (int i = 0; i < rows.length; i++)
            for (int j = 0; j < columns.length; j++) rows[i][j] = columns[j][i];
        return rows;
    }
}
