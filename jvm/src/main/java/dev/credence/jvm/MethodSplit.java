package dev.credence.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Cuts a program's code into methods that the JIT is willing to compile; locals used across a cut
/// pass through memory.
final class MethodSplit {
    /// HotSpot never compiles methods over 8,000 bytes; the estimate this is compared with is high
    /// by a fifth or more.
    private static final int BYTES = 6000;

    /// The JIT takes more than twice as long for twice as many loops, and compiles a method once
    /// for each of its loops before it is called often enough.
    private static final int BYTES_OF_LOOPS = 700;

    private final List<List<Code>> methods = new ArrayList<>();
    private List<Code> open = new ArrayList<>();
    private int bytes;
    private boolean withLoops;

    private MethodSplit() {}

    /// The bodies of the methods, in order.
    static List<List<Code>> of(List<Lowering.Unit> units, int locals, Memory memory) {
        var split = new MethodSplit();
        for (var unit : units) {
            if (unit.divisible()) for (var code : unit.code()) split.add(List.of(code), false);
            else split.add(unit.code(), true);
        }
        split.cut();
        new Crossing(split.methods, locals).pass(memory);
        return split.methods;
    }

    private void add(List<Code> unit, boolean loops) {
        int size = CodeSize.of(unit);
        if (bytes + size > (loops || withLoops ? BYTES_OF_LOOPS : BYTES)) cut();
        open.addAll(unit);
        bytes += size;
        withLoops |= loops;
    }

    private void cut() {
        if (!open.isEmpty()) methods.add(open);
        open = new ArrayList<>();
        bytes = 0;
        withLoops = false;
    }

    /// The locals that are defined in one method and read in another.
    private static final class Crossing {
        private final List<List<Code>> methods;
        private final int[] definedIn;
        private final int[] seenIn;
        private final List<TreeMap<Integer, Expr.Local>> imports = new ArrayList<>();
        private final List<TreeMap<Integer, Expr.Local>> exports = new ArrayList<>();
        private final int[] places;
        private final int[] counts = new int[Kind.values().length];

        Crossing(List<List<Code>> methods, int locals) {
            this.methods = methods;
            this.definedIn = new int[locals];
            this.seenIn = new int[locals];
            this.places = new int[locals];
            Arrays.fill(definedIn, -1);
            Arrays.fill(seenIn, -1);
            Arrays.fill(places, -1);
        }

        void pass(Memory memory) {
            for (int m = 0; m < methods.size(); m++) {
                imports.add(new TreeMap<>());
                exports.add(new TreeMap<>());
                for (var code : methods.get(m))
                    if (code instanceof Code.Let l) definedIn[l.local().id()] = m;
                walk(methods.get(m), m);
            }
            var slots = new Slot[counts.length];
            for (var kind : Kind.values()) {
                int n = counts[kind.ordinal()];
                if (n > 0) slots[kind.ordinal()] = memory.scratch(kind, n);
            }
            for (int m = 0; m < methods.size(); m++) {
                var body = new ArrayList<Code>();
                for (var l : imports.get(m).values())
                    body.add(new Code.Let(l, new Expr.Load(slots[l.kind().ordinal()], place(l))));
                body.addAll(methods.get(m));
                for (var l : exports.get(m).values())
                    body.add(new Code.Store(slots[l.kind().ordinal()], place(l), l));
                methods.set(m, body);
            }
        }

        private Expr.Index place(Expr.Local l) {
            return Expr.Index.at(places[l.id()]);
        }

        private void walk(List<Code> list, int method) {
            for (var code : list) {
                for (var e : code.expressions()) walk(e, method);
                walk(code.body(), method);
            }
        }

        private void walk(Expr e, int method) {
            if (e instanceof Expr.Local l) {
                int from = definedIn[l.id()];
                if (from >= 0 && from != method && seenIn[l.id()] != method) {
                    seenIn[l.id()] = method;
                    if (places[l.id()] < 0) places[l.id()] = counts[l.kind().ordinal()]++;
                    imports.get(method).put(l.id(), l);
                    exports.get(from).put(l.id(), l);
                }
            }
            for (var part : e.parts()) walk(part, method);
        }
    }
}
