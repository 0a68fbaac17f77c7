package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// Loops inside each other, with code before and after the inner loops at every level; level 0 is
/// outside of all, the last level is the innermost body.
final class Loops {
    private final List<Expr.Local> indices;
    private final List<Expr> ends;
    private final List<List<Code>> before = new ArrayList<>();
    private final List<List<Code>> after = new ArrayList<>();

    Loops(List<Expr.Local> indices, List<Expr> ends) {
        this.indices = List.copyOf(indices);
        this.ends = List.copyOf(ends);
        for (int level = 0; level <= indices.size(); level++) {
            before.add(new ArrayList<>());
            after.add(new ArrayList<>());
        }
    }

    /// The index variables, outermost first.
    List<Expr.Local> indices() {
        return indices;
    }

    /// Code that runs at a level before the loops inside it.
    List<Code> before(int level) {
        return before.get(level);
    }

    /// Code that runs at a level after the loops inside it.
    List<Code> after(int level) {
        return after.get(level);
    }

    /// The innermost body.
    List<Code> body() {
        return before.getLast();
    }

    /// All of it.
    List<Code> code() {
        var code = level(indices.size());
        for (int level = indices.size() - 1; level >= 0; level--) {
            var loop = new Code.Loop(indices.get(level), ends.get(level), 1, code);
            before.get(level).add(loop);
            code = level(level);
        }
        return code;
    }

    private List<Code> level(int level) {
        var code = new ArrayList<>(before.get(level));
        code.addAll(after.get(level));
        return code;
    }
}
