package dev.credence.graph;

import dev.credence.array.Bessel;
import dev.credence.array.BetaQuantile;
import dev.credence.array.DType;
import dev.credence.array.ElementaryFunctions;
import dev.credence.array.GammaQuantile;
import dev.credence.array.Hypergeometric;
import dev.credence.array.IncompleteBeta;
import dev.credence.array.IncompleteGamma;
import dev.credence.array.ModifiedBessel;
import dev.credence.array.NdArray;
import dev.credence.array.OwensT;
import dev.credence.array.SpecialFunctions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Scalar functions applied element by element: one constant a function, with its typing.
///
/// All inputs have one rank; along each axis their lengths are equal, or known to be one and then
/// repeated. [Tensors] pads ranks and inserts casts. A new function that a static method computes
/// costs a constant here and an arm in [ScalarGradient] or [SpecialGradient]; one that is an
/// instruction costs an arm in [ScalarEvaluation] and in each backend instead of the method's name.
public enum Elementwise implements CoreOp {
    ADD("add", Typing.ARITHMETIC, 2, true),
    SUBTRACT("sub", Typing.ARITHMETIC, 2),
    MULTIPLY("mul", Typing.ARITHMETIC, 2, true),
    DIVIDE("true_div", Typing.FLOAT, 2),
    FLOOR_DIVIDE("floor_div", Typing.ARITHMETIC, 2),
    MODULO("mod", Typing.ARITHMETIC, 2),
    POWER("pow", Typing.FLOAT, 2),
    NEGATE("neg", Typing.ARITHMETIC, 1),
    RECIPROCAL("reciprocal", Typing.FLOAT, 1),
    SQUARE("sqr", Typing.ARITHMETIC, 1),
    SQRT("sqrt", Typing.FLOAT, 1),
    ABS("abs", Typing.ARITHMETIC, 1),
    SIGN("sign", Typing.ARITHMETIC, 1),
    FLOOR("floor", Typing.FLOAT, 1),
    CEIL("ceil", Typing.FLOAT, 1),
    ROUND("round", Typing.FLOAT, 1),
    TRUNCATE("trunc", Typing.FLOAT, 1),
    MAXIMUM("maximum", Typing.ARITHMETIC, 2, true),
    MINIMUM("minimum", Typing.ARITHMETIC, 2, true),
    EXP("exp", Typing.FLOAT, 1),
    EXPM1("expm1", Typing.FLOAT, 1),
    LOG("log", Typing.FLOAT, 1),
    LOG1P("log1p", Typing.FLOAT, 1),
    SOFTPLUS("softplus", Typing.FLOAT, 1, SpecialFunctions.class, "softplus"),
    SIGMOID("sigmoid", Typing.FLOAT, 1, SpecialFunctions.class, "sigmoid"),
    LOG1MEXP("log1mexp", Typing.FLOAT, 1, SpecialFunctions.class, "log1mexp"),
    LOGADDEXP("logaddexp", Typing.FLOAT, 2, true, SpecialFunctions.class, "logAddExp"),
    XLOGY("xlogy", Typing.FLOAT, 2, ElementaryFunctions.class, "xlogy"),
    XLOG1PY("xlog1py", Typing.FLOAT, 2, ElementaryFunctions.class, "xlog1py"),
    SIN("sin", Typing.FLOAT, 1),
    COS("cos", Typing.FLOAT, 1),
    TAN("tan", Typing.FLOAT, 1),
    ARCSIN("arcsin", Typing.FLOAT, 1),
    ARCCOS("arccos", Typing.FLOAT, 1),
    ARCTAN("arctan", Typing.FLOAT, 1),
    ARCTAN2("arctan2", Typing.FLOAT, 2),
    SINH("sinh", Typing.FLOAT, 1),
    COSH("cosh", Typing.FLOAT, 1),
    TANH("tanh", Typing.FLOAT, 1),
    ARCSINH("arcsinh", Typing.FLOAT, 1, ElementaryFunctions.class, "arcsinh"),
    ARCCOSH("arccosh", Typing.FLOAT, 1, ElementaryFunctions.class, "arccosh"),
    ARCTANH("arctanh", Typing.FLOAT, 1, ElementaryFunctions.class, "arctanh"),
    LOG2("log2", Typing.FLOAT, 1, ElementaryFunctions.class, "log2"),
    LOG10("log10", Typing.FLOAT, 1, StrictMath.class, "log10"),
    XLOGX("xlogx", Typing.FLOAT, 1, ElementaryFunctions.class, "xlogx"),
    LOGIT("logit", Typing.FLOAT, 1, SpecialFunctions.class, "logit"),
    LGAMMA("gammaln", Typing.FLOAT, 1, SpecialFunctions.class, "lgamma"),
    DIGAMMA("psi", Typing.FLOAT, 1, SpecialFunctions.class, "digamma"),
    TRIGAMMA("tri_gamma", Typing.FLOAT, 1, SpecialFunctions.class, "trigamma"),
    ERF("erf", Typing.FLOAT, 1, SpecialFunctions.class, "erf"),
    ERFC("erfc", Typing.FLOAT, 1, SpecialFunctions.class, "erfc"),
    ERFCX("erfcx", Typing.FLOAT, 1, SpecialFunctions.class, "erfcx"),
    ERFINV("erfinv", Typing.FLOAT, 1, SpecialFunctions.class, "erfinv"),
    ERFCX_DX("erfcx_dx", Typing.FLOAT, 1, SpecialFunctions.class, "erfcxSlope"),
    ERFCINV("erfcinv", Typing.FLOAT, 1, SpecialFunctions.class, "erfcinv"),
    NDTR("ndtr", Typing.FLOAT, 1, SpecialFunctions.class, "ndtr"),
    LOG_NDTR("log_ndtr", Typing.FLOAT, 1, SpecialFunctions.class, "logNdtr"),
    NDTRI("ndtri", Typing.FLOAT, 1, SpecialFunctions.class, "ndtri"),
    NDTRI_EXP("ndtri_exp", Typing.FLOAT, 1, SpecialFunctions.class, "ndtriExp"),
    OWENS_T("owens_t", Typing.FLOAT, 2, OwensT.class, "value"),
    GAMMA("gamma", Typing.FLOAT, 1, SpecialFunctions.class, "gamma"),
    POCHHAMMER("poch", Typing.FLOAT, 2, SpecialFunctions.class, "pochhammer"),
    DIGAMMA_INCREASE("psi_increase", Typing.FLOAT, 2, SpecialFunctions.class, "digammaIncrease"),
    POLYGAMMA("polygamma", Typing.FLOAT, 2, SpecialFunctions.class, "polygamma"),
    GAMMA_P("gammainc", Typing.FLOAT, 2, IncompleteGamma.class, "lower"),
    GAMMA_Q("gammaincc", Typing.FLOAT, 2, IncompleteGamma.class, "upper"),
    GAMMA_P_DA("gammainc_da", Typing.FLOAT, 2, IncompleteGamma.class, "shapeDerivative"),
    GAMMA_P_DX("gammainc_dx", Typing.FLOAT, 2, IncompleteGamma.class, "density"),
    GAMMA_P_INVERSE("gammaincinv", Typing.FLOAT, 2, GammaQuantile.class, "lower"),
    GAMMA_Q_INVERSE("gammainccinv", Typing.FLOAT, 2, GammaQuantile.class, "upper"),
    BETA("beta", Typing.FLOAT, 2, true, SpecialFunctions.class, "beta"),
    LOG_BETA("betaln", Typing.FLOAT, 2, true, SpecialFunctions.class, "logBeta"),
    BETA_I("betainc", Typing.FLOAT, 3, IncompleteBeta.class, "value"),
    BETA_I_DA("betainc_da", Typing.FLOAT, 3, IncompleteBeta.class, "firstDerivative"),
    BETA_I_DB("betainc_db", Typing.FLOAT, 3, IncompleteBeta.class, "secondDerivative"),
    BETA_I_DX("betainc_dx", Typing.FLOAT, 3, IncompleteBeta.class, "density"),
    BETA_Q("betaincc", Typing.FLOAT, 3, IncompleteBeta.class, "complement"),
    BETA_I_INVERSE("betaincinv", Typing.FLOAT, 3, BetaQuantile.class, "lower"),
    BETA_Q_INVERSE("betainccinv", Typing.FLOAT, 3, BetaQuantile.class, "upper"),
    BESSEL_J("jv", Typing.FLOAT, 2, Bessel.class, "j"),
    BESSEL_I("iv", Typing.FLOAT, 2, ModifiedBessel.class, "i"),
    BESSEL_I_SCALED("ive", Typing.FLOAT, 2, ModifiedBessel.class, "scaledI"),
    BESSEL_I_SCALED_DX("ive_dx", Typing.FLOAT, 2, ModifiedBessel.class, "scaledISlope"),
    BESSEL_K("kv", Typing.FLOAT, 2, ModifiedBessel.class, "k"),
    BESSEL_K_SCALED("kve", Typing.FLOAT, 2, ModifiedBessel.class, "scaledK"),
    BESSEL_K_SCALED_DX("kve_dx", Typing.FLOAT, 2, ModifiedBessel.class, "scaledKSlope"),
    HYP2F1("hyp2f1", Typing.FLOAT, 4, Hypergeometric.class, "value"),
    HYP2F1_DA("hyp2f1_da", Typing.FLOAT, 4, Hypergeometric.class, "firstDerivative"),
    HYP2F1_DC("hyp2f1_dc", Typing.FLOAT, 4, Hypergeometric.class, "thirdDerivative"),
    EQUAL("eq", Typing.COMPARISON, 2, true),
    NOT_EQUAL("neq", Typing.COMPARISON, 2, true),
    LESS("lt", Typing.COMPARISON, 2),
    LESS_EQUAL("le", Typing.COMPARISON, 2),
    GREATER("gt", Typing.COMPARISON, 2),
    GREATER_EQUAL("ge", Typing.COMPARISON, 2),
    AND("and", Typing.LOGICAL, 2, true),
    OR("or", Typing.LOGICAL, 2, true),
    XOR("xor", Typing.LOGICAL, 2, true),
    NOT("invert", Typing.LOGICAL, 1),
    IS_NAN("isnan", Typing.TEST, 1),
    IS_INF("isinf", Typing.TEST, 1),
    BIT_AND("bitwise_and", Typing.INTEGER, 2, true),
    BIT_OR("bitwise_or", Typing.INTEGER, 2, true),
    BIT_XOR("bitwise_xor", Typing.INTEGER, 2, true),
    BIT_NOT("bitwise_not", Typing.INTEGER, 1),
    SHIFT_LEFT("left_shift", Typing.INTEGER, 2),
    SHIFT_RIGHT("right_shift", Typing.INTEGER, 2),
    /// `select(condition, a, b)`: `a` where the condition holds, `b` elsewhere; both are evaluated.
    SELECT("switch", Typing.SELECT, 3),
    TO_FLOAT64("cast{float64}", Typing.CAST, 1),
    TO_INT64("cast{int64}", Typing.CAST, 1),
    TO_BOOL("cast{bool}", Typing.CAST, 1),
    TO_FLOAT32("cast{float32}", Typing.CAST, 1),
    TO_INT32("cast{int32}", Typing.CAST, 1);

    /// What dtypes a function takes and gives.
    public enum Typing {
        /// Inputs of one floating dtype, which is the output's.
        FLOAT,
        /// Inputs of one dtype other than bool, which is the output's.
        ARITHMETIC,
        /// Inputs of one integer dtype, which is the output's.
        INTEGER,
        /// Inputs of one dtype, a bool output.
        COMPARISON,
        /// bool inputs and output.
        LOGICAL,
        /// A floating input, a bool output.
        TEST,
        /// A bool, then two of one dtype, which is the output's.
        SELECT,
        /// Any input; the output's dtype is in the name.
        CAST
    }

    private final String text;
    private final Typing typing;
    private final int arity;
    private final boolean commutes;
    private final Optional<ScalarMethod> method;

    Elementwise(
            String text,
            Typing typing,
            int arity,
            boolean commutes,
            Optional<ScalarMethod> method) {
        this.text = text;
        this.typing = typing;
        this.arity = arity;
        this.commutes = commutes;
        this.method = method;
    }

    Elementwise(
            String text,
            Typing typing,
            int arity,
            boolean commutes,
            Class<?> owner,
            String method) {
        this(text, typing, arity, commutes, Optional.of(new ScalarMethod(owner, method, arity)));
    }

    Elementwise(String text, Typing typing, int arity, Class<?> owner, String method) {
        this(text, typing, arity, false, owner, method);
    }

    Elementwise(String text, Typing typing, int arity, boolean commutes) {
        this(text, typing, arity, commutes, Optional.empty());
    }

    Elementwise(String text, Typing typing, int arity) {
        this(text, typing, arity, false);
    }

    public int arity() {
        return arity;
    }

    public Typing typing() {
        return typing;
    }

    /// How many inputs, from the first, have no derivative: orders, and shape parameters that have
    /// been differentiated by already.
    public int heldInputs() {
        return switch (this) {
            case POLYGAMMA,
                    BESSEL_J,
                    BESSEL_I,
                    BESSEL_I_SCALED,
                    BESSEL_I_SCALED_DX,
                    BESSEL_K,
                    BESSEL_K_SCALED,
                    BESSEL_K_SCALED_DX ->
                    1;
            default -> 0;
        };
    }

    /// The method of doubles that computes it, if it is one; backends call this method.
    public Optional<ScalarMethod> method() {
        return method;
    }

    @Override
    public boolean commutes() {
        return commutes;
    }

    @Override
    public List<TensorType> infer(List<Tensor> inputs) {
        if (inputs.size() != arity()) {
            throw new GraphException(
                    "'%s' takes %d inputs, not %d".formatted(text, arity(), inputs.size()));
        }
        return List.of(new TensorType(outputType(inputs), Broadcasting.broadcast(text, inputs)));
    }

    private DType outputType(List<Tensor> inputs) {
        var first = inputs.get(typing == Typing.SELECT ? 1 : 0).dtype();
        boolean same = true;
        for (int i = typing == Typing.SELECT ? 1 : 0; i < inputs.size(); i++)
            same &= inputs.get(i).dtype() == first;
        boolean accepted =
                switch (typing) {
                    case FLOAT, TEST -> same && first.isFloating();
                    case ARITHMETIC -> same && first != DType.BOOL;
                    case INTEGER -> same && first.isInteger();
                    case COMPARISON -> same;
                    case LOGICAL -> same && first == DType.BOOL;
                    case SELECT -> same && inputs.getFirst().dtype() == DType.BOOL;
                    case CAST -> true;
                };
        if (!accepted) {
            throw new GraphException(
                    "'%s' cannot be applied to dtypes %s"
                            .formatted(text, inputs.stream().map(Tensor::dtype).toList()));
        }
        return switch (typing) {
            case FLOAT, ARITHMETIC, INTEGER, SELECT -> first;
            case COMPARISON, LOGICAL, TEST -> DType.BOOL;
            case CAST ->
                    switch (this) {
                        case TO_INT32 -> DType.INT32;
                        case TO_INT64 -> DType.INT64;
                        case TO_BOOL -> DType.BOOL;
                        case TO_FLOAT32 -> DType.FLOAT32;
                        default -> DType.FLOAT64;
                    };
        };
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        var dtype = node.output().dtype();
        if (typing == Typing.CAST) return List.of(inputs.getFirst().cast(dtype));
        return List.of(ScalarEvaluation.evaluate(this, dtype.widened(), inputs));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var g = cotangents.getFirst().orElseThrow();
        var result = new ArrayList<Optional<Tensor>>(arity);
        for (int i = 0; i < arity; i++) {
            var x = node.input(i);
            var pulled =
                    x.dtype().isFloating()
                            ? ScalarGradient.of(this, node, i, g)
                            : Optional.<Tensor>empty();
            result.add(
                    pulled.map(
                            t -> MissingGradient.in(t).isPresent() ? t : Broadcasting.sumTo(x, t)));
        }
        return result;
    }

    /// The function's name in prints, for example `log1p`.
    @Override
    public String toString() {
        return text;
    }
}
