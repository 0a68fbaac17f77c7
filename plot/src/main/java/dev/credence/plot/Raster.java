package dev.credence.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/// Paints figures as pixels on white paper.
final class Raster {
    private final Graphics2D graphics;

    private Raster(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static BufferedImage paint(Figure figure, double scale) {
        if (!(scale > 0 && scale <= 20)) {
            throw new IllegalArgumentException(
                    "the scale of an image must be above 0 and at most 20, not " + scale);
        }
        // Drawing needs no display, and a server must not be asked for one.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        int width = (int) Math.ceil(scale * figure.width());
        int height = (int) Math.ceil(scale * figure.height());
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            graphics.setColor(Color.decode(Ink.PAPER.light()));
            graphics.fillRect(0, 0, width, height);
            graphics.scale(scale, scale);
            hint(graphics);
            var raster = new Raster(graphics);
            for (var mark : figure.marks()) raster.paint(mark);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void hint(Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    private void paint(Mark mark) {
        switch (mark) {
            case Mark.Line line -> {
                colour(line.ink(), line.opacity());
                graphics.setStroke(
                        new BasicStroke(
                                (float) line.width(),
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_ROUND));
                graphics.draw(path(line.points(), false));
            }
            case Mark.Fill fill -> {
                colour(fill.ink(), fill.opacity());
                graphics.fill(path(fill.points(), true));
            }
            case Mark.Dots dots -> {
                colour(dots.ink(), 1);
                double r = dots.radius();
                for (int i = 0; i < dots.points().length; i += 2) {
                    if (Double.isNaN(dots.points()[i])) continue;
                    graphics.fill(
                            new Ellipse2D.Double(
                                    dots.points()[i] - r, dots.points()[i + 1] - r, 2 * r, 2 * r));
                }
            }
            case Mark.Label label -> {
                colour(label.ink(), 1);
                int style = label.bold() ? Font.BOLD : Font.PLAIN;
                graphics.setFont(
                        new Font(Font.SANS_SERIF, style, 1).deriveFont((float) label.size()));
                double width = graphics.getFontMetrics().stringWidth(label.text());
                double start =
                        switch (label.anchor()) {
                            case START -> label.x();
                            case MIDDLE -> label.x() - width / 2;
                            case END -> label.x() - width;
                        };
                graphics.drawString(label.text(), (float) start, (float) label.y());
            }
        }
    }

    private void colour(Ink ink, double opacity) {
        int rgb = Integer.parseInt(ink.light().substring(1), 16);
        int alpha = (int) Math.round(255 * opacity);
        graphics.setColor(new Color(alpha << 24 | rgb, true));
    }

    private static Path2D path(double[] points, boolean closed) {
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO, points.length / 2 + 1);
        boolean down = false;
        for (int i = 0; i < points.length; i += 2) {
            if (Double.isNaN(points[i])) {
                if (down && closed) path.closePath();
                down = false;
            } else if (down) {
                path.lineTo(points[i], points[i + 1]);
            } else {
                path.moveTo(points[i], points[i + 1]);
                down = true;
            }
        }
        if (down && closed) path.closePath();
        return path;
    }
}
