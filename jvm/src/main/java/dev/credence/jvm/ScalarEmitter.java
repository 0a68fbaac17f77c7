package dev.credence.jvm;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.credence.array.ElementaryFunctions;
import dev.credence.graph.Elementwise;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.function.Consumer;

/// Writes the bytecode of scalar functions: one arm for each [Elementwise].
final class ScalarEmitter {
    private static final ClassDesc MATH = described(Math.class);
    private static final ClassDesc ELEMENTARY = described(ElementaryFunctions.class);
    private static final ClassDesc SCALARS = described(Scalars.class);

    private final CodeBuilder code;
    private final Consumer<Expr> push;

    ScalarEmitter(CodeBuilder code, Consumer<Expr> push) {
        this.code = code;
        this.push = push;
    }

    private static ClassDesc described(Class<?> c) {
        return c.describeConstable().orElseThrow();
    }

    void emit(Expr.Scalar s) {
        if (s.function() == Elementwise.SELECT) {
            select(s);
            return;
        }
        s.inputs().forEach(push);
        if (s.function() == Elementwise.SQUARE) {
            if (s.operands() == Kind.DOUBLE) code.dup2().dmul();
            else code.dup2().lmul();
        } else function(s.function(), s.operands());
    }

    private void select(Expr.Scalar s) {
        var otherwise = code.newLabel();
        var end = code.newLabel();
        push.accept(s.inputs().get(0));
        code.ifeq(otherwise);
        push.accept(s.inputs().get(1));
        code.goto_(end).labelBinding(otherwise);
        push.accept(s.inputs().get(2));
        code.labelBinding(end);
    }

    /// Applies a function to operands of the given kind on the stack.
    void function(Elementwise f, Kind operands) {
        switch (f.typing()) {
            case FLOAT -> real(f);
            case ARITHMETIC -> {
                if (operands == Kind.LONG) whole(f);
                else real(f);
            }
            case INTEGER -> whole(f);
            case COMPARISON -> compare(f, operands);
            case LOGICAL -> logical(f);
            case TEST ->
                    code.invokestatic(
                            described(Double.class),
                            f == Elementwise.IS_NAN ? "isNaN" : "isInfinite",
                            MethodTypeDesc.of(CD_boolean, CD_double));
            case CAST -> cast(f, operands);
            case SELECT -> throw new AssertionError(f);
        }
    }

    private void real(Elementwise f) {
        if (f.method().isPresent()) {
            var method = f.method().get();
            call(described(method.owner()), method.name(), method.arity());
            return;
        }
        switch (f) {
            case ADD -> code.dadd();
            case SUBTRACT -> code.dsub();
            case MULTIPLY -> code.dmul();
            case DIVIDE -> code.ddiv();
            case NEGATE -> code.dneg();
            case SQUARE -> code.dup2().dmul();
            case FLOOR_DIVIDE -> call(ELEMENTARY, "floorDivide", 2);
            case MODULO -> call(ELEMENTARY, "modulo", 2);
            case RECIPROCAL -> call(SCALARS, "reciprocal", 1);
            case TRUNCATE -> call(ELEMENTARY, "truncate", 1);
            case POWER -> call(MATH, "pow", 2);
            case SQRT -> call(MATH, "sqrt", 1);
            case ABS -> call(MATH, "abs", 1);
            case SIGN -> call(MATH, "signum", 1);
            case FLOOR -> call(MATH, "floor", 1);
            case CEIL -> call(MATH, "ceil", 1);
            case ROUND -> call(MATH, "rint", 1);
            case MAXIMUM -> call(MATH, "max", 2);
            case MINIMUM -> call(MATH, "min", 2);
            case EXP -> call(MATH, "exp", 1);
            case EXPM1 -> call(MATH, "expm1", 1);
            case LOG -> call(MATH, "log", 1);
            case LOG1P -> call(MATH, "log1p", 1);
            case SIN -> call(MATH, "sin", 1);
            case COS -> call(MATH, "cos", 1);
            case TAN -> call(MATH, "tan", 1);
            case ARCSIN -> call(MATH, "asin", 1);
            case ARCCOS -> call(MATH, "acos", 1);
            case ARCTAN -> call(MATH, "atan", 1);
            case ARCTAN2 -> call(MATH, "atan2", 2);
            case SINH -> call(MATH, "sinh", 1);
            case COSH -> call(MATH, "cosh", 1);
            case TANH -> call(MATH, "tanh", 1);
            default -> throw new AssertionError(f);
        }
    }

    private void call(ClassDesc owner, String name, int arity) {
        var parameters = new ClassDesc[arity];
        Arrays.fill(parameters, CD_double);
        code.invokestatic(owner, name, MethodTypeDesc.of(CD_double, parameters));
    }

    private void whole(Elementwise f) {
        switch (f) {
            case ADD -> code.ladd();
            case SUBTRACT -> code.lsub();
            case MULTIPLY -> code.lmul();
            case NEGATE -> code.lneg();
            case SQUARE -> code.dup2().lmul();
            case FLOOR_DIVIDE -> callWhole(ELEMENTARY, "floorDivide", 2);
            case MODULO -> callWhole(ELEMENTARY, "modulo", 2);
            case ABS -> callWhole(MATH, "abs", 1);
            case SIGN -> callWhole(SCALARS, "sign", 1);
            case MAXIMUM -> callWhole(MATH, "max", 2);
            case MINIMUM -> callWhole(MATH, "min", 2);
            case BIT_AND -> code.land();
            case BIT_OR -> code.lor();
            case BIT_XOR -> code.lxor();
            case BIT_NOT -> code.loadConstant(-1L).lxor();
            case SHIFT_LEFT -> callWhole(ELEMENTARY, "shiftLeft", 2);
            case SHIFT_RIGHT -> callWhole(ELEMENTARY, "shiftRight", 2);
            default -> throw new AssertionError(f);
        }
    }

    private void callWhole(ClassDesc owner, String name, int arity) {
        var parameters = new ClassDesc[arity];
        Arrays.fill(parameters, CD_long);
        code.invokestatic(owner, name, MethodTypeDesc.of(CD_long, parameters));
    }

    /// Comparisons of doubles with NaN are false, unequal excepted.
    private void compare(Elementwise f, Kind operands) {
        boolean less = f == Elementwise.LESS || f == Elementwise.LESS_EQUAL;
        switch (operands) {
            case DOUBLE -> {
                if (less) code.dcmpg();
                else code.dcmpl();
            }
            case LONG -> code.lcmp();
            case BOOL, INT -> code.isub();
        }
        truth(
                switch (f) {
                    case EQUAL -> Opcode.IFEQ;
                    case NOT_EQUAL -> Opcode.IFNE;
                    case LESS -> Opcode.IFLT;
                    case LESS_EQUAL -> Opcode.IFLE;
                    case GREATER -> Opcode.IFGT;
                    case GREATER_EQUAL -> Opcode.IFGE;
                    default -> throw new AssertionError(f);
                });
    }

    /// 1 if the branch is taken, else 0.
    private void truth(Opcode branch) {
        var taken = code.newLabel();
        var end = code.newLabel();
        code.branch(branch, taken).iconst_0().goto_(end);
        code.labelBinding(taken).iconst_1().labelBinding(end);
    }

    private void logical(Elementwise f) {
        switch (f) {
            case AND -> code.iand();
            case OR -> code.ior();
            case XOR -> code.ixor();
            case NOT -> code.iconst_1().ixor();
            default -> throw new AssertionError(f);
        }
    }

    private void cast(Elementwise f, Kind from) {
        switch (f) {
            case TO_FLOAT64 -> {
                if (from == Kind.LONG) code.l2d();
                if (from == Kind.BOOL) code.i2d();
            }
            case TO_INT64 -> {
                if (from == Kind.DOUBLE) code.d2l();
                if (from == Kind.BOOL) code.i2l();
            }
            case TO_BOOL -> {
                if (from == Kind.DOUBLE) code.dconst_0().dcmpl();
                if (from == Kind.LONG) code.lconst_0().lcmp();
                if (from != Kind.BOOL) truth(Opcode.IFNE);
            }
            case TO_FLOAT32 -> {
                if (from == Kind.DOUBLE) code.d2f();
                if (from == Kind.LONG) code.l2f();
                if (from == Kind.BOOL) code.i2f();
                code.f2d();
            }
            case TO_INT32 -> {
                if (from == Kind.DOUBLE) code.d2i();
                if (from == Kind.LONG) code.l2i();
                code.i2l();
            }
            default -> throw new AssertionError(f);
        }
    }
}
