package dev.credence.plot;

import java.util.Arrays;

/// A growing list of points for a [Mark].
final class Points {
    private double[] values = new double[64];
    private int size;

    Points add(double x, double y) {
        if (size + 2 > values.length) values = Arrays.copyOf(values, 2 * values.length);
        values[size++] = x;
        values[size++] = y;
        return this;
    }

    /// Lifts the pen; the next point starts a new piece.
    Points lift() {
        boolean down = size > 0 && !Double.isNaN(values[size - 1]);
        return down ? add(Double.NaN, Double.NaN) : this;
    }

    /// A separate straight segment.
    Points segment(double x1, double y1, double x2, double y2) {
        return lift().add(x1, y1).add(x2, y2).lift();
    }

    /// A separate axis-parallel rectangle.
    Points box(double left, double top, double right, double bottom) {
        return lift().add(left, top).add(right, top).add(right, bottom).add(left, bottom).lift();
    }

    boolean isEmpty() {
        return size == 0;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
