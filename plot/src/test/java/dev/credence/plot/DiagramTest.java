package dev.credence.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.plot.Diagram.Edge;
import dev.credence.plot.Diagram.Kind;
import dev.credence.plot.Diagram.Node;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Diagrams: what they write for other programs, and that nothing of a picture lies upon something
/// else.
class DiagramTest {
    private static final Diagram SCHOOLS =
            new Diagram(
                    "eight \"schools\"",
                    List.of(
                            new Node("mu", "Normal", Kind.UNKNOWN, ""),
                            new Node("tau", "HalfCauchy", Kind.UNKNOWN, ""),
                            new Node("theta", "", Kind.DETERMINISTIC, "school (8)"),
                            new Node("sigma", "data", Kind.DATA, "school (8)"),
                            new Node("y", "Normal", Kind.OBSERVED, "school (8)"),
                            new Node("penalty", "<a>", Kind.POTENTIAL, "")),
                    List.of(
                            new Edge("mu", "theta"),
                            new Edge("tau", "theta"),
                            new Edge("theta", "y"),
                            new Edge("sigma", "y"),
                            new Edge("mu", "y"),
                            new Edge("tau", "penalty")));

    @Test
    void dotGroupsPlatesAndShowsKinds() {
        assertThat(SCHOOLS.dot())
                .isEqualTo(
                        """
                        digraph "eight \\"schools\\"" {
                          "mu" [label="mu\\nNormal" shape=ellipse]
                          "tau" [label="tau\\nHalfCauchy" shape=ellipse]
                          "penalty" [label="penalty\\n<a>" shape=octagon]
                          subgraph cluster_0 {
                            label="school (8)" labeljust=r labelloc=b style=rounded
                            "theta" [label="theta" shape=box]
                            "sigma" [label="sigma\\ndata" shape=box style=rounded]
                            "y" [label="y\\nNormal" shape=ellipse style=filled fillcolor=lightgrey]
                          }
                          "mu" -> "theta"
                          "tau" -> "theta"
                          "theta" -> "y"
                          "sigma" -> "y"
                          "mu" -> "y"
                          "tau" -> "penalty"
                        }
                        """);
    }

    @Test
    void mermaidHasNumbersForNames() {
        assertThat(SCHOOLS.mermaid())
                .startsWith("flowchart TD\n  n0([\"mu<br/>Normal\"])\n")
                .contains("  n5{{\"penalty<br/>#lt;a#gt;\"}}\n")
                .contains("  subgraph plate0[\"school (8)\"]\n    n2[\"theta\"]\n")
                .contains("    n4([\"y<br/>Normal\"]):::observed\n  end\n")
                .endsWith("  n1 --> n5\n  classDef observed fill:#d3d3d3\n");
    }

    @Test
    void theFigureHoldsEveryLabel() {
        var svg = SCHOOLS.figure().svg();
        for (var text : List.of("mu", "HalfCauchy", "theta", "school (8)", "penalty", "&lt;a&gt;"))
            assertThat(svg).contains(">%s</text>".formatted(text));
        assertThat(svg).contains("<title>eight &quot;schools&quot;</title>");
    }

    @Test
    void nothingLiesUponSomethingElse() {
        for (int seed = 0; seed < 200; seed++) {
            var diagram = random(seed);
            var widths = new ArrayList<Double>();
            for (int i = 0; i < diagram.nodes().size(); i++) widths.add(60.0 + 7 * (i % 5));
            var layout = new DiagramLayout(diagram, widths);
            for (var a : diagram.nodes()) {
                var one = layout.place(a.name());
                assertThat(one.x - one.width / 2).as("seed %d", seed).isGreaterThan(-1e-9);
                for (var b : diagram.nodes()) {
                    var two = layout.place(b.name());
                    if (one == two || one.row != two.row) continue;
                    assertThat(Math.abs(one.x - two.x))
                            .as("%s and %s, seed %d", a.name(), b.name(), seed)
                            .isGreaterThan((one.width + two.width) / 2);
                }
                for (var plate : diagram.plates()) {
                    if (a.plate().equals(plate)) continue;
                    double[] box = layout.extent(plate);
                    boolean outside =
                            one.row < box[2]
                                    || one.row > box[3]
                                    || one.x + one.width / 2 < box[0]
                                    || one.x - one.width / 2 > box[1];
                    assertThat(outside).as("%s, %s, seed %d", a.name(), plate, seed).isTrue();
                }
            }
            for (var edge : diagram.edges()) {
                assertThat(layout.place(edge.to()).row)
                        .as("%s, seed %d", edge, seed)
                        .isGreaterThan(layout.place(edge.from()).row);
            }
        }
    }

    private static Diagram random(int seed) {
        var random = new Random(seed);
        int size = 1 + random.nextInt(14);
        var nodes = new ArrayList<Node>();
        var edges = new ArrayList<Edge>();
        for (int i = 0; i < size; i++) {
            int plate = random.nextInt(5);
            nodes.add(new Node("n" + i, "", Kind.UNKNOWN, plate < 2 ? "" : "plate " + plate));
            for (int j = 0; j < i; j++)
                if (random.nextInt(4) == 0) edges.add(new Edge("n" + j, "n" + i));
        }
        return new Diagram("random", nodes, edges);
    }

    @Test
    void anEmptyDiagramIsAnEmptyPicture() {
        assertThat(new Diagram("nothing", List.of(), List.of()).figure().svg()).contains("<svg");
    }

    @Test
    void errors() {
        var node = new Node("a", "", Kind.UNKNOWN, "");
        assertThatThrownBy(() -> new Diagram("d", List.of(node, node), List.of()))
                .hasMessage("a diagram has the node 'a' twice; names must differ");
        assertThatThrownBy(() -> new Diagram("d", List.of(node), List.of(new Edge("a", "b"))))
                .hasMessage(
                        "an edge from 'a' to 'b' needs a node 'b', which is not in the diagram");
    }
}
