package dev.credence.graph;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;

/// Writes the outline of a graph: a letter and an op or a leaf a line, indented by depth, and what
/// was written before by its letter only.
///
/// ```text
/// A. log
///  B. add
///   C. x
///   D. y
/// ```
final class GraphOutline {
    private static final int DEEPEST = 200;

    private record Line(Tensor tensor, int depth) {}

    private GraphOutline() {}

    static String of(Tensor root) {
        var text = new StringBuilder();
        Map<Tensor, String> letters = new IdentityHashMap<>();
        var stack = new ArrayDeque<Line>();
        stack.push(new Line(root, 0));
        while (!stack.isEmpty()) {
            var line = stack.pop();
            text.repeat(' ', line.depth());
            var x = line.tensor();
            if (letters.containsKey(x)) {
                text.append("<").append(letters.get(x)).append(">\n");
                continue;
            }
            letters.put(x, DebugPrint.letters(letters.size()));
            text.append(letters.get(x)).append(". ").append(label(x)).append("\n");
            if (line.depth() == DEEPEST) continue;
            if (x instanceof Output o && (x.name().isEmpty() || x == root)) {
                for (var input : o.apply().inputs().reversed())
                    stack.push(new Line(input, line.depth() + 1));
            }
        }
        return text.toString();
    }

    private static String label(Tensor x) {
        return x instanceof Output o && x.name().isEmpty()
                ? o.apply().op().toString()
                : x.toString();
    }
}
