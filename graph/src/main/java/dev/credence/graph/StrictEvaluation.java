package dev.credence.graph;

/// The scalar functions with the same bits on every machine: elementary functions by [StrictMath],
/// all others as [ScalarEvaluation] has them.
final class StrictEvaluation {
    private static final ScopedValue<Boolean> STRICT = ScopedValue.newInstance();

    private StrictEvaluation() {}

    /// Runs `work` so that all scalar functions in it are strict.
    static <R> R strictly(ScopedValue.CallableOp<R, RuntimeException> work) {
        return ScopedValue.where(STRICT, true).call(work);
    }

    static boolean isAsked() {
        return STRICT.isBound();
    }

    static double real(Elementwise f, double... arguments) {
        double x = arguments[0];
        double y = arguments.length > 1 ? arguments[1] : 0;
        return switch (f) {
            case POWER -> StrictMath.pow(x, y);
            case EXP -> StrictMath.exp(x);
            case EXPM1 -> StrictMath.expm1(x);
            case LOG -> StrictMath.log(x);
            case LOG1P -> StrictMath.log1p(x);
            case SIN -> StrictMath.sin(x);
            case COS -> StrictMath.cos(x);
            case TAN -> StrictMath.tan(x);
            case ARCSIN -> StrictMath.asin(x);
            case ARCCOS -> StrictMath.acos(x);
            case ARCTAN -> StrictMath.atan(x);
            case ARCTAN2 -> StrictMath.atan2(x, y);
            case SINH -> StrictMath.sinh(x);
            case COSH -> StrictMath.cosh(x);
            case TANH -> StrictMath.tanh(x);
            default -> ScalarEvaluation.real(f, arguments);
        };
    }
}
