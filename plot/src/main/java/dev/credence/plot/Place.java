package dev.credence.plot;

/// Where a panel goes in a drawing, in pixels.
record Place(double left, double top, double width, double height) {
    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }
}
