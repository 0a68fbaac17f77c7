package dev.credence.plot;

import dev.credence.plot.Mark.Anchor;

import java.util.ArrayList;
import java.util.List;

/// Draws a diagram: plates, arrows, then nodes with their labels.
final class DiagramPainter {
    private static final double BORDER = 16;
    private static final double NODE = 44;
    private static final double ROW = 92;
    private static final double ABOVE = 10;
    private static final double BELOW = 26;
    private static final double PADDING = 22;
    private static final double LONGEST = 190;
    private static final double CORNER = 12;
    private static final double HEAD = 7;
    private static final int CURVE = 16;
    private static final int ROUND = 64;

    private final Diagram diagram;
    private final DiagramLayout layout;
    private final List<Double> widths = new ArrayList<>();
    private final Drawing drawing = new Drawing();

    DiagramPainter(Diagram diagram) {
        this.diagram = diagram;
        for (var node : diagram.nodes()) widths.add(width(node));
        this.layout = new DiagramLayout(diagram, widths);
    }

    private static double width(Diagram.Node node) {
        double name = TextWidth.of(shortened(node.name(), Drawing.NORMAL), Drawing.NORMAL);
        double text = TextWidth.of(shortened(node.text(), Drawing.SMALL), Drawing.SMALL);
        return Math.max(64, Math.max(name, text) + 2 * PADDING);
    }

    private static String shortened(String text, double size) {
        return TextWidth.shorten(text, size, LONGEST);
    }

    Figure figure() {
        for (var plate : diagram.plates()) plate(plate);
        for (var edge : diagram.edges()) arrow(layout.route(edge));
        for (var plate : diagram.plates()) label(plate);
        for (int i = 0; i < widths.size(); i++) node(diagram.nodes().get(i), widths.get(i));
        double height = 2 * BORDER + layout.rows() * ROW - (ROW - NODE) + ABOVE + BELOW;
        return drawing.figure(diagram.title(), layout.width() + 2 * BORDER, height);
    }

    private static double top(double row) {
        return BORDER + ABOVE + row * ROW;
    }

    private void plate(String label) {
        double[] extent = layout.extent(label);
        var box =
                rounded(
                        BORDER + extent[0],
                        top(extent[2]) - ABOVE,
                        BORDER + extent[1],
                        top(extent[3]) + NODE + BELOW,
                        CORNER);
        drawing.line(closed(box), Ink.MUTED, 1, 1);
    }

    /// A plate's label at its lower right, on paper of its own above the arrows.
    private void label(String label) {
        double[] extent = layout.extent(label);
        double right = BORDER + extent[1] - 8;
        double lower = top(extent[3]) + NODE + BELOW - 8;
        var shown = TextWidth.shorten(label, Drawing.SMALL, extent[1] - extent[0] - CORNER);
        double left = right - TextWidth.of(shown, Drawing.SMALL);
        drawing.fill(new Points().box(left, lower - 9, right, lower + 3), Ink.PAPER, 1);
        drawing.label(right, lower, shown, Ink.MUTED, Anchor.END);
    }

    /// A line down the places, straight where it passes between others, and a head.
    private void arrow(List<DiagramLayout.Place> route) {
        var line = new Points();
        for (int i = 1; i < route.size(); i++) {
            var from = route.get(i - 1);
            var to = route.get(i);
            double x0 = BORDER + from.x;
            double x1 = BORDER + to.x;
            double y0 = top(from.row) + NODE;
            double y1 = top(to.row) - (i == route.size() - 1 ? HEAD : 0);
            for (int step = 0; step <= CURVE; step++) {
                double t = step / (double) CURVE;
                double ease = t * t * (3 - 2 * t);
                line.add(x0 + (x1 - x0) * ease, y0 + (y1 - y0) * t);
            }
        }
        drawing.line(line, Ink.MUTED, 1.2, 1);
        double x = BORDER + route.getLast().x;
        double y = top(route.getLast().row);
        var head = new Points().add(x, y).add(x - 3.5, y - HEAD - 1).add(x + 3.5, y - HEAD - 1);
        drawing.fill(head, Ink.MUTED, 1);
    }

    private void node(Diagram.Node node, double width) {
        var place = layout.place(node.name());
        double x = BORDER + place.x;
        double y = top(place.row);
        boolean shaded = node.kind() == Diagram.Kind.OBSERVED;
        var outline = outline(node.kind(), x - width / 2, y, x + width / 2, y + NODE);
        drawing.fill(outline, shaded ? Ink.BAND : Ink.PAPER, 1);
        drawing.line(closed(outline), Ink.TEXT, shaded ? 1.6 : 1.1, 1);
        boolean alone = node.text().isEmpty();
        var name = shortened(node.name(), Drawing.NORMAL);
        drawing.name(x, y + (alone ? 26 : 20), name);
        var text = shortened(node.text(), Drawing.SMALL);
        if (!alone) drawing.label(x, y + 34, text, Ink.MUTED, Anchor.MIDDLE);
    }

    private static Points outline(
            Diagram.Kind kind, double left, double top, double right, double bottom) {
        return switch (kind) {
            case UNKNOWN, OBSERVED -> ellipse(left, top, right, bottom);
            case DETERMINISTIC -> new Points().box(left, top, right, bottom);
            case DATA -> rounded(left, top, right, bottom, CORNER);
            case POTENTIAL -> octagon(left, top, right, bottom);
        };
    }

    private static Points ellipse(double left, double top, double right, double bottom) {
        var points = new Points();
        for (int i = 0; i < ROUND; i++) {
            double angle = 2 * Math.PI * i / ROUND;
            points.add(
                    (left + right) / 2 + (right - left) / 2 * Math.cos(angle),
                    (top + bottom) / 2 + (bottom - top) / 2 * Math.sin(angle));
        }
        return points;
    }

    private static Points rounded(
            double left, double top, double right, double bottom, double radius) {
        var points = new Points();
        double[][] centres = {
            {right - radius, bottom - radius},
            {left + radius, bottom - radius},
            {left + radius, top + radius},
            {right - radius, top + radius}
        };
        for (int corner = 0; corner < 4; corner++) {
            for (int i = 0; i <= 6; i++) {
                double angle = Math.PI / 2 * (corner + i / 6.0);
                points.add(
                        centres[corner][0] + radius * Math.cos(angle),
                        centres[corner][1] + radius * Math.sin(angle));
            }
        }
        return points;
    }

    private static Points octagon(double left, double top, double right, double bottom) {
        double cut = (bottom - top) * 0.29;
        return new Points()
                .add(left + cut, top)
                .add(right - cut, top)
                .add(right, top + cut)
                .add(right, bottom - cut)
                .add(right - cut, bottom)
                .add(left + cut, bottom)
                .add(left, bottom - cut)
                .add(left, top + cut);
    }

    private static Points closed(Points outline) {
        double[] points = outline.toArray();
        var line = new Points();
        for (int i = 0; i < points.length; i += 2)
            if (!Double.isNaN(points[i])) line.add(points[i], points[i + 1]);
        return line.add(points[0], points[1]);
    }
}
