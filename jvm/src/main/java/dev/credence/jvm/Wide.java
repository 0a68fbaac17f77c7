package dev.credence.jvm;

import dev.credence.array.Kernels;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Reduction;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which loops can be written with the Vector API, and for which vectors.
///
/// @param lanes how many doubles a vector has
record Wide(int lanes) {
    private static final String MODULE = "jdk.incubator.vector";

    /// Bytecode beyond this estimate would be too much for one method.
    static final int LONGEST = 4500;

    private static final Optional<Wide> FOUND = find();

    /// The vectors that the array passes work with, if they work with any.
    static Optional<Wide> of(Kernels kernels) {
        boolean plain = kernels.getClass().equals(Kernels.plain().getClass());
        return plain ? Optional.empty() : FOUND;
    }

    private static Optional<Wide> find() {
        var module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty()) return Optional.empty();
        try {
            Class<?> shape = Class.forName(MODULE + ".VectorShape");
            Method preferred = shape.getMethod("preferredShape");
            Method size = shape.getMethod("vectorBitSize");
            int most = (int) size.invoke(preferred.invoke(null));
            int asked = Integer.getInteger("credence.simd.bits", most);
            int bits = asked == 128 || asked == 256 || asked == 512 ? asked : most;
            Wide.class.getModule().addReads(module.get());
            return Optional.of(new Wide(bits / Double.SIZE));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /// The field that holds the species.
    String species() {
        return "SPECIES_" + lanes * Double.SIZE;
    }

    static ClassDesc described(String name) {
        return ClassDesc.of(MODULE, name);
    }

    /// Whether a function has an instruction for vectors.
    static boolean supports(Elementwise f) {
        return switch (f) {
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    NEGATE,
                    SQUARE,
                    RECIPROCAL,
                    SQRT,
                    ABS,
                    FLOOR,
                    CEIL,
                    MAXIMUM,
                    MINIMUM,
                    SELECT,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_EQUAL,
                    GREATER,
                    GREATER_EQUAL ->
                    true;
            default -> false;
        };
    }

    /// Whether a whole nest can be one loop of vector code, with sums over all of it.
    boolean suits(Nest nest) {
        if (nest.dims().length != 1 || nest.size() < 2 * lanes) return false;
        var others = new ArrayList<Nest.Work>();
        for (var w : nest.works()) if (!isSum(w)) others.add(w);
        return others.stream().allMatch(Wide::isFlat)
                && (others.isEmpty() || suits(others, nest.size()))
                && Fusion.bytes(nest.works().stream().map(Nest.Work::step).toList()) < LONGEST;
    }

    /// Whether a nest of short rows, as positions side by side make them, can be done row by row in
    /// vector code, with sums over the rows.
    boolean suitsRows(Nest nest) {
        if (nest.dims().length != 2 || nest.dims()[1] % lanes != 0) return false;
        var sums = new ArrayList<Nest.Work>();
        var others = new ArrayList<Nest.Work>();
        for (var w : nest.works()) (isSumOfRows(w) ? sums : others).add(w);
        return !sums.isEmpty()
                && nest.works().stream().allMatch(Wide::isFlatInRows)
                && suits(others, nest.dims()[1])
                && Fusion.bytes(nest.works().stream().map(Nest.Work::step).toList()) < LONGEST;
    }

    private static boolean isSumOfRows(Nest.Work w) {
        return w.step() instanceof Step.Reduce r
                && r.kind() == Reduction.Kind.SUM
                && Folds.onlyFirst(w.folded())
                && isReal(w);
    }

    private static boolean isFlatInRows(Nest.Work w) {
        return w.operands().stream()
                        .allMatch(o -> !(o instanceof Nest.Cells c) || c.strides().getLast() <= 1)
                && w.target().stream().allMatch(c -> c.strides().getLast() == 1);
    }

    private static boolean isSum(Nest.Work w) {
        return w.step() instanceof Step.Reduce r
                && r.kind() == Reduction.Kind.SUM
                && w.keptPrefix() == 0
                && isReal(w)
                && w.operands().stream().allMatch(Wide::isFlat);
    }

    private static boolean isFlat(Nest.Work w) {
        return w.operands().stream().allMatch(Wide::isFlat)
                && w.target().stream().allMatch(c -> c.strides().getFirst() == 1);
    }

    private static boolean isFlat(Nest.Operand o) {
        return !(o instanceof Nest.Cells c)
                || c.strides().getFirst() == 1
                || c.strides().getFirst() == 0;
    }

    /// Whether works can be one loop of vector code over runs of at least `shortest` elements.
    boolean suits(List<Nest.Work> works, int shortest) {
        if (shortest < lanes || works.isEmpty()) return false;
        Set<Slot> read = new HashSet<>();
        Set<Value> made = new HashSet<>();
        for (var w : works) {
            boolean supported =
                    switch (w.step()) {
                        case Step.Map m ->
                                m.function() instanceof MapFunction.Core c
                                        && supports(c.function())
                                        && isReal(c.function(), w, made);
                        case Step.Copy _ -> isReal(w);
                        default -> false;
                    };
            if (!supported || !w.table().isEmpty()) return false;
            w.result().ifPresent(made::add);
            for (var o : w.operands()) if (o instanceof Nest.Cells c) read.add(c.slot());
        }
        return works.stream()
                .flatMap(w -> w.target().stream())
                .noneMatch(c -> read.contains(c.slot()));
    }

    /// Truth is a mask of the loop itself, never an array.
    ///
    /// @param made what the loop has computed before
    private static boolean isReal(Elementwise f, Nest.Work w, Set<Value> made) {
        boolean truth = f.typing() == Elementwise.Typing.COMPARISON;
        if (truth && !w.target().isEmpty()) return false;
        if (f != Elementwise.SELECT) return isReal(w);
        boolean own = w.operands().getFirst() instanceof Nest.Own o && made.contains(o.value());
        return own && w.operands().stream().skip(1).allMatch(o -> o.kind() == Kind.DOUBLE);
    }

    private static boolean isReal(Nest.Work w) {
        return w.operands().stream().allMatch(o -> o.kind() == Kind.DOUBLE);
    }
}
