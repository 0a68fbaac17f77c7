package dev.credence.bench;

import static dev.credence.Credence.options;
import static dev.credence.Credence.sample;

import com.sun.management.OperatingSystemMXBean;

import dev.credence.jvm.JvmBackend;
import dev.credence.model.Model;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Times the way from a model to its first draw: in a JVM that has done nothing, in one that has
/// drawn from other models, and once more for the same model.
@Command(
        name = "first-draw",
        description = "Time the first draw of the speed workloads.",
        mixinStandardHelpOptions = true)
final class FirstDraw implements Callable<Integer> {
    private static final String AFTER_OTHERS = "--after-others";

    @Mixin private WorkloadOptions workloads;

    @Option(
            names = AFTER_OTHERS,
            description = "Draw from the other workloads first, to warm the JVM; with --only.")
    private boolean afterOthers;

    /// @param afterOthers whether the JVM had drawn from the other workloads, so that the code of
    ///   Credence was warm and that of the model still to be made
    /// @param firstS seconds from the model's construction to one draw without warmup
    /// @param firstCpuS the processor time of all threads in it, the JIT compiler's included
    /// @param againS the same for the model made anew, whose code is there
    /// @param generatedClasses how many classes were generated for the first draw
    private record Row(
            String workload,
            String title,
            boolean afterOthers,
            double firstS,
            double firstCpuS,
            double againS,
            double againCpuS,
            long generatedClasses) {}

    private record Time(double wall, double cpu) {}

    @Override
    public Integer call() {
        var rows = new ArrayList<Row>();
        var names = workloads.names();
        if (names.size() == 1) rows.add(measure(names.getFirst()));
        else {
            for (var name : names) {
                rows.addAll(OwnProcess.rows("first-draw", name, List.of(), Row.class));
                rows.addAll(OwnProcess.rows("first-draw", name, List.of(AFTER_OTHERS), Row.class));
            }
        }
        print(rows);
        workloads.json().ifPresent(file -> Results.write(file, rows));
        return 0;
    }

    private Row measure(String name) {
        if (afterOthers) {
            for (var other : Workload.names())
                if (!other.equals(name)) time(Workload.of(other).model());
        }
        var workload = Workload.of(name);
        long generated = JvmBackend.generatedClasses();
        var first = time(workload.model());
        generated = JvmBackend.generatedClasses() - generated;
        var again = time(workload.model());
        return new Row(
                name,
                workload.title(),
                afterOthers,
                first.wall(),
                first.cpu(),
                again.wall(),
                again.cpu(),
                generated);
    }

    private static Time time(Supplier<Model> model) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long began = System.nanoTime();
        sample(model.get(), options().withChains(1).withWarmup(0).withDraws(1).withSeed(1));
        double wall = (System.nanoTime() - began) / 1e9;
        return new Time(wall, (system.getProcessCpuTime() - cpu) / 1e9);
    }

    private static void print(List<Row> rows) {
        System.out.printf(
                "%-23s %-18s %9s %9s %9s %9s %8s%n",
                "", "JVM", "first, s", "CPU, s", "again, s", "CPU, s", "classes");
        for (var row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %-20s %-18s %9.3f %9.3f %9.3f %9.3f %8d%n",
                    row.workload(),
                    row.title(),
                    row.afterOthers() ? "warm, other models" : "new",
                    row.firstS(),
                    row.firstCpuS(),
                    row.againS(),
                    row.againCpuS(),
                    row.generatedClasses());
        }
    }
}
