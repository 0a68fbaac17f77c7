package dev.credence.jvm;

import dev.credence.graph.IfElse;
import dev.credence.graph.Scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns groups into kernel IR and keeps what they share: which elements live in which locals.
final class Lowering {
    /// Scalar constants beyond so many are read from memory, since a class has room for 65,535
    /// entries in its constant pool.
    private static final int INLINED_CONSTANTS = 8192;

    /// Elements of a block: a few blocks fit the innermost cache, and a pass is long enough to be
    /// worth its call.
    static final int BLOCK = 512;

    final Explosion explosion;
    final MemoryPlan plan;
    final Memory memory;
    private final Settings settings;
    private final Expr[][] atoms;
    private final Set<Double> inlined = new HashSet<>();
    private final Map<Block, Slot> blocks = new HashMap<>();
    private int locals;

    private record Block(Kind kind, int length, int ordinal) {}

    private Lowering(
            int values, Explosion explosion, MemoryPlan plan, Memory memory, Settings settings) {
        this.explosion = explosion;
        this.plan = plan;
        this.memory = memory;
        this.settings = settings;
        this.atoms = new Expr[values][];
    }

    /// The code of the groups, in order.
    static Lowered of(
            Resolution program,
            List<Group> groups,
            Explosion explosion,
            MemoryPlan plan,
            Memory memory,
            Settings settings) {
        var lowering = new Lowering(program.values().size(), explosion, plan, memory, settings);
        var units = new ArrayList<Unit>();
        for (var group : groups) {
            switch (group) {
                case Group.Straight s ->
                        units.add(new Unit(new StraightLowering(lowering).lower(s), true));
                case Group.Nest n -> units.add(new Unit(NestLowering.lower(lowering, n), false));
                case Group.RowBlocks r ->
                        units.add(new Unit(NestLowering.lower(lowering, r), false));
                case Group.Single s -> units.add(new Unit(lowering.call(s.step()), false));
            }
        }
        var timed =
                settings.profile().map(p -> Lap.between(units, groups, p, memory)).orElse(units);
        return new Lowered(timed, lowering.locals);
    }

    /// Code of one group.
    ///
    /// @param divisible whether it may be cut between any two statements
    record Unit(List<Code> code, boolean divisible) {}

    /// The code of a program.
    ///
    /// @param locals how many locals there are
    record Lowered(List<Unit> units, int locals) {}

    /// Scratch for blocks of a loop nest; nests share it, since each is done before the next.
    ///
    /// @param ordinal tells blocks of the same nest apart
    Slot block(Kind kind, int length, int ordinal) {
        int rounded = Math.ceilDiv(length, BLOCK) * BLOCK;
        return blocks.computeIfAbsent(
                new Block(kind, rounded, ordinal), b -> memory.scratch(b.kind(), b.length()));
    }

    /// What the program is compiled with.
    Settings settings() {
        return settings;
    }

    Expr.Local fresh(Kind kind) {
        return new Expr.Local(kind, locals++);
    }

    /// The elements of a value that lives in locals.
    Expr[] atoms(Value value) {
        var elements = atoms[value.id()];
        if (elements == null) atoms[value.id()] = elements = new Expr[value.size()];
        return elements;
    }

    /// The number itself where a view shows a scalar constant only, else null.
    Expr literal(Value root) {
        if (!(root.origin() instanceof Value.Origin.Fixed f) || root.size() != 1) return null;
        return switch (f.array().storage()) {
            case double[] d -> {
                if (inlined.size() >= INLINED_CONSTANTS && !inlined.contains(d[0])) yield null;
                inlined.add(d[0]);
                yield new Expr.Real(d[0]);
            }
            case long[] l -> new Expr.Whole(l[0]);
            case boolean[] b -> new Expr.Truth(b[0]);
            default -> throw new AssertionError(f);
        };
    }

    private List<Code> call(Step step) {
        return switch (step) {
            case Step.Library l -> LibraryCalls.lower(l, plan);
            case Step.Perform p -> List.of(new Code.Perform(called(p)));
            case Step.Map _,
                    Step.Copy _,
                    Step.Gather _,
                    Step.Scatter _,
                    Step.Reduce _,
                    Step.Guard _ ->
                    throw new AssertionError(step);
        };
    }

    /// Where the memory table holds what runs the step.
    private int called(Step.Perform step) {
        var call = PerformCall.of(step, plan);
        return switch (step.node().op()) {
            case Scan s -> memory.own(ScanCall.of(s, call, settings));
            case IfElse c -> memory.own(ChoiceCall.of(c, call, settings));
            default -> memory.object(call);
        };
    }
}
