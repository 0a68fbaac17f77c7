package dev.credence.jvm;

import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.credence.array.Kernels;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the bytecode of one method from kernel IR; its parameters are the three tables.
final class MethodEmitter {
    private static final ClassDesc FAILURE = described(Failure.class);
    private static final ClassDesc CALL = described(Call.class);
    private static final ClassDesc KERNELS = described(Kernels.class);
    private static final ClassDesc MATH = described(Math.class);
    private static final ClassDesc TABLE = CD_Object.arrayType();

    private final CodeBuilder code;
    private final List<Code> body;
    private final GivenFunctions given;
    private final ScalarEmitter scalars;
    private final Map<Slot, Integer> arrays = new LinkedHashMap<>();
    private final Map<Slot, Integer> bases = new HashMap<>();
    private final Map<Expr.Local, Integer> locals = new HashMap<>();
    private final List<List<Integer>> free = List.of(new ArrayList<>(), new ArrayList<>());
    private int next = 3;
    private int kernels = -1;

    MethodEmitter(CodeBuilder code, List<Code> body, GivenFunctions given) {
        this.code = code;
        this.given = given;
        this.body = body;
        this.scalars = new ScalarEmitter(code, this::push);
    }

    private static ClassDesc described(Class<?> c) {
        return c.describeConstable().orElseThrow();
    }

    void emit() {
        findArrays(body);
        arrays.forEach((slot, local) -> {
            code.aload(slot.table().ordinal()).loadConstant(slot.index()).aaload();
            code.checkcast(ClassDesc.ofDescriptor(slot.kind().array)).astore(local);
        });
        arrays.keySet().forEach(slot -> slot.base().ifPresent(b -> base(slot, b)));
        if (kernels >= 0) {
            object(Memory.KERNELS, KERNELS);
            code.astore(kernels);
        }
        statements(body);
        code.return_();
    }

    private void base(Slot slot, Slot.Base base) {
        code.aload(Slot.Table.INPUTS.ordinal()).loadConstant(base.input()).aaload();
        code.checkcast(CD_int.arrayType()).loadConstant(base.index()).iaload();
        bases.put(slot, next);
        code.istore(next++);
    }

    private void findArrays(List<Code> list) {
        for (var c : list) {
            switch (c) {
                case Code.Store s -> array(s.slot());
                case Code.Fold f -> array(f.slot());
                case Code.Let _,
                        Code.Accumulate _,
                        Code.Loop _,
                        Code.Lanes _,
                        Code.Run _,
                        Code.Perform _,
                        Code.Demand _ -> {}
            }
            for (var e : c.expressions()) findArrays(e);
            findArrays(c.body());
        }
    }

    private void findArrays(Expr e) {
        if (e instanceof Expr.Load l) array(l.slot());
        if (e instanceof Expr.Array a) array(a.slot());
        if (e instanceof Expr.Passing && kernels < 0) kernels = next++;
        e.parts().forEach(this::findArrays);
    }

    private void array(Slot slot) {
        arrays.computeIfAbsent(slot, _ -> next++);
    }

    /// Writes a list of statements; a local is given up after the last statement that mentions it.
    private void statements(List<Code> list) {
        Map<Expr.Local, Integer> last = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            var defined = definedBy(list.get(i));
            if (defined != null) last.put(defined, i);
            mention(list.get(i), i, last);
        }
        List<List<Expr.Local>> ending = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) ending.add(new ArrayList<>());
        last.forEach((local, i) -> ending.get(i).add(local));
        for (int i = 0; i < list.size(); i++) {
            statement(list.get(i));
            ending.get(i).forEach(this::release);
        }
    }

    private static Expr.Local definedBy(Code c) {
        return c instanceof Code.Let l ? l.local() : null;
    }

    private static void mention(Code c, int at, Map<Expr.Local, Integer> last) {
        for (var e : c.expressions()) mention(e, at, last);
        for (var inner : c.body()) mention(inner, at, last);
    }

    private static void mention(Expr e, int at, Map<Expr.Local, Integer> last) {
        if (e instanceof Expr.Local l) last.replace(l, at);
        for (var part : e.parts()) mention(part, at, last);
    }

    private int define(Expr.Local local) {
        int width = local.kind().width();
        var reusable = free.get(width - 1);
        int at = reusable.isEmpty() ? next : reusable.removeLast();
        if (at == next) next += width;
        locals.put(local, at);
        return at;
    }

    private void release(Expr.Local local) {
        free.get(local.kind().width() - 1).add(locals.remove(local));
    }

    private void statement(Code c) {
        switch (c) {
            case Code.Let l -> {
                push(l.value());
                code.storeLocal(l.local().kind().type, define(l.local()));
            }
            case Code.Accumulate a -> {
                var kind = a.local().kind();
                push(Folds.fold(a.fold(), kind, a.local(), a.value()));
                code.storeLocal(kind.type, locals.get(a.local()));
            }
            case Code.Store s -> {
                code.aload(arrays.get(s.slot()));
                position(s.slot(), s.index());
                push(s.value());
                store(s.slot().kind());
            }
            case Code.Fold f -> fold(f);
            case Code.Loop l -> loop(l);
            case Code.Lanes l -> lanes(l);
            case Code.Run r -> {
                push(r.call());
                if (!r.call().routine().returnsNothing()) drop(r.call().kind());
            }
            case Code.Perform p -> {
                object(p.performed(), CALL);
                code.aload(0).aload(1).aload(2);
                code.invokeinterface(CALL, "run", MethodTypeDesc.of(CD_void, TABLE, TABLE, TABLE));
            }
            case Code.Demand d -> {
                push(d.condition());
                var holds = code.newLabel();
                code.ifne(holds);
                object(d.failure(), FAILURE);
                code.invokeinterface(
                        FAILURE, "unmet", MethodTypeDesc.of(described(RuntimeException.class)));
                code.athrow().labelBinding(holds);
            }
        }
    }

    private void drop(Kind kind) {
        if (kind.width() == 2) code.pop2();
        else code.pop();
    }

    private void object(int index, ClassDesc type) {
        code.aload(Slot.Table.MEMORY.ordinal()).loadConstant(index).aaload().checkcast(type);
    }

    /// `array[i] = fold(array[i], value)`, with array and position pushed once.
    private void fold(Code.Fold f) {
        var kind = f.slot().kind();
        code.aload(arrays.get(f.slot()));
        position(f.slot(), f.index());
        code.dup2();
        load(kind);
        push(f.value());
        scalars.function(Folds.function(f.fold()), kind);
        store(kind);
    }

    private void loop(Code.Loop l) {
        if (l.end() instanceof Expr.Count n && n.value() == 0) return;
        int index = define(l.index());
        var top = code.newLabel();
        var end = code.newLabel();
        code.iconst_0().istore(index).labelBinding(top).iload(index);
        push(l.end());
        code.if_icmpge(end);
        statements(l.body());
        code.iinc(index, l.step()).goto_(top).labelBinding(end);
        release(l.index());
    }

    private void lanes(Code.Lanes l) {
        var emitter =
                new LaneEmitter(
                        code, l.wide(), this::push, this::position, arrays::get, () -> next++);
        if (l.body().stream().anyMatch(Code.Accumulate.class::isInstance)) {
            summing(l, emitter);
            return;
        }
        int count = next++;
        int last = next++;
        push(l.end());
        code.loadConstant(l.wide().lanes()).isub().istore(last);
        int index = define(l.index());
        var top = code.newLabel();
        var end = code.newLabel();
        code.iconst_0().istore(count).labelBinding(top).iload(count);
        code.iload(last).loadConstant(l.wide().lanes()).iadd().if_icmpge(end);
        code.iload(count).iload(last);
        code.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int)).istore(index);
        emitter.prepare(l.body());
        l.body().forEach(emitter::statement);
        code.iinc(count, l.wide().lanes()).goto_(top).labelBinding(end);
        release(l.index());
    }

    /// Whole vectors, then the rest one by one, since what is summed must be so once.
    private void summing(Code.Lanes l, LaneEmitter emitter) {
        int bound = next++;
        push(l.end());
        code.dup().loadConstant(l.wide().lanes()).irem().isub().istore(bound);
        emitter.startSums(l.body());
        int index = define(l.index());
        var top = code.newLabel();
        var end = code.newLabel();
        code.iconst_0().istore(index).labelBinding(top).iload(index).iload(bound).if_icmpge(end);
        emitter.prepare(l.body());
        l.body().forEach(emitter::statement);
        code.iinc(index, l.wide().lanes()).goto_(top).labelBinding(end);
        emitter.endSums(locals::get);
        rest(l, index);
        release(l.index());
    }

    private void rest(Code.Lanes l, int index) {
        var top = code.newLabel();
        var end = code.newLabel();
        code.labelBinding(top).iload(index);
        push(l.end());
        code.if_icmpge(end);
        statements(l.body());
        code.iinc(index, 1).goto_(top).labelBinding(end);
    }

    private void load(Kind kind) {
        code.arrayLoad(element(kind));
    }

    private void store(Kind kind) {
        code.arrayStore(element(kind));
    }

    private static TypeKind element(Kind kind) {
        return kind == Kind.BOOL ? TypeKind.BOOLEAN : kind.type;
    }

    private void push(Expr e) {
        switch (e) {
            case Expr.Local l -> code.loadLocal(l.kind().type, locals.get(l));
            case Expr.Real r -> code.loadConstant(r.value());
            case Expr.Whole w -> code.loadConstant(w.value());
            case Expr.Truth t -> code.loadConstant(t.value() ? 1 : 0);
            case Expr.Count n -> code.loadConstant(n.value());
            case Expr.Index i -> index(i);
            case Expr.Remaining r -> {
                code.loadConstant(r.total());
                push(r.start());
                code.isub().loadConstant(r.step());
                code.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int));
            }
            case Expr.Position p -> {
                push(p.index());
                code.loadConstant(p.length());
                object(p.failure(), FAILURE);
                var type = MethodTypeDesc.of(CD_int, CD_long, CD_int, FAILURE);
                code.invokestatic(FAILURE, "position", type, true);
            }
            case Expr.Narrowed n -> {
                push(n.index());
                code.l2i();
            }
            case Expr.Load l -> {
                code.aload(arrays.get(l.slot()));
                position(l.slot(), l.index());
                load(l.slot().kind());
            }
            case Expr.Array a -> code.aload(arrays.get(a.slot()));
            case Expr.Passing _ -> code.aload(kernels);
            case Expr.Scalar s -> scalars.emit(s);
            case Expr.Given g -> {
                code.loadConstant(given.constant(g.function()));
                g.inputs().forEach(this::push);
                code.invokevirtual(
                        CD_MethodHandle,
                        "invokeExact",
                        g.function().type().describeConstable().orElseThrow());
            }
            case Expr.Invoke i -> {
                arguments(i.arguments());
                var r = i.routine();
                if (r.virtual()) code.invokeinterface(r.owner(), r.name(), r.type());
                else code.invokestatic(r.owner(), r.name(), r.type());
            }
        }
    }

    /// An array among arguments is followed by a position in it.
    private void arguments(List<Expr> list) {
        for (int i = 0; i < list.size(); i++) {
            push(list.get(i));
            if (list.get(i) instanceof Expr.Array a) position(a.slot(), list.get(++i));
        }
    }

    /// A position in an array, from where the array begins for this call.
    private void position(Slot slot, Expr index) {
        push(index);
        if (slot.base().isPresent()) code.iload(bases.get(slot)).iadd();
    }

    private void index(Expr.Index i) {
        boolean pushed = false;
        for (var term : i.terms()) {
            push(term.index());
            if (term.stride() != 1) code.loadConstant(term.stride()).imul();
            if (pushed) code.iadd();
            pushed = true;
        }
        if (pushed && i.offset() == 0) return;
        code.loadConstant(i.offset());
        if (pushed) code.iadd();
    }
}
