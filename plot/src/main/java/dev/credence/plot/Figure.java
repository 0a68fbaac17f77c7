package dev.credence.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

/// A finished plot, to be saved, embedded or looked at.
///
/// A figure is drawn from the same marks in every form, so its SVG and its PNG agree. Figures need
/// no display.
public final class Figure {
    private static final double PRINT_SCALE = 2;

    private final String title;
    private final double width;
    private final double height;
    private final List<Mark> marks;

    Figure(String title, double width, double height, List<Mark> marks) {
        this.title = title;
        this.width = width;
        this.height = height;
        this.marks = List.copyOf(marks);
    }

    /// The width in pixels at scale one.
    public double width() {
        return width;
    }

    /// The height in pixels at scale one.
    public double height() {
        return height;
    }

    /// What the figure shows, in words.
    public String title() {
        return title;
    }

    /// A complete SVG document on white paper; it needs no other file.
    public String svg() {
        return new SvgWriter(Ink::light).document(this);
    }

    /// An SVG element for a page that defines the colours as CSS variables, without paper.
    String inlineSvg() {
        return new SvgWriter(ink -> "var(" + ink.variable() + ")").element(this);
    }

    /// The figure as pixels.
    ///
    /// @param scale pixels per unit: 1 for a screen, 2 for a dense screen or a slide
    public BufferedImage image(double scale) {
        return Raster.paint(this, scale);
    }

    /// The figure as a PNG file's bytes, at scale two.
    public byte[] png() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(PRINT_SCALE), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Writes the figure as the file's name says: `.svg` or `.png`.
    ///
    /// @throws IllegalArgumentException if the name ends otherwise
    /// @throws UncheckedIOException if the file cannot be written
    public void save(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".svg")) {
                Files.writeString(file, svg());
            } else if (name.endsWith(".png")) {
                Files.write(file, png());
            } else {
                throw new IllegalArgumentException(
                        "cannot save a figure as '%s': the name must end in .svg or .png"
                                .formatted(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the figure to '%s'".formatted(file), e);
        }
    }

    List<Mark> marks() {
        return marks;
    }
}
