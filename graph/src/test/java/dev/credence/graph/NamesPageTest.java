package dev.credence.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.graph.arrays.Axes;
import dev.credence.graph.transform.Transformations;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What `docs/guide/names.md` says a thing is called here exists, and takes as many arguments.
final class NamesPageTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\(");
    private static final List<Class<?>> HOLDERS =
            List.of(
                    Transformations.class,
                    Tensor.class,
                    Shared.class,
                    Index.class,
                    Axes.class,
                    CompiledFunction.class,
                    CompileOptions.class,
                    GradientOptions.class,
                    Gradient.class,
                    GradientCheck.class,
                    GraphOp.class,
                    RuleSet.class,
                    WrappedFunction.class,
                    Interpreter.class,
                    CompileMode.class,
                    dev.credence.graph.linalg.Triangle.class,
                    java.util.Map.class);

    /// A call in the page's right column.
    private record Call(String name, int arguments) {}

    @Test
    void whatThePageNamesExists() throws IOException {
        var calls = calls();
        assertThat(calls).hasSizeGreaterThan(100);
        var methods = HOLDERS.stream().flatMap(h -> Stream.of(h.getMethods())).toList();
        assertThat(calls)
                .filteredOn(call -> methods.stream().noneMatch(m -> takes(m, call)))
                .as("no such function")
                .isEmpty();
    }

    private static boolean takes(Method method, Call call) {
        if (!method.getName().equals(call.name)) return false;
        int count = method.getParameterCount();
        return count == call.arguments || method.isVarArgs() && call.arguments >= count - 1;
    }

    private static List<Call> calls() throws IOException {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) folder = folder.getParent();
        var text = Files.readString(folder.resolve("docs/guide/names.md"));
        var graphs = text.substring(0, text.indexOf("## Random"));
        var found = new ArrayList<Call>();
        for (var line : graphs.lines().filter(l -> l.startsWith("| `")).toList()) {
            var code = CODE.matcher(line.substring(line.indexOf(" | ")));
            while (code.find()) addCalls(code.group(1), found);
        }
        return found;
    }

    private static void addCalls(String code, List<Call> found) {
        var call = CALL.matcher(code);
        while (call.find()) {
            if (call.start() > 4 && code.substring(0, call.start()).endsWith("new ")) continue;
            found.add(new Call(call.group(1), arguments(code, call.end())));
        }
    }

    /// How many arguments there are from a place behind an opening bracket on.
    private static int arguments(String code, int from) {
        if (code.charAt(from) == ')') return 0;
        int depth = 1;
        int count = 1;
        boolean quoted = false;
        for (int i = from; depth > 0; i++) {
            char c = code.charAt(i);
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == '(') depth++;
            if (c == ')') depth--;
            if (c == ',' && depth == 1) count++;
        }
        return count;
    }
}
