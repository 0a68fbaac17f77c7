package dev.credence.plot;

/// What a figure is made of; each way to render a figure switches over these four.
///
/// Points are interleaved `x, y` pixels with y downwards; a NaN pair lifts the pen.
sealed interface Mark {
    /// A stroked path.
    record Line(double[] points, Ink ink, double width, double opacity) implements Mark {}

    /// Filled polygons.
    record Fill(double[] points, Ink ink, double opacity) implements Mark {}

    /// Filled circles.
    record Dots(double[] points, double radius, Ink ink) implements Mark {}

    /// One line of text; `y` is its baseline.
    record Label(double x, double y, String text, double size, Ink ink, Anchor anchor, boolean bold)
            implements Mark {}

    /// Which part of a label sits at its x.
    enum Anchor {
        START,
        MIDDLE,
        END
    }
}
