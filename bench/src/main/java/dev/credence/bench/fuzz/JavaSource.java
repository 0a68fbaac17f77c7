package dev.credence.bench.fuzz;

import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.IfElse;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Op;
import dev.credence.graph.Scan;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a sample as a Java program that builds it again and checks it.
public final class JavaSource {
    private final StringBuilder body = new StringBuilder();
    private final Map<Tensor, String> names = new IdentityHashMap<>();
    private int count;

    private JavaSource() {}

    /// The source of a class with a method `sample()` that gives the sample.
    public static String of(Sample sample, String className) {
        var source = new JavaSource();
        var inputs = source.leaves(sample.inputs(), "x");
        var outputs = source.tensors(sample.outputs());
        var values =
                sample.values().stream().map(JavaSource::array).collect(Collectors.joining(", "));
        return """
        import dev.credence.array.*;
        import dev.credence.bench.fuzz.*;
        import dev.credence.graph.*;

        import java.util.*;

        public final class %s {
            public static Sample sample() {
        %s        return new Sample(%s, List.of(%s), %s);
            }

            public static void main(String... args) {
                System.out.println(new Differential().check(sample()));
            }
        }
        """
                .formatted(className, source.body, inputs, values, outputs);
    }

    private void line(String code, Object... parts) {
        body.append("        ").append(code.formatted(parts)).append(";\n");
    }

    /// Defines leaves; a list of their names.
    private String leaves(List<Tensor> leaves, String prefix) {
        for (var x : leaves) {
            var name = prefix + count++;
            names.put(x, name);
            line("Tensor %s = new Input(\"%s\", %s)", name, name, type(x.type()));
        }
        return list(leaves);
    }

    /// Defines all that some tensors need; a list of their names.
    private String tensors(List<Tensor> outputs) {
        for (var node : GraphWalk.topological(outputs)) {
            node.inputs().forEach(this::constant);
            var op = op(node.op());
            var made = "new Apply(%s, %s)".formatted(op, list(node.inputs()));
            var apply = "a" + count++;
            line("var %s = %s", apply, made);
            for (int i = 0; i < node.outputs().size(); i++)
                names.put(node.outputs().get(i), "%s.outputs().get(%d)".formatted(apply, i));
        }
        outputs.forEach(this::constant);
        return list(outputs);
    }

    private void constant(Tensor x) {
        if (!(x instanceof Constant c) || names.containsKey(c)) return;
        var name = "k" + count++;
        names.put(c, name);
        line("Tensor %s = new Constant(%s)", name, array(c.value()));
    }

    private String list(Collection<Tensor> tensors) {
        return tensors.stream().map(names::get).collect(Collectors.joining(", ", "List.of(", ")"));
    }

    private static String type(TensorType type) {
        return "new TensorType(DType.%s, Shape.of(%s))"
                .formatted(type.dtype().name(), numbers(type.shape().dims()));
    }

    private static String numbers(int... numbers) {
        return IntStream.of(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    private static String array(NdArray x) {
        var elements =
                IntStream.range(0, x.size())
                        .mapToObj(i -> element(x, i))
                        .collect(Collectors.joining(", ", "{", "}"));
        var java = x.storage().getClass().getSimpleName();
        return "NdArray.wrap(new %s %s%s)"
                .formatted(java, elements, x.rank() == 0 ? "" : ", " + numbers(x.shape()));
    }

    private static String element(NdArray x, int i) {
        return switch (x.storage()) {
            case double[] d -> real(d[i], "Double", Double.toString(d[i]));
            case float[] f -> real(f[i], "Float", Float.toString(f[i]) + "f");
            case long[] l -> l[i] + "L";
            case int[] n -> Integer.toString(n[i]);
            case boolean[] b -> Boolean.toString(b[i]);
            default -> throw new AssertionError(x);
        };
    }

    private static String real(double v, String box, String literal) {
        if (Double.isNaN(v)) return box + ".NaN";
        if (Double.isInfinite(v)) return box + (v > 0 ? ".POSITIVE" : ".NEGATIVE") + "_INFINITY";
        return literal;
    }

    private String op(Op op) {
        return switch (op) {
            case Scan s ->
                    "new Scan(%s, %d, %d, %s, %s, %s)"
                            .formatted(
                                    inner(s.body()),
                                    s.carries(),
                                    s.sequences(),
                                    OpSource.of(s.recorded()),
                                    s.until(),
                                    s.reversed());
            case IfElse i -> "new IfElse(%s, %s)".formatted(inner(i.yes()), inner(i.no()));
            default -> OpSource.of(op);
        };
    }

    private String inner(InnerGraph graph) {
        var name = "g" + count++;
        var inputs = leaves(graph.inputs(), "i");
        line("var %s = InnerGraph.of(%s, %s)", name, inputs, tensors(graph.outputs()));
        return name;
    }
}
