package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.ElementaryFunctions;
import dev.credence.array.NdArray;

import java.util.List;

/// Evaluates the scalar functions one element at a time: the interpreter's form of [Elementwise].
final class ScalarEvaluation {
    private ScalarEvaluation() {}

    static NdArray evaluate(Elementwise f, DType result, List<NdArray> inputs) {
        int rank = inputs.getFirst().rank();
        var shape = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = 1;
            for (var x : inputs) if (x.dim(axis) != 1) shape[axis] = x.dim(axis);
        }
        for (var x : inputs) {
            for (int axis = 0; axis < rank; axis++) {
                if (x.dim(axis) != shape[axis] && x.dim(axis) != 1) {
                    throw new GraphException(
                            "%s: shapes %s do not broadcast"
                                    .formatted(
                                            f,
                                            inputs.stream()
                                                    .map(i -> NdArray.shapeText(i.shape()))
                                                    .toList()));
                }
            }
        }
        var repeated = inputs.stream().map(x -> ReferenceLoops.broadcastTo(x, shape)).toList();
        var out = NdArray.zeros(result, shape);
        boolean integers =
                result == DType.INT64
                        && (f.typing() == Elementwise.Typing.ARITHMETIC
                                || f.typing() == Elementwise.Typing.INTEGER);
        for (int i = 0; i < out.size(); i++) {
            switch (out.storage()) {
                case double[] d -> d[i] = real(f, repeated, i);
                case long[] l -> l[i] = integers ? integer(f, repeated, i) : chosen(repeated, i);
                case boolean[] b -> b[i] = truth(f, repeated, i);
                default -> throw new AssertionError(out);
            }
        }
        return out;
    }

    private static double real(Elementwise f, List<NdArray> in, int i) {
        if (f == Elementwise.SELECT)
            return in.get(0).booleans()[i] ? in.get(1).doubles()[i] : in.get(2).doubles()[i];
        var arguments = new double[in.size()];
        for (int k = 0; k < arguments.length; k++) arguments[k] = in.get(k).element(i);
        if (StrictEvaluation.isAsked() && StrictEvaluation.of(f).isPresent()) {
            double second = arguments.length > 1 ? arguments[1] : 0;
            return StrictEvaluation.of(f).get().applyAsDouble(arguments[0], second);
        }
        return real(f, arguments);
    }

    /// The functions of doubles that give a double.
    static double real(Elementwise f, double... arguments) {
        if (f.method().isPresent()) return f.method().get().apply(arguments);
        double x = arguments[0];
        double y = arguments.length > 1 ? arguments[1] : 0;
        return switch (f) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case FLOOR_DIVIDE -> ElementaryFunctions.floorDivide(x, y);
            case MODULO -> ElementaryFunctions.modulo(x, y);
            case POWER -> Math.pow(x, y);
            case NEGATE -> -x;
            case RECIPROCAL -> 1 / x;
            case SQUARE -> x * x;
            case SQRT -> Math.sqrt(x);
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case TRUNCATE -> ElementaryFunctions.truncate(x);
            case MAXIMUM -> Math.max(x, y);
            case MINIMUM -> Math.min(x, y);
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case ARCSIN -> Math.asin(x);
            case ARCCOS -> Math.acos(x);
            case ARCTAN -> Math.atan(x);
            case ARCTAN2 -> Math.atan2(x, y);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case TANH -> Math.tanh(x);
            default -> throw new AssertionError(f);
        };
    }

    private static long integer(Elementwise f, List<NdArray> in, int i) {
        long x = in.get(0).longs()[i];
        long y = in.size() > 1 ? in.get(1).longs()[i] : 0;
        return integer(f, x, y);
    }

    /// The arithmetic of int64.
    static long integer(Elementwise f, long x, long y) {
        return switch (f) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case FLOOR_DIVIDE -> ElementaryFunctions.floorDivide(x, y);
            case MODULO -> ElementaryFunctions.modulo(x, y);
            case NEGATE -> -x;
            case SQUARE -> x * x;
            case ABS -> Math.abs(x);
            case SIGN -> Long.signum(x);
            case MAXIMUM -> Math.max(x, y);
            case MINIMUM -> Math.min(x, y);
            case BIT_AND -> x & y;
            case BIT_OR -> x | y;
            case BIT_XOR -> x ^ y;
            case BIT_NOT -> ~x;
            case SHIFT_LEFT -> ElementaryFunctions.shiftLeft(x, y);
            case SHIFT_RIGHT -> ElementaryFunctions.shiftRight(x, y);
            default -> throw new AssertionError(f);
        };
    }

    private static long chosen(List<NdArray> in, int i) {
        return in.get(0).booleans()[i] ? in.get(1).longs()[i] : in.get(2).longs()[i];
    }

    private static boolean truth(Elementwise f, List<NdArray> in, int i) {
        if (f == Elementwise.SELECT)
            return in.get(0).booleans()[i] ? in.get(1).booleans()[i] : in.get(2).booleans()[i];
        if (in.getFirst().storage() instanceof long[] x && in.size() == 2) {
            return compared(f, Long.compare(x[i], in.get(1).longs()[i]));
        }
        double x = in.get(0).element(i);
        double y = in.size() > 1 ? in.get(1).element(i) : 0;
        return truth(f, x, y);
    }

    private static boolean compared(Elementwise f, int order) {
        return truth(f, order, 0);
    }

    /// The functions that give a truth value; a bool input is 0 or 1.
    static boolean truth(Elementwise f, double x, double y) {
        return switch (f) {
            case EQUAL -> x == y;
            case NOT_EQUAL, XOR -> x != y;
            case LESS -> x < y;
            case LESS_EQUAL -> x <= y;
            case GREATER -> x > y;
            case GREATER_EQUAL -> x >= y;
            case AND -> x != 0 && y != 0;
            case OR -> x != 0 || y != 0;
            case NOT -> x == 0;
            case IS_NAN -> Double.isNaN(x);
            case IS_INF -> Double.isInfinite(x);
            default -> throw new AssertionError(f);
        };
    }
}
