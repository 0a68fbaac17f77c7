package dev.credence.jvm;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.credence.graph.Elementwise;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/// Writes loops of arithmetic with the Vector API, as flat code: every value is a local of the
/// method, and no vector crosses a call that is not an intrinsic.
///
/// The last vector of a run ends where the run ends, so that some elements may be computed twice.
final class LaneEmitter {
    private static final ClassDesc VECTOR = Wide.described("Vector");
    private static final ClassDesc DOUBLES = Wide.described("DoubleVector");
    private static final ClassDesc LONGS = Wide.described("LongVector");
    private static final ClassDesc SPECIES = Wide.described("VectorSpecies");
    private static final ClassDesc MASK = Wide.described("VectorMask");
    private static final ClassDesc OPERATORS = Wide.described("VectorOperators");
    private static final ClassDesc COMPARISON = Wide.described("VectorOperators$Comparison");
    private static final ClassDesc ARRAY = CD_double.arrayType();

    /// From here on all numbers are integers, and adding this to a smaller one rounds it to one.
    private static final double INTEGERS = 0x1p52;

    private final CodeBuilder code;
    private final Wide wide;
    private final Consumer<Expr> push;
    private final BiConsumer<Slot, Expr> position;
    private final ToIntFunction<Slot> arrays;
    private final IntSupplier fresh;
    private final Map<Expr, Integer> repeated = new LinkedHashMap<>();
    private final Map<Code.Accumulate, Integer> sums = new LinkedHashMap<>();
    private final Map<Expr.Local, Integer> vectors = new HashMap<>();

    /// @param push writes an expression of one number
    /// @param position writes a position in an array
    /// @param arrays the local of an array
    /// @param fresh a new local for an object
    LaneEmitter(
            CodeBuilder code,
            Wide wide,
            Consumer<Expr> push,
            BiConsumer<Slot, Expr> position,
            ToIntFunction<Slot> arrays,
            IntSupplier fresh) {
        this.code = code;
        this.wide = wide;
        this.push = push;
        this.position = position;
        this.arrays = arrays;
        this.fresh = fresh;
    }

    /// Finds what is the same for all elements and repeats it in vectors.
    void prepare(List<Code> body) {
        var own = new HashSet<Expr.Local>();
        for (var c : body) if (c instanceof Code.Let l) own.add(l.local());
        for (var c : body) {
            if (c instanceof Code.Accumulate a) own.add(a.local());
            for (var e : c.expressions()) if (!isIndex(e)) find(e, own);
        }
        repeated.replaceAll((e, _) -> {
            species();
            push.accept(e);
            code.invokestatic(DOUBLES, "broadcast", MethodTypeDesc.of(DOUBLES, SPECIES, CD_double));
            int local = fresh.getAsInt();
            code.astore(local);
            return local;
        });
    }

    private static boolean isIndex(Expr e) {
        return e.kind() == Kind.INT;
    }

    private void find(Expr e, Set<Expr.Local> own) {
        switch (e) {
            case Expr.Local l -> {
                if (!own.contains(l)) repeated.put(l, -1);
            }
            case Expr.Real r -> repeated.put(r, -1);
            case Expr.Scalar s -> {
                for (double c : constants(s.function())) repeated.put(new Expr.Real(c), -1);
                s.inputs().forEach(x -> find(x, own));
            }
            default -> {}
        }
    }

    /// The numbers that the code of a function has in vectors.
    private static double[] constants(Elementwise f) {
        return switch (f) {
            case RECIPROCAL -> new double[] {1};
            case CEIL, FLOOR -> new double[] {1, INTEGERS};
            default -> new double[0];
        };
    }

    /// Makes a vector of zeros for each sum.
    void startSums(List<Code> body) {
        for (var c : body) {
            if (!(c instanceof Code.Accumulate a)) continue;
            species();
            code.invokestatic(DOUBLES, "zero", MethodTypeDesc.of(DOUBLES, SPECIES));
            sums.put(a, fresh.getAsInt());
            code.astore(sums.get(a));
        }
    }

    /// Adds the lanes of each sum to its number, in their order, whatever the JIT makes of it.
    void endSums(ToIntFunction<Expr.Local> locals) {
        sums.forEach((a, vector) -> {
            int local = locals.applyAsInt(a.local());
            code.dload(local);
            for (int lane = 0; lane < wide.lanes(); lane++) {
                code.aload(vector).loadConstant(lane);
                code.invokevirtual(DOUBLES, "lane", MethodTypeDesc.of(CD_double, CD_int));
                code.dadd();
            }
            code.dstore(local);
        });
    }

    void statement(Code c) {
        switch (c) {
            case Code.Accumulate a -> {
                code.aload(sums.get(a));
                vector(a.value());
                apply("add");
                code.astore(sums.get(a));
            }
            case Code.Let l -> {
                vector(l.value());
                int local = fresh.getAsInt();
                vectors.put(l.local(), local);
                code.astore(local);
            }
            case Code.Store s -> {
                vector(s.value());
                store(s.slot(), s.index());
            }
            case Code.Fold f -> {
                load(f.slot(), f.index());
                vector(f.value());
                apply("add");
                store(f.slot(), f.index());
            }
            default -> throw new AssertionError(c);
        }
    }

    private void species() {
        code.getstatic(DOUBLES, wide.species(), SPECIES);
    }

    private void vector(Expr e) {
        var known = repeated.get(e);
        if (known != null) {
            code.aload(known);
            return;
        }
        switch (e) {
            case Expr.Local l -> code.aload(vectors.get(l));
            case Expr.Load l -> load(l.slot(), l.index());
            case Expr.Scalar s -> function(s);
            default -> throw new AssertionError(e);
        }
    }

    private void load(Slot slot, Expr index) {
        species();
        code.aload(arrays.applyAsInt(slot));
        position.accept(slot, index);
        code.invokestatic(DOUBLES, "fromArray", MethodTypeDesc.of(DOUBLES, SPECIES, ARRAY, CD_int));
    }

    private void store(Slot slot, Expr index) {
        code.aload(arrays.applyAsInt(slot));
        position.accept(slot, index);
        code.invokevirtual(DOUBLES, "intoArray", MethodTypeDesc.of(CD_void, ARRAY, CD_int));
    }

    private void function(Expr.Scalar s) {
        var f = s.function();
        switch (f) {
            case ADD -> binary(s, "add");
            case SUBTRACT -> binary(s, "sub");
            case MULTIPLY -> binary(s, "mul");
            case DIVIDE -> binary(s, "div");
            case MAXIMUM -> binary(s, "max");
            case MINIMUM -> binary(s, "min");
            case NEGATE -> unary(s, "neg");
            case SQRT -> unary(s, "sqrt");
            case ABS -> unary(s, "abs");
            case SQUARE -> {
                vector(s.inputs().getFirst());
                code.dup();
                apply("mul");
            }
            case RECIPROCAL -> {
                vector(new Expr.Real(1));
                vector(s.inputs().getFirst());
                apply("div");
            }
            case SELECT -> {
                vector(s.inputs().get(2));
                vector(s.inputs().get(1));
                vector(s.inputs().get(0));
                blend();
            }
            case CEIL -> rounded(s.inputs().getFirst(), "LT", "add");
            case FLOOR -> rounded(s.inputs().getFirst(), "GT", "sub");
            case EQUAL -> compare(s, "EQ");
            case NOT_EQUAL -> compare(s, "NE");
            case LESS -> compare(s, "LT");
            case LESS_EQUAL -> compare(s, "LE");
            case GREATER -> compare(s, "GT");
            case GREATER_EQUAL -> compare(s, "GE");
            default -> throw new AssertionError(f);
        }
    }

    private void unary(Expr.Scalar s, String name) {
        vector(s.inputs().getFirst());
        code.invokevirtual(DOUBLES, name, MethodTypeDesc.of(DOUBLES));
    }

    private void binary(Expr.Scalar s, String name) {
        s.inputs().forEach(this::vector);
        apply(name);
    }

    private void apply(String name) {
        code.invokevirtual(DOUBLES, name, MethodTypeDesc.of(DOUBLES, VECTOR));
    }

    private void compare(Expr.Scalar s, String operator) {
        compare(() -> vector(s.inputs().get(0)), operator, () -> vector(s.inputs().get(1)));
    }

    private void compare(Runnable left, String operator, Runnable right) {
        left.run();
        code.getstatic(OPERATORS, operator, COMPARISON);
        right.run();
        code.invokevirtual(DOUBLES, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
    }

    private void blend() {
        code.invokevirtual(DOUBLES, "blend", MethodTypeDesc.of(DOUBLES, VECTOR, MASK));
    }

    /// The nearest integer, and the next one where that is on the wrong side.
    private void rounded(Expr argument, String wrongSide, String toNext) {
        int x = fresh.getAsInt();
        int sign = fresh.getAsInt();
        int nearest = fresh.getAsInt();
        vector(argument);
        code.dup().dup().astore(x);
        code.invokevirtual(DOUBLES, "reinterpretAsLongs", MethodTypeDesc.of(LONGS));
        code.loadConstant(Long.MIN_VALUE);
        code.invokevirtual(LONGS, "and", MethodTypeDesc.of(LONGS, CD_long)).astore(sign);
        absolute();
        constant(INTEGERS);
        apply("add");
        constant(INTEGERS);
        apply("sub");
        signed(sign);
        code.dup().dup().astore(nearest);
        constant(1);
        apply(toNext);
        compare(() -> code.aload(nearest), wrongSide, () -> code.aload(x));
        blend();
        signed(sign);
        code.aload(x);
        compare(
                () -> {
                    code.aload(x);
                    absolute();
                },
                "LT",
                () -> constant(INTEGERS));
        code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
        blend();
    }

    private void absolute() {
        code.invokevirtual(DOUBLES, "abs", MethodTypeDesc.of(DOUBLES));
    }

    /// Gives a negative sign to what has none, zeros too.
    private void signed(int sign) {
        code.invokevirtual(DOUBLES, "reinterpretAsLongs", MethodTypeDesc.of(LONGS));
        code.aload(sign);
        code.invokevirtual(LONGS, "or", MethodTypeDesc.of(LONGS, VECTOR));
        code.invokevirtual(LONGS, "reinterpretAsDoubles", MethodTypeDesc.of(DOUBLES));
    }

    private void constant(double value) {
        vector(new Expr.Real(value));
    }
}
