package dev.credence.jvm;

import dev.credence.array.DType;
import dev.credence.graph.Reduction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes a long loop nest block by block: arithmetic in loops, everything else as passes over
/// buffers that stay in the innermost cache.
final class BlockedNest {
    private static final Routine COPY =
            Routine.of(
                    System.class,
                    "arraycopy",
                    void.class,
                    Object.class,
                    int.class,
                    Object.class,
                    int.class,
                    int.class);

    /// Inner axes up to this length are too short for loops of their own.
    private static final int SHORT = 16;

    private final Lowering lowering;

    /// The vectors for arithmetic, if it is written with such.
    private final Optional<Wide> wide;

    private final Region region;
    private final Stages stages;
    private final Loops outer;
    private final List<Code> block = new ArrayList<>();
    private final Map<Value, Nest.Cells> buffers = new HashMap<>();
    private final Set<Slot> temporary = new HashSet<>();
    private final Map<Kind, List<Slot>> free = new HashMap<>();
    private final Map<Nest.Cells, Nest.Cells> copies = new HashMap<>();

    private BlockedNest(Lowering lowering, Nest nest, Region region, Optional<Wide> wide) {
        this.lowering = lowering;
        this.wide = wide;
        this.region = region;
        this.stages = new Stages(nest.works());
        var ends = new ArrayList<Expr>();
        for (int i = 0; i < region.axis(); i++) ends.add(new Expr.Count(nest.dims()[i]));
        this.outer = new Loops(region.outer(), ends);
    }

    static List<Code> lower(Lowering lowering, Nest nest) {
        var region = Region.of(lowering, nest.dims());
        var blocked = new BlockedNest(lowering, nest, region, lowering.settings().wide());
        for (var stage : blocked.stages.stages()) blocked.write(stage);
        return blocked.assembled();
    }

    /// The nest with products of the rows of each block before and after it. There are so many
    /// blocks that vector code pays without a loop of the user's own.
    static List<Code> lower(Lowering lowering, Nest nest, RowProducts products) {
        var region = Region.ofRows(lowering, nest.dims(), products.rows());
        var wide = Wide.of(lowering.settings().kernels());
        var blocked = new BlockedNest(lowering, nest, region, wide);
        blocked.block.addAll(products.before(region));
        for (var stage : blocked.stages.stages()) blocked.write(stage);
        blocked.block.addAll(products.after(region));
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
        var borrowed = new ArrayList<Nest.Cells>();
        var arithmetic = stage.arithmetic().stream().map(this::buffered).toList();
        if (wide.isPresent()) arithmetic = arithmetic.stream().map(this::filled).toList();
        if (isWide(arithmetic)) writeWide(arithmetic);
        else for (var loop : Fission.of(arithmetic, this::kept)) writeLoop(loop);
        for (var works : together(stage.passes())) {
            var ready =
                    works.stream()
                            .map(w -> buffered(isPass(w) ? spread(w, borrowed) : w))
                            .map(w -> inLoop(w, List.of()))
                            .toList();
            writePass(ready);
        }
        for (var v : stage.ending()) giveBack(buffers.get(v));
        borrowed.forEach(this::giveBack);
    }

    private boolean isWide(List<Nest.Work> works) {
        int rest = region.dims()[region.axis()] % region.chunk();
        int shortest = (rest == 0 ? region.chunk() : rest) * region.inner();
        return wide.filter(w -> w.suits(works, shortest)).isPresent()
                && Fusion.bytes(works.stream().map(Nest.Work::step).toList()) < Wide.LONGEST
                && RegionLoop.isFlat(region, works);
    }

    /// All arithmetic in one loop of vector code.
    private void writeWide(List<Nest.Work> works) {
        var ready = works.stream().map(w -> inLoop(w, works)).toList();
        var loop = loop(ready);
        for (var work : ready) loop.writer.write(work);
        for (var c : loop.loops.code())
            block.add(
                    c instanceof Code.Loop l
                            ? new Code.Lanes(l.index(), l.end(), wide.orElseThrow(), l.body())
                            : c);
    }

    private Nest.Work kept(Nest.Work work) {
        var value = work.result().orElseThrow();
        var cells = take(Kind.of(value.dtype()));
        buffers.put(value, cells);
        return work.with(work.operands(), List.of(cells));
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

    /// The work with operands that are no runs of an array laid into buffers first.
    private Nest.Work spread(Nest.Work work, List<Nest.Cells> borrowed) {
        var operands = new ArrayList<Nest.Operand>();
        for (var o : work.operands()) {
            boolean isRun =
                    o instanceof Nest.Own || o instanceof Nest.Cells c && region.isLinear(c);
            if (isRun) {
                operands.add(o);
                continue;
            }
            var cells = laid(o, work);
            borrowed.add(cells);
            operands.add(cells);
        }
        return work.with(operands, work.target());
    }

    private void writeLoop(List<Nest.Work> works) {
        if (works.isEmpty()) return;
        var after = new ArrayList<Code>();
        var here = works.stream().map(w -> inLoop(w, works)).map(this::filled).toList();
        var ready = aligned(here, after);
        var loop = loop(ready);
        for (var work : ready) loop.writer.write(work);
        block.addAll(loop.loops.code());
        block.addAll(after);
    }

    /// The work on copies of operands that are repeated along a short inner axis, so that one loop
    /// runs through all.
    private Nest.Work filled(Nest.Work work) {
        boolean suits =
                region.axis() == 0
                        && region.inner() > 1
                        && region.inner() <= SHORT
                        && work.target().stream().allMatch(region::isLinear);
        if (!suits) return work;
        var operands = new ArrayList<Nest.Operand>();
        for (var o : work.operands())
            operands.add(
                    o instanceof Nest.Cells c && isRepeated(c)
                            ? copies.computeIfAbsent(c, cells -> laid(cells, work))
                            : o);
        return work.with(operands, work.target());
    }

    private boolean isRepeated(Nest.Cells cells) {
        return cells.kind() == Kind.DOUBLE
                && !region.isFixed(cells)
                && !region.isLinear(cells)
                && cells.strides().contains(0);
    }

    /// A buffer with what the work reads as that operand.
    private Nest.Cells laid(Nest.Operand operand, Nest.Work work) {
        var cells = take(operand.kind());
        var loop = loop(List.of(work.with(List.of(operand), List.of(cells))));
        loop.writer.store(List.of(cells), loop.writer.read(operand));
        block.addAll(loop.loops.code());
        return cells;
    }

    /// The works on copies of the parts of large arrays, unless all arrays run in step anyway.
    ///
    /// The JIT of JDK 25 does not turn `a[i] = b[start + i]` into vector code, since it cannot tell
    /// where the one is relative to the other; a copy of a block costs a tenth of that.
    private List<Nest.Work> aligned(List<Nest.Work> works, List<Code> after) {
        var bases = new HashSet<List<Expr.Index.Term>>();
        for (var work : works) {
            for (var o : work.operands())
                if (o instanceof Nest.Cells c && !region.isFixed(c)) bases.add(base(c).terms());
            for (var c : work.target()) bases.add(base(c).terms());
        }
        if (bases.size() < 2 || !RegionLoop.isFlat(region, works)) return works;
        return works.stream().map(w -> aligned(w, after)).toList();
    }

    private Nest.Work aligned(Nest.Work work, List<Code> after) {
        var operands = new ArrayList<Nest.Operand>();
        for (var o : work.operands())
            operands.add(o instanceof Nest.Cells c && isMoving(c) ? copied(c) : o);
        var target = new ArrayList<Nest.Cells>();
        for (var c : work.target()) {
            var near = isMoving(c) ? take(c.kind()) : c;
            if (near != c) {
                after.add(copy(near, c));
                copies.put(c, near);
            }
            target.add(near);
        }
        return work.with(operands, target);
    }

    private boolean isMoving(Nest.Cells cells) {
        return !region.isFixed(cells) && !base(cells).terms().isEmpty();
    }

    private Nest.Cells copied(Nest.Cells cells) {
        return copies.computeIfAbsent(
                cells,
                c -> {
                    var near = take(c.kind());
                    block.add(copy(c, near));
                    return near;
                });
    }

    private Code copy(Nest.Cells from, Nest.Cells to) {
        var arguments = new ArrayList<Expr>();
        addRun(from, arguments);
        addRun(to, arguments);
        arguments.add(region.times(region.inner()));
        return new Code.Run(new Expr.Invoke(COPY, arguments));
    }

    private Expr.Index base(Nest.Cells cells) {
        return region.base(cells, temporary.contains(cells.slot()));
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

    private static boolean belong(List<Nest.Work> begun, Nest.Work work) {
        var first = begun.getFirst();
        if (first.step() instanceof Step.Gather) return work.step() instanceof Step.Gather;
        return begun.size() == 1
                && (Passes.areLogistic(first, work) || Passes.areLogistic(work, first));
    }

    /// Gathers at the same positions become one loop, and softplus and sigmoid of the same numbers
    /// one pass, at the place of the first.
    private static List<List<Nest.Work>> together(List<Nest.Work> passes) {
        var lists = new ArrayList<List<Nest.Work>>();
        Map<Nest.Operand, List<List<Nest.Work>>> begun = new HashMap<>();
        for (var work : passes) {
            var near = begun.computeIfAbsent(work.operands().getFirst(), _ -> new ArrayList<>());
            var own = near.stream().filter(list -> belong(list, work)).findFirst();
            own.ifPresent(list -> list.add(work));
            if (own.isPresent()) continue;
            near.add(new ArrayList<>(List.of(work)));
            lists.add(near.getLast());
        }
        return lists;
    }

    private void writePass(List<Nest.Work> works) {
        var work = works.getFirst();
        switch (work.step()) {
            case Step.Map m ->
                    Passes.of(m.function())
                            .ifPresentOrElse(pass -> call(pass, works), () -> writeAlone(works));
            case Step.Gather _ -> writeAlone(works);
            case Step.Scatter s -> scatter(s, work);
            case Step.Reduce r -> reduce(r, work);
            case Step.Copy _, Step.Guard _, Step.Library _, Step.Perform _ ->
                    throw new AssertionError(work.step());
        }
    }

    private void writeAlone(List<Nest.Work> works) {
        var loop = loop(works);
        for (var work : works) loop.writer.write(work);
        block.addAll(loop.loops.code());
    }

    private void scatter(Step.Scatter s, Nest.Work work) {
        int length = s.into().dims()[s.axis()];
        boolean inRuns =
                region.dims().length == 1
                        && work.operands().stream()
                                .allMatch(o -> o instanceof Nest.Cells c && region.isLinear(c))
                        && s.into().root().dtype() == DType.FLOAT64
                        && KnownPositions.areInside(s.index(), length)
                        && RunSums.suit(s.index());
        if (!inRuns) {
            writeAlone(List.of(work));
            return;
        }
        var arguments = new ArrayList<Expr>();
        for (var o : work.operands()) addRun((Nest.Cells) o, arguments);
        addRun(work.table().getFirst(), arguments);
        arguments.add(new Expr.Count(s.into().strides()[s.axis()]));
        arguments.add(region.times(1));
        block.add(new Code.Run(new Expr.Invoke(RunSums.ADD, arguments)));
    }

    private void call(Routine pass, List<Nest.Work> works) {
        boolean both = works.size() == 2;
        boolean inOrder = both && Passes.areLogistic(works.getFirst(), works.getLast());
        var arguments = new ArrayList<Expr>();
        arguments.add(new Expr.Passing());
        for (var o : works.getFirst().operands()) addRun((Nest.Cells) o, arguments);
        for (var work : both && !inOrder ? works.reversed() : works)
            addRun(work.target().getFirst(), arguments);
        arguments.add(region.times(region.inner()));
        block.add(new Code.Run(new Expr.Invoke(both ? Passes.LOGISTIC : pass, arguments)));
    }

    private void addRun(Nest.Cells cells, List<Expr> arguments) {
        arguments.add(new Expr.Array(cells.slot()));
        arguments.add(base(cells));
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
        if (isSumOfRows(r, work)) {
            addRows(work, target);
            return;
        }
        var loop = loop(List.of(work));
        loop.writer.fold(target, r.kind(), work.operands().getFirst());
        block.addAll(loop.loops.code());
    }

    /// Whether the first axis is summed, which is cut into blocks, and all others stay.
    private boolean isSumOfRows(Step.Reduce r, Nest.Work work) {
        return r.kind() == Reduction.Kind.SUM
                && region.axis() == 0
                && Folds.onlyFirst(work.folded())
                && work.operands().getFirst() instanceof Nest.Cells c
                && c.kind() == Kind.DOUBLE
                && region.isLinear(c);
    }

    private void addRows(Nest.Work work, Nest.Cells target) {
        var share = take(Kind.DOUBLE);
        var columns = new Expr.Count(region.inner());
        var sums = new ArrayList<Expr>();
        sums.add(new Expr.Passing());
        addRun((Nest.Cells) work.operands().getFirst(), sums);
        sums.addAll(List.of(region.times(1), columns));
        addRun(share, sums);
        block.add(new Code.Run(new Expr.Invoke(Passes.SUM_COLUMNS, sums)));
        var addition = new ArrayList<Expr>(List.of(new Expr.Passing(), new Expr.Real(1)));
        addRun(share, addition);
        addition.addAll(List.of(new Expr.Array(target.slot()), Expr.Index.at(target.offset())));
        addition.add(columns);
        block.add(new Code.Run(new Expr.Invoke(RowProducts.AXPY, addition)));
        giveBack(share);
    }

    private RegionLoop loop(List<Nest.Work> works) {
        return RegionLoop.of(lowering, region, temporary, works);
    }
}
