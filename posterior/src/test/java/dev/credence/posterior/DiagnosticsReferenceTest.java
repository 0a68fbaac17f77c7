package dev.credence.posterior;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Every diagnostic equals ArviZ's and R's value for the same draws.
class DiagnosticsReferenceTest {
    private static final double TOLERANCE = 1e-10;

    /// The diagnostics by the name they have in the reference files.
    private static Map<String, ToDoubleFunction<double[][]>> diagnostics() {
        var all = new LinkedHashMap<String, ToDoubleFunction<double[][]>>();
        all.put("mean", draws -> Chains.of(draws).mean());
        all.put("sd", draws -> Math.sqrt(Chains.of(draws).variance()));
        all.put("ess_bulk", Ess::bulk);
        all.put("ess_z_scale", Ess::bulk);
        all.put("ess_tail", Ess::tail);
        all.put("ess_mean", Ess::mean);
        all.put("ess_sd", Ess::sd);
        all.put("ess_median", Ess::median);
        all.put("ess_mad", Ess::mad);
        all.put("ess_folded", Ess::folded);
        all.put("ess_identity", Ess::identity);
        all.put("ess_raw", Ess::identity);
        all.put("ess_basic_split", Ess::mean);
        all.put("ess_basic_nosplit", Ess::identity);
        all.put("ess_local_0.2_0.6", draws -> Ess.local(draws, 0.2, 0.6));
        for (var p : List.of("0.01", "0.05", "0.1", "0.3", "0.5", "0.9", "0.95")) {
            double probability = Double.parseDouble(p);
            all.put("ess_quantile_" + p, draws -> Ess.quantile(draws, probability));
            all.put("mcse_quantile_" + p, draws -> Mcse.quantile(draws, probability));
        }
        for (var percent : List.of("01", "10", "30")) {
            double probability = Integer.parseInt(percent) / 100.0;
            all.put("ess_quantile" + percent, draws -> Ess.quantile(draws, probability));
            all.put("mcse_quantile" + percent, draws -> Mcse.quantile(draws, probability));
        }
        all.put("ess_q05", draws -> Ess.quantile(draws, 0.05));
        all.put("mcse_q05", draws -> Mcse.quantile(draws, 0.05));
        all.put("rhat", RHat::rank);
        all.put("rhat_rank", RHat::rank);
        all.put("rhat_split", RHat::split);
        all.put("rhat_folded", RHat::folded);
        all.put("rhat_z_scale", RHat::zScale);
        all.put("rhat_identity", RHat::identity);
        all.put("rhat_raw", RHat::identity);
        all.put("rhat_basic_split", RHat::split);
        all.put("rhat_basic_nosplit", RHat::identity);
        all.put("mcse_mean", Mcse::mean);
        all.put("mcse_sd", Mcse::sd);
        all.put("mcse_median", Mcse::median);
        return all;
    }

    /// Compares all diagnostics of one set of draws, and says which were compared.
    private static int compare(
            String where, double[][] draws, Map<?, ?> reference, Set<String> except) {
        int compared = 0;
        for (var diagnostic : diagnostics().entrySet()) {
            var name = diagnostic.getKey();
            if (!reference.containsKey(name) || except.contains(name)) continue;
            double expected = References.number(reference.get(name));
            close(where + " " + name, diagnostic.getValue().applyAsDouble(draws), expected);
            compared++;
        }
        return compared;
    }

    private static void close(String what, double actual, double expected) {
        if (!Double.isFinite(expected))
            assertThat((Double) actual).as(what).isEqualTo((Double) expected);
        else {
            double allowed = TOLERANCE * Math.max(Math.abs(expected), Double.MIN_NORMAL);
            assertThat(Math.abs(actual - expected))
                    .as("%s: %s, expected %s", what, actual, expected)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    private static void close(String what, Interval actual, double[] expected) {
        close(what + " lower", actual.lower(), expected[0]);
        close(what + " upper", actual.upper(), expected[1]);
    }

    @Test
    void blocker() {
        var file = References.read("blocker.json");
        var reference = References.map(file, "reference");
        assertThat(reference).hasSize(48);
        for (var name : reference.keySet()) {
            var draws = References.matrix(References.map(file, "draws").get(name));
            var values = References.map(reference, (String) name);
            assertThat(compare((String) name, draws, values, Set.of())).isEqualTo(values.size());
        }
    }

    @Test
    void eightSchools() {
        var file = References.read("eight_schools.json");
        for (var model : List.of("centered_eight", "non_centered_eight")) {
            var diagnostics = References.map(file, model, "diagnostics");
            for (var name : List.of("mu", "tau")) {
                var draws = References.matrix(References.map(file, model, "draws").get(name));
                var values = References.map(diagnostics, name);
                assertThat(compare(model + " " + name, draws, values, Set.of())).isEqualTo(16);
                for (int percent : new int[] {50, 90, 94}) {
                    close(
                            "hdi",
                            Interval.highestDensity(draws, percent / 100.0),
                            References.vector(values.get("hdi" + percent)));
                }
                close(
                        "eti",
                        Interval.equalTailed(draws, 0.94),
                        References.vector(values.get("eti94")));
            }
            var energy = References.matrix(References.map(file, model).get("energy"));
            var bfmi = References.vector(References.map(file, model).get("bfmi"));
            var fractions = Bfmi.of(energy);
            for (int c = 0; c < 4; c++) close("bfmi " + c, fractions[c], bfmi[c]);
        }
    }

    @Test
    void awkwardChainsByArviz() {
        var file = References.read("synthetic_chains.json");
        var cases = References.map(file, "draws");
        assertThat(cases).hasSize(21);
        for (var name : cases.keySet()) {
            var draws = References.matrix(cases.get(name));
            var values = References.map(file, "arviz", (String) name);
            // ArviZ loses these to overflow, and half an interval to NaN.
            var except = name.equals("huge") ? Set.of("ess_sd", "mcse_sd") : Set.<String>of();
            assertThat(compare((String) name, draws, values, except)).isEqualTo(26 - except.size());
            if (name.equals("withna")) continue;
            for (var p : List.of("0.5", "0.94")) {
                double share = Double.parseDouble(p);
                close(
                        name + " hdi " + p,
                        Interval.highestDensity(draws, share),
                        References.vector(values.get("hdi_" + p)));
                close(
                        name + " eti " + p,
                        Interval.equalTailed(draws, share),
                        References.vector(values.get("eti_" + p)));
            }
        }
    }

    @Test
    void awkwardChainsByR() {
        var file = References.read("synthetic_chains.json");
        var others = Set.of("const", "tiny", "odd", "onechain", "short", "withna", "withinf");
        for (var name : References.map(file, "draws").keySet()) {
            if (others.contains(name)) continue;
            var draws = References.matrix(References.map(file, "draws").get(name));
            var values = References.map(file, "posterior_r", (String) name);
            var except = Set.of("ess_sd", "ess_tail", "mcse_sd");
            var compared = name.equals("twoval") ? except : Set.of("ess_sd", "mcse_sd");
            assertThat(compare(name + " (R)", draws, values, compared)).isGreaterThan(8);
        }
    }

    @Test
    void shortChains() {
        var file = References.read("short_chains.json");
        var rows = References.matrix(file.get("hmm_rows"));
        compareShort(file, "hmm_rows_0_3", Arrays.copyOf(rows, 4));
        compareShort(file, "hmm_rows_0_9", rows);
        var generated = new double[4][];
        for (int chain = 0; chain < 4; chain++) generated[chain] = autoregressive(chain + 1);
        assertThat(generated[0][0]).isEqualTo(0.013870078139007092);
        assertThat(generated[3][499]).isEqualTo(-0.08238050235381628);
        compareShort(file, "lcg_ar1_4x500", generated);
    }

    private static void compareShort(Map<?, ?> file, String name, double[][] draws) {
        var values = References.map(file, "reference", name);
        assertThat(compare(name, draws, values, Set.of("ess_tail", "mcse_sd"))).isEqualTo(18);
        // This snapshot of arviz-stats divides by the effective sample size of the mean, where the
        // other references divide by that of the squared distances from it, which are averaged.
        double ratio = Math.sqrt(Ess.mean(draws) / Ess.sd(draws));
        close(name, Mcse.sd(draws), References.number(values.get("mcse_sd")) * ratio);
        close(name, Ess.tail(draws, 0.1, 0.9), References.number(values.get("ess_tail")));
        close(
                name,
                Interval.highestDensity(draws, 0.94),
                References.vector(values.get("hdi_0.94")));
        close(name, Interval.equalTailed(draws, 0.89), References.vector(values.get("eti_0.89")));
        var bfmi = References.vector(values.get("bfmi"));
        var fractions = Bfmi.of(draws);
        for (int c = 0; c < bfmi.length; c++) close(name + " bfmi", fractions[c], bfmi[c]);
    }

    /// A first-order autoregression driven by a linear congruential generator.
    private static double[] autoregressive(long state) {
        var chain = new double[500];
        double x = 0;
        for (int i = 0; i < chain.length; i++) {
            state = (1103515245 * state + 12345) & 0x7fffffff;
            x = 0.5 * x + (state / 2147483648.0 - 0.5);
            chain[i] = x;
        }
        return chain;
    }
}
