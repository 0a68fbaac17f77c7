package dev.credence.graph;

import static dev.credence.graph.Tensors.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Scalar functions applied element by element: one constant a function, with its typing and its
/// derivatives.
///
/// All inputs have one rank; along each axis their lengths are equal, or known to be one and then
/// repeated. [Tensors] pads ranks and inserts casts. A new function costs a constant here, an arm
/// in [ScalarEvaluation] and an arm in each backend.
public enum Elementwise implements CoreOp {
    ADD("add", Typing.ARITHMETIC, true, (x, y) -> one(), (x, y) -> one()),
    SUBTRACT("sub", Typing.ARITHMETIC, (x, y) -> one(), (x, y) -> constant(-1)),
    MULTIPLY("mul", Typing.ARITHMETIC, true, (x, y) -> x.get(1), (x, y) -> x.get(0)),
    DIVIDE(
            "true_div",
            Typing.FLOAT,
            (x, y) -> reciprocal(x.get(1)),
            (x, y) -> negate(divide(y, x.get(1)))),
    FLOOR_DIVIDE("floor_div", Typing.ARITHMETIC, Derivative.ZERO, Derivative.ZERO),
    MODULO(
            "mod",
            Typing.ARITHMETIC,
            (x, y) -> one(),
            (x, y) -> negate(floorDivide(x.get(0), x.get(1)))),
    POWER(
            "pow",
            Typing.FLOAT,
            (x, y) -> multiply(x.get(1), pow(x.get(0), subtract(x.get(1), one()))),
            (x, y) -> select(equal(x.get(0), zero()), zero(), multiply(y, log(x.get(0))))),
    NEGATE("neg", Typing.ARITHMETIC, (x, y) -> constant(-1)),
    RECIPROCAL("reciprocal", Typing.FLOAT, (x, y) -> negate(square(y))),
    SQUARE("sqr", Typing.ARITHMETIC, (x, y) -> multiply(constant(2), x.get(0))),
    SQRT("sqrt", Typing.FLOAT, (x, y) -> divide(constant(0.5), y)),
    ABS("abs", Typing.ARITHMETIC, (x, y) -> sign(x.get(0))),
    SIGN("sign", Typing.ARITHMETIC, Derivative.ZERO),
    FLOOR("floor", Typing.FLOAT, Derivative.ZERO),
    CEIL("ceil", Typing.FLOAT, Derivative.ZERO),
    ROUND("round", Typing.FLOAT, Derivative.ZERO),
    TRUNCATE("trunc", Typing.FLOAT, Derivative.ZERO),
    MAXIMUM(
            "maximum",
            Typing.ARITHMETIC,
            true,
            (x, y) -> cast(greaterEqual(x.get(0), x.get(1)), DType.FLOAT64),
            (x, y) -> cast(less(x.get(0), x.get(1)), DType.FLOAT64)),
    MINIMUM(
            "minimum",
            Typing.ARITHMETIC,
            true,
            (x, y) -> cast(lessEqual(x.get(0), x.get(1)), DType.FLOAT64),
            (x, y) -> cast(greater(x.get(0), x.get(1)), DType.FLOAT64)),
    EXP("exp", Typing.FLOAT, (x, y) -> y),
    EXPM1("expm1", Typing.FLOAT, (x, y) -> exp(x.get(0))),
    LOG("log", Typing.FLOAT, (x, y) -> reciprocal(x.get(0))),
    LOG1P("log1p", Typing.FLOAT, (x, y) -> reciprocal(add(one(), x.get(0)))),
    SOFTPLUS("softplus", Typing.FLOAT, (x, y) -> sigmoid(x.get(0))),
    SIGMOID("sigmoid", Typing.FLOAT, (x, y) -> multiply(y, sigmoid(negate(x.get(0))))),
    LOG1MEXP("log1mexp", Typing.FLOAT, (x, y) -> negate(reciprocal(expm1(negate(x.get(0)))))),
    LOGADDEXP(
            "logaddexp",
            Typing.FLOAT,
            true,
            (x, y) -> sigmoid(subtract(x.get(0), x.get(1))),
            (x, y) -> sigmoid(subtract(x.get(1), x.get(0)))),
    XLOGY("xlogy", Typing.FLOAT, (x, y) -> log(x.get(1)), (x, y) -> divide(x.get(0), x.get(1))),
    XLOG1PY(
            "xlog1py",
            Typing.FLOAT,
            (x, y) -> log1p(x.get(1)),
            (x, y) -> divide(x.get(0), add(one(), x.get(1)))),
    SIN("sin", Typing.FLOAT, (x, y) -> cos(x.get(0))),
    COS("cos", Typing.FLOAT, (x, y) -> negate(sin(x.get(0)))),
    TAN("tan", Typing.FLOAT, (x, y) -> add(one(), square(y))),
    ARCSIN("arcsin", Typing.FLOAT, (x, y) -> reciprocal(sqrt(subtract(one(), square(x.get(0)))))),
    ARCCOS(
            "arccos",
            Typing.FLOAT,
            (x, y) -> negate(reciprocal(sqrt(subtract(one(), square(x.get(0))))))),
    ARCTAN("arctan", Typing.FLOAT, (x, y) -> reciprocal(add(one(), square(x.get(0))))),
    ARCTAN2(
            "arctan2",
            Typing.FLOAT,
            (x, y) -> divide(x.get(1), add(square(x.get(0)), square(x.get(1)))),
            (x, y) -> negate(divide(x.get(0), add(square(x.get(0)), square(x.get(1)))))),
    SINH("sinh", Typing.FLOAT, (x, y) -> cosh(x.get(0))),
    COSH("cosh", Typing.FLOAT, (x, y) -> sinh(x.get(0))),
    TANH("tanh", Typing.FLOAT, (x, y) -> subtract(one(), square(y))),
    LGAMMA("gammaln", Typing.FLOAT, (x, y) -> digamma(x.get(0))),
    DIGAMMA("psi", Typing.FLOAT, (x, y) -> trigamma(x.get(0))),
    TRIGAMMA("tri_gamma", Typing.FLOAT, Derivative.MISSING),
    ERF("erf", Typing.FLOAT, (x, y) -> gaussian(x.get(0))),
    ERFC("erfc", Typing.FLOAT, (x, y) -> negate(gaussian(x.get(0)))),
    ERFCX(
            "erfcx",
            Typing.FLOAT,
            (x, y) ->
                    subtract(
                            multiply(multiply(constant(2), x.get(0)), y),
                            constant(2 / Math.sqrt(Math.PI)))),
    ERFINV(
            "erfinv",
            Typing.FLOAT,
            (x, y) -> multiply(constant(Math.sqrt(Math.PI) / 2), exp(square(y)))),
    EQUAL("eq", Typing.COMPARISON, true, Derivative.ZERO, Derivative.ZERO),
    NOT_EQUAL("neq", Typing.COMPARISON, true, Derivative.ZERO, Derivative.ZERO),
    LESS("lt", Typing.COMPARISON, Derivative.ZERO, Derivative.ZERO),
    LESS_EQUAL("le", Typing.COMPARISON, Derivative.ZERO, Derivative.ZERO),
    GREATER("gt", Typing.COMPARISON, Derivative.ZERO, Derivative.ZERO),
    GREATER_EQUAL("ge", Typing.COMPARISON, Derivative.ZERO, Derivative.ZERO),
    AND("and", Typing.LOGICAL, true, Derivative.ZERO, Derivative.ZERO),
    OR("or", Typing.LOGICAL, true, Derivative.ZERO, Derivative.ZERO),
    XOR("xor", Typing.LOGICAL, true, Derivative.ZERO, Derivative.ZERO),
    NOT("invert", Typing.LOGICAL, Derivative.ZERO),
    IS_NAN("isnan", Typing.TEST, Derivative.ZERO),
    IS_INF("isinf", Typing.TEST, Derivative.ZERO),
    /// `select(condition, a, b)`: `a` where the condition holds, `b` elsewhere; both are evaluated.
    SELECT("switch", Typing.SELECT, Derivative.ZERO, Derivative.ZERO, Derivative.ZERO),
    TO_FLOAT64("cast{float64}", Typing.CAST, (x, y) -> one()),
    TO_INT64("cast{int64}", Typing.CAST, Derivative.ZERO),
    TO_BOOL("cast{bool}", Typing.CAST, Derivative.ZERO);

    /// What dtypes a function takes and gives.
    public enum Typing {
        /// float64 inputs and output.
        FLOAT,
        /// int64 or float64 inputs of one dtype, which is the output's.
        ARITHMETIC,
        /// Inputs of one dtype, a bool output.
        COMPARISON,
        /// bool inputs and output.
        LOGICAL,
        /// A float64 input, a bool output.
        TEST,
        /// A bool, then two of one dtype, which is the output's.
        SELECT,
        /// Any input; the output's dtype is in the name.
        CAST
    }

    /// The partial derivative with respect to one input, as graph of the inputs `x` and the output
    /// `y`.
    private interface Derivative {
        Derivative ZERO = (x, y) -> zero();
        Derivative MISSING =
                (x, y) -> {
                    throw new GraphException(
                            "op '%s' has no derivative; the next polygamma function would be needed"
                                    .formatted(y));
                };

        Tensor at(List<Tensor> x, Tensor y);
    }

    private final String text;
    private final Typing typing;
    private final boolean commutes;
    private final List<Derivative> derivatives;

    Elementwise(String text, Typing typing, boolean commutes, Derivative... derivatives) {
        this.text = text;
        this.typing = typing;
        this.commutes = commutes;
        this.derivatives = List.of(derivatives);
    }

    Elementwise(String text, Typing typing, Derivative... derivatives) {
        this(text, typing, false, derivatives);
    }

    public int arity() {
        return derivatives.size();
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
        boolean same =
                inputs.stream()
                        .skip(typing == Typing.SELECT ? 1 : 0)
                        .allMatch(t -> t.dtype() == first);
        boolean accepted =
                switch (typing) {
                    case FLOAT, TEST -> same && first == DType.FLOAT64;
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
            case FLOAT -> DType.FLOAT64;
            case ARITHMETIC, SELECT -> first;
            case COMPARISON, LOGICAL, TEST -> DType.BOOL;
            case CAST ->
                    switch (this) {
                        case TO_INT64 -> DType.INT64;
                        case TO_BOOL -> DType.BOOL;
                        default -> DType.FLOAT64;
                    };
        };
    }

    @Override
    public List<NdArray> perform(Apply node, List<NdArray> inputs) {
        return List.of(ScalarEvaluation.evaluate(this, node.output().dtype(), inputs));
    }

    @Override
    public List<Optional<Tensor>> pullback(Apply node, List<Optional<Tensor>> cotangents) {
        var result = new ArrayList<Optional<Tensor>>();
        for (int i = 0; i < arity(); i++) {
            result.add(
                    node.input(i).dtype() == DType.FLOAT64
                            ? cotangent(node, i, cotangents.getFirst().orElseThrow())
                            : Optional.empty());
        }
        return result;
    }

    private Optional<Tensor> cotangent(Apply node, int i, Tensor g) {
        var x = node.input(i);
        if (this == SELECT) {
            var zero = zero();
            var taken = i == 1 ? select(node.input(0), g, zero) : select(node.input(0), zero, g);
            return Optional.of(Broadcasting.sumTo(x, taken));
        }
        if (derivatives.get(i) == Derivative.ZERO) return Optional.empty();
        var partial = derivatives.get(i).at(node.inputs(), node.output());
        Tensor product;
        if (partial instanceof Constant c && c.isAll(1)) product = g;
        else if (partial instanceof Constant c && c.isAll(-1)) product = negate(g);
        else product = multiply(g, partial);
        return Optional.of(Broadcasting.sumTo(x, product));
    }

    private static Tensor one() {
        return constant(1);
    }

    private static Tensor zero() {
        return constant(0);
    }

    /// `2/sqrt(pi) exp(-x^2)`, the derivative of erf.
    private static Tensor gaussian(Tensor x) {
        return multiply(constant(2 / Math.sqrt(Math.PI)), exp(negate(square(x))));
    }

    /// The function's name in prints, for example `log1p`.
    @Override
    public String toString() {
        return text;
    }
}
