package dev.credence.jvm;

import dev.credence.array.Kernels;
import dev.credence.graph.Backend;
import dev.credence.graph.CodeOptions;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Program;
import dev.credence.graph.Widening;

import java.util.Optional;

/// Compiles programs to JVM bytecode: small work to straight-line code, large work to loops over
/// blocks and array passes.
///
/// Stages: [Widening] (float32 and int32 to rounded float64 and int64), [Resolution] (ops to steps,
/// views to strides), [Fusion] (steps to groups), [MemoryPlan] (which scratch array when),
/// [Lowering] (groups to kernel IR), [MethodSplit] and [Emitter] (kernel IR to a hidden class).
public final class JvmBackend implements Backend {
    /// How many scalar operations become straight-line code if nothing else is asked for.
    public static final int STRAIGHT_BUDGET = Explosion.BUDGET;

    static final String NAME = "jvm";

    private static final KernelCache CACHE = new KernelCache();

    private final Kernels kernels;
    private final int straightBudget;

    /// The backend with the fastest array kernels there are.
    public JvmBackend() {
        this(Kernels.fastest(), STRAIGHT_BUDGET);
    }

    /// The backend with other kernels, or with other code.
    ///
    /// @param straightBudget how many scalar operations may become straight-line code
    public JvmBackend(Kernels kernels, int straightBudget) {
        this.kernels = kernels;
        this.straightBudget = straightBudget;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompiledProgram compile(Program program, CodeOptions options) {
        var settings =
                new Settings(
                        kernels,
                        straightBudget,
                        options.lowerings(),
                        options.profile(),
                        Optional.empty());
        var wide = Widening.of(program);
        var compiled = compile(wide, settings);
        return wide == program ? compiled : new NarrowProgram(program, compiled);
    }

    /// Compiles a program that is wide.
    static CompiledProgram compile(Program wide, Settings settings) {
        return JvmProgram.compile(wide, CACHE, settings);
    }

    /// How many classes were generated so far; a program whose structure is known needs none.
    public static long generatedClasses() {
        return CACHE.generated();
    }
}
