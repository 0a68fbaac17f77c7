package dev.credence.jvm;

import dev.credence.graph.Backend;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Program;

/// Compiles programs to JVM bytecode: small work to straight-line code, large work to loops over
/// blocks and array passes.
///
/// Stages: [Resolution] (ops to steps, views to strides), [Fusion] (steps to groups), [MemoryPlan]
/// (which scratch array when), [Lowering] (groups to kernel IR), [MethodSplit] and [Emitter]
/// (kernel IR to a hidden class).
public final class JvmBackend implements Backend {
    private static final KernelCache CACHE = new KernelCache();

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public CompiledProgram compile(Program program) {
        return JvmProgram.compile(program, CACHE);
    }

    /// How many classes were generated so far; a program whose structure is known needs none.
    static long generatedClasses() {
        return CACHE.generated();
    }
}
