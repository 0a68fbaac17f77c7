package dev.credence.bench;

import dev.credence.model.Model;
import dev.credence.posterior.Component;
import dev.credence.posterior.Dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A run to be timed whole: a speed workload by default options, or a run whose time elsewhere is
/// published.
///
/// @param draws of each chain, after 1000 of warmup
/// @param model makes the model anew
/// @param truth the values the data were drawn with, in row-major order by variable; may be empty
record WholeRun(
        String name,
        String title,
        int chains,
        int draws,
        Supplier<Model> model,
        Map<String, double[]> truth) {
    private static final String NORMALS = "N50";
    private static final String HIDDEN_MARKOV = "HMM";

    /// The speed workloads, then the published runs.
    static List<String> names() {
        var names = new ArrayList<>(Workload.names());
        names.addAll(List.of(NORMALS, HIDDEN_MARKOV));
        return names;
    }

    /// The run of that name, its data read.
    static WholeRun of(String name) {
        return switch (name) {
            case NORMALS ->
                    new WholeRun(
                            NORMALS,
                            "50 normals, 2 x 5000",
                            2,
                            5000,
                            Workload::normalsModel,
                            Map.of());
            case HIDDEN_MARKOV -> hiddenMarkov();
            default -> {
                var workload = Workload.of(name);
                yield new WholeRun(
                        workload.name(),
                        workload.title(),
                        workload.chains(),
                        1000,
                        workload.model(),
                        Map.of());
            }
        };
    }

    private static WholeRun hiddenMarkov() {
        var data = ReferenceData.workload("hmm");
        double[][] y = data.matrix("y");
        return new WholeRun(
                HIDDEN_MARKOV,
                "hidden Markov, 2 x 1000",
                2,
                1000,
                () -> Workload.hiddenMarkov(y),
                data.arrays("truth"));
    }

    /// What is known of the published runs, each a line; their authors' machines differ.
    static List<String> notes() {
        return List.of(
                NORMALS + ", ms of a run per effective draw elsewhere: PyMC 0.60, emcee 50.72.",
                HIDDEN_MARKOV
                        + ", seconds of a run elsewhere: PyMC with a wrapped JAX function 109,"
                        + " NumPyro 49.4.");
    }

    /// How many of the true values lie in the central 95 % interval of their draws.
    int covered(Dataset posterior) {
        int covered = 0;
        for (var variable : truth.entrySet()) {
            var components = Component.of(posterior, variable.getKey());
            for (int i = 0; i < components.size(); i++) {
                if (covers(components.get(i).draws(), variable.getValue()[i])) covered++;
            }
        }
        return covered;
    }

    private static boolean covers(double[][] draws, double truth) {
        var all = Arrays.stream(draws).flatMapToDouble(Arrays::stream).toArray();
        double below = Arrays.stream(all).filter(x -> x < truth).count() / (double) all.length;
        return below >= 0.025 && below <= 0.975;
    }
}
