package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/// A figure is the same in every form and goes where it is told.
class FigureTest {
    private final Figure figure = TracePlot.of(Draws.of("x", Draws.normal(6, 4, 100)));

    @Test
    void pngHasTwiceTheFiguresSize() throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(figure.png()));
        assertThat(image.getWidth()).isEqualTo((int) Math.ceil(2 * figure.width()));
        assertThat(image.getHeight()).isEqualTo((int) Math.ceil(2 * figure.height()));
        assertThat(image.getRGB(0, 0)).as("white paper").isEqualTo(0xffffffff);
    }

    @Test
    void imageIsNotEmpty() {
        var image = figure.image(1);
        int inked = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if (image.getRGB(x, y) != 0xffffffff) inked++;
            }
        }
        assertThat(inked).isGreaterThan(image.getWidth() * image.getHeight() / 50);
    }

    @Test
    void svgStatesItsSize() {
        var root = SvgDocument.parse(figure.svg()).document().getDocumentElement();
        assertThat(root.getAttribute("width")).isEqualTo("780");
        assertThat(root.getAttribute("viewBox")).startsWith("0 0 780 ");
    }

    @Test
    void svgIsShort() {
        assertThat(figure.svg()).hasSizeLessThan(12_000);
    }

    @Test
    void savesByExtension(@TempDir Path folder) throws IOException {
        figure.save(folder.resolve("a.svg"));
        figure.save(folder.resolve("b.PNG"));
        assertThat(Files.readString(folder.resolve("a.svg"))).isEqualTo(figure.svg());
        assertThat(ImageIO.read(folder.resolve("b.PNG").toFile())).isNotNull();
    }

    @Test
    void otherExtensionsAreRefused() {
        assertThatThrownBy(() -> figure.save(Path.of("trace.pdf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cannot save a figure as 'trace.pdf': the name must end in .svg or .png");
    }

    @Test
    void missingFoldersAreNamed(@TempDir Path folder) {
        var file = folder.resolve("no").resolve("a.svg");
        assertThatThrownBy(() -> figure.save(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write the figure to '" + file + "'");
    }

    @Test
    void badScalesAreRefused() {
        for (double scale : new double[] {0, -1, Double.NaN, 21}) {
            assertThatThrownBy(() -> figure.image(scale))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the scale of an image must be above 0 and at most 20");
        }
    }
}
