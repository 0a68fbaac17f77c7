package dev.credence.jvm;

import dev.credence.array.Kernels;
import dev.credence.graph.Elementwise;
import dev.credence.graph.Reduction;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which steps are array passes, and the methods of [Kernels] that carry them out.
///
/// Arithmetic is done in loops that the JIT turns into vector code; a scalar function, a gather or
/// a fold among it would keep all of the loop from that.
final class Passes {
    private static final Class<?> RUN = double[].class;

    static final Routine SUM_COLUMNS =
            Routine.ofInterface(
                    Kernels.class,
                    "sumColumns",
                    void.class,
                    RUN,
                    int.class,
                    int.class,
                    int.class,
                    RUN,
                    int.class);

    /// Softplus and sigmoid at once.
    static final Routine LOGISTIC =
            Routine.ofInterface(
                    Kernels.class,
                    "logistic",
                    void.class,
                    RUN,
                    int.class,
                    RUN,
                    int.class,
                    RUN,
                    int.class,
                    int.class);

    /// The functions of [Math] that have loops or tables inside.
    private static final Set<Elementwise> CALLED =
            EnumSet.of(
                    Elementwise.POWER,
                    Elementwise.EXP,
                    Elementwise.EXPM1,
                    Elementwise.LOG,
                    Elementwise.LOG1P,
                    Elementwise.SIN,
                    Elementwise.COS,
                    Elementwise.TAN,
                    Elementwise.ARCSIN,
                    Elementwise.ARCCOS,
                    Elementwise.ARCTAN,
                    Elementwise.ARCTAN2,
                    Elementwise.SINH,
                    Elementwise.COSH,
                    Elementwise.TANH);

    private Passes() {}

    /// Whether a step is plain arithmetic, comparison or selection of each element.
    static boolean isArithmetic(Nest.Work work) {
        return switch (work.step()) {
            case Step.Map m ->
                    m.function() instanceof MapFunction.Core c
                            && !CALLED.contains(c.function())
                            && c.function().method().isEmpty();
            case Step.Copy _ -> true;
            case Step.Gather _, Step.Scatter _, Step.Reduce _ -> false;
            case Step.Guard _, Step.Library _, Step.Perform _ ->
                    throw new AssertionError(work.step());
        };
    }

    /// Whether a step is a function that has an array pass.
    static boolean isPass(Nest.Work work) {
        return work.step() instanceof Step.Map m && of(m.function()).isPresent();
    }

    /// Whether two steps are softplus and sigmoid, in this order.
    static boolean areLogistic(Nest.Work first, Nest.Work second) {
        return isFunction(first, Elementwise.SOFTPLUS) && isFunction(second, Elementwise.SIGMOID);
    }

    private static boolean isFunction(Nest.Work work, Elementwise f) {
        return work.step() instanceof Step.Map m
                && m.function() instanceof MapFunction.Core c
                && c.function() == f;
    }

    /// The array pass of a function, if there is one.
    static Optional<Routine> of(MapFunction f) {
        return switch (f) {
            case MapFunction.Core c -> of(c.function());
            case MapFunction.Given _ -> Optional.empty();
        };
    }

    private static Optional<Routine> of(Elementwise f) {
        return switch (f) {
            case EXP -> unary("exp");
            case EXPM1 -> unary("expm1");
            case LOG -> unary("log");
            case LOG1P -> unary("log1p");
            case SOFTPLUS -> unary("softplus");
            case SIGMOID -> unary("sigmoid");
            case LOG1MEXP -> unary("log1mexp");
            case SIN -> unary("sin");
            case COS -> unary("cos");
            case TANH -> unary("tanh");
            case LGAMMA -> unary("lgamma");
            case DIGAMMA -> unary("digamma");
            case TRIGAMMA -> unary("trigamma");
            case ERF -> unary("erf");
            case ERFC -> unary("erfc");
            case ERFCX -> unary("erfcx");
            case POWER ->
                    Optional.of(
                            Routine.ofInterface(
                                    Kernels.class,
                                    "pow",
                                    void.class,
                                    RUN,
                                    int.class,
                                    RUN,
                                    int.class,
                                    RUN,
                                    int.class,
                                    int.class));
            default -> Optional.empty();
        };
    }

    private static Optional<Routine> unary(String name) {
        return Optional.of(
                Routine.ofInterface(
                        Kernels.class,
                        name,
                        void.class,
                        RUN,
                        int.class,
                        RUN,
                        int.class,
                        int.class));
    }

    /// The pass that folds a run into one number, if there is one.
    static Optional<Routine> folding(Reduction.Kind kind) {
        return switch (kind) {
            case SUM -> folding("sum");
            case MAX -> folding("max");
            case MIN -> folding("min");
            case PRODUCT, ALL, ANY -> Optional.empty();
        };
    }

    private static Optional<Routine> folding(String name) {
        return Optional.of(
                Routine.ofInterface(Kernels.class, name, double.class, RUN, int.class, int.class));
    }

    /// The pass that folds each row of a matrix, if there is one.
    static Optional<Routine> rows(Reduction.Kind kind) {
        return switch (kind) {
            case SUM -> rows("sumRows");
            case MAX -> rows("maxRows");
            case MIN, PRODUCT, ALL, ANY -> Optional.empty();
        };
    }

    private static Optional<Routine> rows(String name) {
        return Optional.of(
                Routine.ofInterface(
                        Kernels.class,
                        name,
                        void.class,
                        RUN,
                        int.class,
                        int.class,
                        int.class,
                        RUN,
                        int.class));
    }
}
