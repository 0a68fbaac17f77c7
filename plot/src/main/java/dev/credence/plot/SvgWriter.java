package dev.credence.plot;

import java.util.function.Function;

/// Writes figures as SVG: short paths in tenths of a pixel, relative to the point before.
final class SvgWriter {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final String FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

    private final Function<Ink, String> colour;
    private final StringBuilder out = new StringBuilder(1 << 14);

    SvgWriter(Function<Ink, String> colour) {
        this.colour = colour;
    }

    /// A stand-alone file with its own paper.
    String document(Figure figure) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        open(figure);
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"");
        out.append(colour.apply(Ink.PAPER)).append("\"/>");
        return close(figure);
    }

    /// An element to stand inside a page.
    String element(Figure figure) {
        open(figure);
        return close(figure);
    }

    private void open(Figure figure) {
        out.append("<svg xmlns=\"").append(NAMESPACE).append('"');
        attribute("width", figure.width());
        attribute("height", figure.height());
        out.append(" viewBox=\"0 0");
        tenths(Math.round(10 * figure.width()), true);
        tenths(Math.round(10 * figure.height()), true);
        out.append("\" font-family=\"").append(FONT);
        out.append("\" stroke-linejoin=\"round\" role=\"img\"><title>");
        Xml.escape(out, figure.title());
        out.append("</title>\n");
    }

    private String close(Figure figure) {
        for (var mark : figure.marks()) write(mark);
        return out.append("</svg>\n").toString();
    }

    private void write(Mark mark) {
        switch (mark) {
            case Mark.Line line -> {
                out.append("<path fill=\"none\" stroke=\"").append(colour.apply(line.ink()));
                out.append('"');
                attribute("stroke-width", line.width());
                if (line.opacity() < 1) hundredths("stroke-opacity", line.opacity());
                path(line.points(), false);
            }
            case Mark.Fill fill -> {
                out.append("<path fill=\"").append(colour.apply(fill.ink())).append('"');
                if (fill.opacity() < 1) hundredths("fill-opacity", fill.opacity());
                path(fill.points(), true);
            }
            case Mark.Dots dots -> {
                for (int i = 0; i < dots.points().length; i += 2) {
                    if (Double.isNaN(dots.points()[i])) continue;
                    out.append("<circle fill=\"").append(colour.apply(dots.ink())).append('"');
                    attribute("cx", dots.points()[i]);
                    attribute("cy", dots.points()[i + 1]);
                    attribute("r", dots.radius());
                    out.append("/>\n");
                }
            }
            case Mark.Label label -> write(label);
        }
    }

    private void write(Mark.Label label) {
        out.append("<text fill=\"").append(colour.apply(label.ink())).append('"');
        attribute("x", label.x());
        attribute("y", label.y());
        attribute("font-size", label.size());
        if (label.bold()) out.append(" font-weight=\"600\"");
        out.append(
                switch (label.anchor()) {
                    case START -> ">";
                    case MIDDLE -> " text-anchor=\"middle\">";
                    case END -> " text-anchor=\"end\">";
                });
        Xml.escape(out, label.text());
        out.append("</text>\n");
    }

    private void path(double[] points, boolean closed) {
        out.append(" d=\"");
        long lastX = 0;
        long lastY = 0;
        boolean down = false;
        for (int i = 0; i < points.length; i += 2) {
            if (Double.isNaN(points[i])) {
                if (down && closed) out.append('z');
                down = false;
                continue;
            }
            long x = Math.round(10 * points[i]);
            long y = Math.round(10 * points[i + 1]);
            if (!down) {
                out.append('M');
                tenths(x, false);
                tenths(y, true);
                out.append('l');
            } else {
                tenths(x - lastX, out.charAt(out.length() - 1) != 'l');
                tenths(y - lastY, true);
            }
            down = true;
            lastX = x;
            lastY = y;
        }
        if (down && closed) out.append('z');
        out.append("\"/>\n");
    }

    private void attribute(String name, double value) {
        out.append(' ').append(name).append("=\"");
        tenths(Math.round(10 * value), false);
        out.append('"');
    }

    private void hundredths(String name, double value) {
        out.append(' ').append(name).append("=\"");
        out.append(Math.round(100 * value) / 100.0).append('"');
    }

    /// Appends a number given in tenths, after a blank only where the number needs one.
    private void tenths(long value, boolean separate) {
        if (separate && value >= 0) out.append(' ');
        if (value < 0) out.append('-');
        long size = Math.abs(value);
        if (size >= 10 || size == 0) out.append(size / 10);
        if (size % 10 != 0) out.append('.').append(size % 10);
    }
}
