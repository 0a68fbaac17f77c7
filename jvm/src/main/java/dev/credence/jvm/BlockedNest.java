package dev.credence.jvm;

import dev.credence.graph.Reduction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes a long loop nest block by block: arithmetic in loops, everything else as passes over
/// buffers that stay in the innermost cache.
final class BlockedNest {
    private final Lowering lowering;
    private final Region region;
    private final Stages stages;
    private final Loops outer;
    private final List<Code> block = new ArrayList<>();
    private final Map<Value, Nest.Cells> buffers = new HashMap<>();
    private final Set<Slot> temporary = new HashSet<>();
    private final Map<Kind, List<Slot>> free = new HashMap<>();

    private BlockedNest(Lowering lowering, Nest nest) {
        this.lowering = lowering;
        this.region = Region.of(lowering, nest.dims());
        this.stages = new Stages(nest.works());
        var ends = new ArrayList<Expr>();
        for (int i = 0; i < region.axis(); i++) ends.add(new Expr.Count(nest.dims()[i]));
        this.outer = new Loops(region.outer(), ends);
    }

    static List<Code> lower(Lowering lowering, Nest nest) {
        var blocked = new BlockedNest(lowering, nest);
        for (var stage : blocked.stages.stages()) blocked.write(stage);
        return blocked.assembled();
    }

    private List<Code> assembled() {
        int total = region.dims()[region.axis()];
        if (region.start().isEmpty()) {
            outer.body().addAll(block);
            return outer.code();
        }
        var start = region.start().getFirst();
        if (region.length() instanceof Expr.Local length) {
            var remaining = new Expr.Remaining(start, total, region.chunk());
            block.addFirst(new Code.Let(length, remaining));
        }
        outer.body().add(new Code.Loop(start, new Expr.Count(total), region.chunk(), block));
        return outer.code();
    }

    private void write(Stages.Stage stage) {
        var loop = new ArrayList<Nest.Work>();
        for (var work : stage.arithmetic()) loop.add(buffered(work));
        var passes = new ArrayList<Nest.Work>();
        var spreads = new ArrayList<Nest.Cells>();
        List<Nest.Work> spreading = new ArrayList<>();
        for (var work : stage.passes()) {
            var ready = isPass(work) ? spread(work, spreading, spreads) : work;
            passes.add(buffered(ready));
        }
        writeLoop(loop, spreading);
        for (var work : passes) writePass(work);
        for (var v : stage.ending()) giveBack(buffers.get(v));
        spreads.forEach(this::giveBack);
    }

    /// The work with its result going to a buffer where others need it there.
    private Nest.Work buffered(Nest.Work work) {
        var result = work.result();
        if (result.isEmpty()) return work;
        if (!work.target().isEmpty()) {
            buffers.put(result.get(), work.target().getFirst());
            return work;
        }
        boolean needed = stages.isBuffered(result.get()) || !Passes.isArithmetic(work);
        if (!needed) return work;
        var cells = take(Kind.of(result.get().dtype()));
        buffers.put(result.get(), cells);
        return work.with(work.operands(), List.of(cells));
    }

    private Nest.Cells take(Kind kind) {
        var slots = free.computeIfAbsent(kind, _ -> new ArrayList<>());
        if (!slots.isEmpty()) return region.buffer(slots.removeLast());
        var slot = lowering.block(kind, region.capacity(), temporary.size());
        temporary.add(slot);
        return region.buffer(slot);
    }

    private void giveBack(Nest.Cells cells) {
        if (cells != null && temporary.contains(cells.slot()))
            free.get(cells.kind()).add(cells.slot());
    }

    private static boolean isPass(Nest.Work work) {
        return switch (work.step()) {
            case Step.Map m -> Passes.of(m.function()).isPresent();
            case Step.Reduce r -> foldsByPass(r, work);
            case Step.Copy _, Step.Gather _, Step.Scatter _ -> false;
            case Step.Guard _, Step.Library _, Step.Perform _ ->
                    throw new AssertionError(work.step());
        };
    }

    private static boolean foldsByPass(Step.Reduce r, Nest.Work work) {
        return work.operands().getFirst().kind() == Kind.DOUBLE
                && work.keptPrefix() >= 0
                && Passes.folding(r.kind()).isPresent();
    }

    /// Lets the arithmetic loop lay operands that are not runs of an array into buffers.
    private Nest.Work spread(Nest.Work work, List<Nest.Work> spreading, List<Nest.Cells> spreads) {
        var operands = new ArrayList<Nest.Operand>();
        for (var o : work.operands()) {
            boolean isRun =
                    o instanceof Nest.Own || o instanceof Nest.Cells c && region.isLinear(c);
            if (isRun) {
                operands.add(o);
                continue;
            }
            var cells = take(o.kind());
            spreads.add(cells);
            spreading.add(work.with(List.of(o), List.of(cells)));
            operands.add(cells);
        }
        return work.with(operands, work.target());
    }

    private void writeLoop(List<Nest.Work> works, List<Nest.Work> spreading) {
        if (works.isEmpty() && spreading.isEmpty()) return;
        var all = new ArrayList<>(works);
        all.addAll(spreading);
        var loop = loop(all);
        for (var work : works) loop.writer.write(inLoop(work, works));
        for (var s : spreading)
            loop.writer.store(s.target(), loop.writer.read(s.operands().getFirst()));
        block.addAll(loop.loops.code());
    }

    /// The work with operands of other loops read from their buffers.
    private Nest.Work inLoop(Nest.Work work, List<Nest.Work> together) {
        var here = new HashSet<Value>();
        for (var w : together) w.result().ifPresent(here::add);
        var operands = new ArrayList<Nest.Operand>();
        for (var o : work.operands())
            operands.add(
                    o instanceof Nest.Own own && !here.contains(own.value())
                            ? buffers.get(own.value())
                            : o);
        return work.with(operands, work.target());
    }

    private void writePass(Nest.Work work) {
        var apart = inLoop(work, List.of());
        switch (work.step()) {
            case Step.Map m ->
                    Passes.of(m.function())
                            .ifPresentOrElse(pass -> call(pass, apart), () -> alone(apart));
            case Step.Gather _, Step.Scatter _ -> alone(apart);
            case Step.Reduce r -> reduce(r, apart);
            case Step.Copy _, Step.Guard _, Step.Library _, Step.Perform _ ->
                    throw new AssertionError(work.step());
        }
    }

    private void alone(Nest.Work work) {
        var loop = loop(List.of(work));
        loop.writer.write(work);
        block.addAll(loop.loops.code());
    }

    private void call(Routine pass, Nest.Work work) {
        var arguments = new ArrayList<Expr>();
        arguments.add(new Expr.Passing());
        for (var o : work.operands()) addRun((Nest.Cells) o, arguments);
        addRun(work.target().getFirst(), arguments);
        arguments.add(region.times(region.inner()));
        block.add(new Code.Run(new Expr.Invoke(pass, arguments)));
    }

    private void addRun(Nest.Cells cells, List<Expr> arguments) {
        arguments.add(new Expr.Array(cells.slot()));
        arguments.add(region.base(cells, temporary.contains(cells.slot())));
    }

    private void reduce(Step.Reduce r, Nest.Work work) {
        int kept = work.keptPrefix();
        if (kept < 0 || kept > region.axis()) {
            if (kept >= 0 && isPass(work) && Passes.rows(r.kind()).isPresent()) rows(r, work, kept);
            else foldIntoMemory(r, work);
            return;
        }
        var folded = lowering.fresh(Kind.of(r.output().dtype()));
        outer.before(kept).add(new Code.Let(folded, Folds.start(r.kind(), folded.kind())));
        if (isPass(work)) foldByPass(r.kind(), folded, work);
        else {
            var loop = loop(List.of(work));
            var value = loop.writer.read(work.operands().getFirst());
            loop.loops.body().add(new Code.Accumulate(folded, r.kind(), value));
            block.addAll(loop.loops.code());
        }
        if (lowering.explosion.inLocals(r.output())) lowering.atoms(r.output())[0] = folded;
        for (var cells : work.target()) {
            var at = cells.at(region.outer().subList(0, kept));
            outer.after(kept).add(new Code.Store(cells.slot(), at, folded));
        }
    }

    private void foldByPass(Reduction.Kind kind, Expr.Local folded, Nest.Work work) {
        var arguments = new ArrayList<Expr>();
        arguments.add(new Expr.Passing());
        addRun((Nest.Cells) work.operands().getFirst(), arguments);
        arguments.add(region.times(region.inner()));
        var pass = new Expr.Invoke(Passes.folding(kind).orElseThrow(), arguments);
        block.add(new Code.Accumulate(folded, kind, pass));
    }

    private void rows(Step.Reduce r, Nest.Work work, int kept) {
        int columns = 1;
        for (int i = kept; i < region.dims().length; i++) columns *= region.dims()[i];
        var arguments = new ArrayList<Expr>();
        arguments.add(new Expr.Passing());
        addRun((Nest.Cells) work.operands().getFirst(), arguments);
        arguments.add(region.times(region.inner() / columns));
        arguments.add(new Expr.Count(columns));
        addRun(work.target().getFirst(), arguments);
        var pass = Passes.rows(r.kind()).orElseThrow();
        block.add(new Code.Run(new Expr.Invoke(pass, arguments)));
    }

    private void foldIntoMemory(Step.Reduce r, Nest.Work work) {
        var target = work.target().getFirst();
        outer.before(0).add(Folds.fill(lowering, target, r));
        var loop = loop(List.of(work));
        loop.writer.fold(target, r.kind(), work.operands().getFirst());
        block.addAll(loop.loops.code());
    }

    private RegionLoop loop(List<Nest.Work> works) {
        return RegionLoop.of(lowering, region, temporary, works);
    }
}
