package dev.credence.jvm;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Writes the class of a program: one static method for each piece of its code, and `run`, which
/// calls them in order.
final class Emitter {
    private static final ClassDesc KERNEL = Kernel.class.describeConstable().orElseThrow();
    private static final ClassDesc THIS =
            ClassDesc.of(Kernel.class.getPackageName(), "CompiledKernel");
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(
                    CD_void, CD_Object.arrayType(), CD_Object.arrayType(), CD_Object.arrayType());

    /// A method that calls more than these would itself be too large for the JIT.
    private static final int CALLS = 500;

    private Emitter() {}

    /// The bytes of the class.
    ///
    /// @param given collects the functions that must be the class's data
    static byte[] emit(List<List<Code>> methods, GivenFunctions given) {
        return ClassFile.of().build(THIS, c -> write(c, methods, given));
    }

    private static void write(ClassBuilder c, List<List<Code>> methods, GivenFunctions given) {
        c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
        c.withInterfaceSymbols(KERNEL);
        c.withMethodBody(
                INIT_NAME,
                MTD_void,
                0,
                b -> b.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
        List<String> names = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) {
            var body = methods.get(m);
            names.add("part" + m);
            c.withMethodBody(
                    names.getLast(),
                    RUN,
                    ClassFile.ACC_STATIC,
                    b -> new MethodEmitter(b, body, given).emit());
        }
        for (int level = 0; names.size() > CALLS; level++) names = grouped(c, names, level);
        var top = names;
        c.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, b -> calls(b, top, 1));
    }

    private static List<String> grouped(ClassBuilder c, List<String> names, int level) {
        var outer = new ArrayList<String>();
        for (int from = 0; from < names.size(); from += CALLS) {
            var inner = names.subList(from, Math.min(names.size(), from + CALLS));
            var name = "level%d_%d".formatted(level, outer.size());
            c.withMethodBody(name, RUN, ClassFile.ACC_STATIC, b -> calls(b, inner, 0));
            outer.add(name);
        }
        return outer;
    }

    private static void calls(
            java.lang.classfile.CodeBuilder b, List<String> names, int firstParameter) {
        for (var name : names) {
            for (int i = 0; i < 3; i++) b.aload(firstParameter + i);
            b.invokestatic(THIS, name, RUN);
        }
        b.return_();
    }
}
