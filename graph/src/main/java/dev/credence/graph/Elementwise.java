package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Scalar functions applied element by element: one constant a function, with its typing.
///
/// All inputs have one rank; along each axis their lengths are equal, or known to be one and then
/// repeated. [Tensors] pads ranks and inserts casts. A new function costs a constant here, an arm
/// in [ScalarEvaluation], one in [ScalarGradient] and one in each backend.
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
    SOFTPLUS("softplus", Typing.FLOAT, 1),
    SIGMOID("sigmoid", Typing.FLOAT, 1),
    LOG1MEXP("log1mexp", Typing.FLOAT, 1),
    LOGADDEXP("logaddexp", Typing.FLOAT, 2, true),
    XLOGY("xlogy", Typing.FLOAT, 2),
    XLOG1PY("xlog1py", Typing.FLOAT, 2),
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
    LGAMMA("gammaln", Typing.FLOAT, 1),
    DIGAMMA("psi", Typing.FLOAT, 1),
    TRIGAMMA("tri_gamma", Typing.FLOAT, 1),
    ERF("erf", Typing.FLOAT, 1),
    ERFC("erfc", Typing.FLOAT, 1),
    ERFCX("erfcx", Typing.FLOAT, 1),
    ERFINV("erfinv", Typing.FLOAT, 1),
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

    Elementwise(String text, Typing typing, int arity, boolean commutes) {
        this.text = text;
        this.typing = typing;
        this.arity = arity;
        this.commutes = commutes;
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
            case FLOAT, ARITHMETIC, SELECT -> first;
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
            result.add(pulled.map(t -> Broadcasting.sumTo(x, t)));
        }
        return result;
    }

    /// The function's name in prints, for example `log1p`.
    @Override
    public String toString() {
        return text;
    }
}
