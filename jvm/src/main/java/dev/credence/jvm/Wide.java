package dev.credence.jvm;

import dev.credence.array.Kernels;
import dev.credence.graph.Elementwise;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which loops can be written with the Vector API, and for which vectors.
///
/// @param lanes how many doubles a vector has
record Wide(int lanes) {
    private static final String MODULE = "jdk.incubator.vector";

    private static final Optional<Wide> FOUND = find();

    /// The vectors that the array passes work with, if they work with any.
    static Optional<Wide> of(Kernels kernels) {
        return kernels == Kernels.plain() ? Optional.empty() : FOUND;
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

    /// Whether works can be one loop of vector code over runs of at least `shortest` elements.
    boolean suits(List<Nest.Work> works, int shortest) {
        if (shortest < lanes || works.isEmpty()) return false;
        Set<Slot> read = new HashSet<>();
        for (var w : works) {
            boolean supported =
                    switch (w.step()) {
                        case Step.Map m ->
                                m.function() instanceof MapFunction.Core c
                                        && supports(c.function())
                                        && isReal(c.function(), w);
                        case Step.Copy _ -> isReal(w);
                        default -> false;
                    };
            if (!supported || !w.table().isEmpty()) return false;
            for (var o : w.operands()) if (o instanceof Nest.Cells c) read.add(c.slot());
        }
        return works.stream()
                .flatMap(w -> w.target().stream())
                .noneMatch(c -> read.contains(c.slot()));
    }

    private static boolean isReal(Elementwise f, Nest.Work w) {
        boolean truth = f.typing() == Elementwise.Typing.COMPARISON;
        if (truth && !w.target().isEmpty()) return false;
        if (f != Elementwise.SELECT) return isReal(w);
        boolean own = w.operands().getFirst() instanceof Nest.Own;
        return own && w.operands().stream().skip(1).allMatch(o -> o.kind() == Kind.DOUBLE);
    }

    private static boolean isReal(Nest.Work w) {
        return w.operands().stream().allMatch(o -> o.kind() == Kind.DOUBLE);
    }
}
