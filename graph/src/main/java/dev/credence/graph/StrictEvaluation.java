package dev.credence.graph;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/// The elementary functions with the same bits on every machine, by [StrictMath].
final class StrictEvaluation {
    private static final ScopedValue<Boolean> STRICT = ScopedValue.newInstance();

    private static final double LOG_2 = 0.6931471805599453;

    private static final Map<Elementwise, DoubleBinaryOperator> FORMS =
            Map.ofEntries(
                    Map.entry(Elementwise.EXP, (x, _) -> StrictMath.exp(x)),
                    Map.entry(Elementwise.EXPM1, (x, _) -> StrictMath.expm1(x)),
                    Map.entry(Elementwise.LOG, (x, _) -> StrictMath.log(x)),
                    Map.entry(Elementwise.LOG1P, (x, _) -> StrictMath.log1p(x)),
                    Map.entry(Elementwise.LOG10, (x, _) -> StrictMath.log10(x)),
                    Map.entry(Elementwise.XLOGX, (x, _) -> x == 0 ? 0 : x * StrictMath.log(x)),
                    Map.entry(Elementwise.SIN, (x, _) -> StrictMath.sin(x)),
                    Map.entry(Elementwise.COS, (x, _) -> StrictMath.cos(x)),
                    Map.entry(Elementwise.TAN, (x, _) -> StrictMath.tan(x)),
                    Map.entry(Elementwise.ARCSIN, (x, _) -> StrictMath.asin(x)),
                    Map.entry(Elementwise.ARCCOS, (x, _) -> StrictMath.acos(x)),
                    Map.entry(Elementwise.ARCTAN, (x, _) -> StrictMath.atan(x)),
                    Map.entry(Elementwise.SINH, (x, _) -> StrictMath.sinh(x)),
                    Map.entry(Elementwise.COSH, (x, _) -> StrictMath.cosh(x)),
                    Map.entry(Elementwise.TANH, (x, _) -> StrictMath.tanh(x)),
                    Map.entry(Elementwise.POWER, StrictMath::pow),
                    Map.entry(Elementwise.ARCTAN2, StrictMath::atan2),
                    Map.entry(
                            Elementwise.XLOGY,
                            (x, y) -> x == 0 && !Double.isNaN(y) ? 0 : x * StrictMath.log(y)),
                    Map.entry(
                            Elementwise.XLOG1PY,
                            (x, y) -> x == 0 && !Double.isNaN(y) ? 0 : x * StrictMath.log1p(y)),
                    Map.entry(Elementwise.SOFTPLUS, (x, _) -> softplus(x)),
                    Map.entry(Elementwise.SIGMOID, (x, _) -> sigmoid(x)),
                    Map.entry(Elementwise.LOG1MEXP, (x, _) -> log1mexp(x)),
                    Map.entry(Elementwise.LOGADDEXP, StrictEvaluation::logAddExp));

    private StrictEvaluation() {}

    /// Runs `work` so that all scalar functions in it are strict.
    static <R> R strictly(ScopedValue.CallableOp<R, RuntimeException> work) {
        return ScopedValue.where(STRICT, true).call(work);
    }

    static boolean isAsked() {
        return STRICT.isBound();
    }

    /// The strict form of a function of one or two numbers, if there is one.
    static Optional<DoubleBinaryOperator> of(Elementwise f) {
        return Optional.ofNullable(FORMS.get(f));
    }

    private static double logAddExp(double x, double y) {
        return x == y ? x + LOG_2 : Math.max(x, y) + softplus(-Math.abs(x - y));
    }

    private static double softplus(double x) {
        double part = StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
        return x > 0 ? x + part : part;
    }

    private static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    private static double log1mexp(double x) {
        return x > -LOG_2
                ? StrictMath.log(-StrictMath.expm1(x))
                : StrictMath.log1p(-StrictMath.exp(x));
    }
}
