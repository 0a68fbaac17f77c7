package dev.credence.jvm;

import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/// The functions that a class calls and cannot name: they travel as its data and are constants of
/// its code, which the JIT inlines.
final class GivenFunctions {
    private final List<MethodHandle> functions = new ArrayList<>();

    /// The constant that is the function in the class's code.
    DynamicConstantDesc<?> constant(MethodHandle function) {
        if (!functions.contains(function)) functions.add(function);
        return DynamicConstantDesc.ofNamed(
                CLASS_DATA_AT,
                ConstantDescs.DEFAULT_NAME,
                ConstantDescs.CD_MethodHandle,
                functions.indexOf(function));
    }

    /// The class's data.
    List<MethodHandle> functions() {
        return List.copyOf(functions);
    }

    private static final java.lang.constant.DirectMethodHandleDesc CLASS_DATA_AT =
            MethodHandleDesc.ofMethod(
                    java.lang.constant.DirectMethodHandleDesc.Kind.STATIC,
                    MethodHandles.class.describeConstable().orElseThrow(),
                    "classDataAt",
                    java.lang.constant.MethodTypeDesc.of(
                            ConstantDescs.CD_Object,
                            ConstantDescs.CD_MethodHandles_Lookup,
                            ConstantDescs.CD_String,
                            ConstantDescs.CD_Class,
                            ConstantDescs.CD_int));
}
