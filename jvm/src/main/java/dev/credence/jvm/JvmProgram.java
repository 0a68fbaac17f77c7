package dev.credence.jvm;

import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Executable;
import dev.credence.graph.Program;
import dev.credence.graph.Scan;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A program as bytecode: the class, shared by all programs of this structure, and the table of
/// what this one runs on.
final class JvmProgram implements CompiledProgram {
    private final KernelCache.Compiled code;
    private final Memory memory;
    private final Report report;

    private JvmProgram(KernelCache.Compiled code, Memory memory, Report report) {
        this.code = code;
        this.memory = memory;
        this.report = report;
    }

    static JvmProgram compile(Program program, KernelCache cache, Settings given) {
        boolean loops = program.nodes().stream().anyMatch(n -> n.op() instanceof Scan);
        var settings = loops ? given.inLoops() : given;
        var written = Resolution.of(program, settings);
        var first = Fused.of(written, settings);
        var resolved = Recomputing.of(written, first.groups());
        var fused = resolved == written ? first : Fused.of(resolved, settings);
        var explosion = fused.explosion();
        var homes = fused.homes();
        var groups = RowFusion.of(fused.groups(), homes);
        var memory = new Memory(settings.kernels());
        var plan = MemoryPlan.of(resolved, groups, explosion, homes, memory, settings.moving());
        var lowered =
                Lowering.of(
                        resolved,
                        groups,
                        explosion,
                        plan,
                        memory,
                        settings.moving(Optional.empty()));
        var methods = MethodSplit.of(Inlining.apply(lowered), lowered.locals(), memory);
        var code = cache.find(methods);
        return new JvmProgram(code, memory, Report.of(resolved, groups));
    }

    /// Steps in groups.
    private record Fused(List<Group> groups, Explosion explosion, Homes homes) {
        static Fused of(Resolution program, Settings settings) {
            var explosion = Explosion.of(program, settings.straightBudget());
            var homes = Homes.of(program, explosion);
            var groups = Fusion.of(program, explosion, homes);
            return new Fused(Sinking.of(groups, explosion, homes), explosion, homes);
        }
    }

    @Override
    public Executable newExecutable() {
        var kernel = code.kernel();
        var table = memory.allocate();
        return (inputs, outputs) -> kernel.run(inputs, outputs, table);
    }

    @Override
    public String report() {
        var sizes = methodSizes();
        var own =
                """
                %s
                %d methods, the largest of %d bytes; class file of %d bytes
                %d scratch arrays, %d bytes\
                """
                        .formatted(
                                report.text(),
                                sizes.size(),
                                sizes.stream().mapToInt(n -> n).max().orElse(0),
                                code.bytes().length,
                                memory.scratchArrays(),
                                memory.scratchBytes());
        return Stream.concat(Stream.of(own), memory.innerCalls().stream().map(InnerCall::report))
                .collect(Collectors.joining("\n"));
    }

    /// The bytes of bytecode of each method.
    List<Integer> methodSizes() {
        return ClassFile.of().parse(code.bytes()).methods().stream()
                .map(m -> m.code().map(c -> ((CodeAttribute) c).codeLength()).orElse(0))
                .toList();
    }
}
