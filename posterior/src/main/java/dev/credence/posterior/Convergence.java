package dev.credence.posterior;

import dev.credence.array.IncompleteBeta;
import dev.credence.array.NdArray;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Says in sentences why the draws of a run should not be trusted yet, and what to do.
final class Convergence {
    private static final double HIGHEST_R_HAT = 1.01;
    private static final int LEAST_ESS_PER_CHAIN = 100;
    private static final int LEAST_DRAWS = 100;
    private static final double MOST_AT_FULL_DEPTH = 0.05;
    private static final int NAMED = 3;

    private final InferenceData data;
    private final List<String> sentences = new ArrayList<>();

    private Convergence(InferenceData data) {
        this.data = data;
    }

    static List<String> warnings(InferenceData data) {
        var check = new Convergence(data);
        if (data.groups().containsKey("sample_stats")) {
            check.divergences();
            check.treeDepth();
            check.energy();
            check.acceptance();
        }
        if (data.groups().containsKey("posterior")) check.chains();
        return List.copyOf(check.sentences);
    }

    private void say(String sentence, Object... values) {
        sentences.add(sentence.formatted(values));
    }

    private void divergences() {
        var diverging = statistic("diverging");
        if (diverging.isEmpty()) return;
        var perChain = sums(diverging.get());
        double count = 0;
        int total = 0;
        for (var chain : perChain) {
            count += chain.sum();
            total += chain.draws();
        }
        if (count > 0) {
            say(
                    "%s of %d draws diverged (%s %%): the sampler cannot follow the posterior"
                            + " everywhere, so estimates may be biased; reparametrise the model or"
                            + " raise the target acceptance rate.",
                    Decimals.text(count, 0), total, Decimals.text(100 * count / total, 1));
        }
    }

    private void treeDepth() {
        var reached = statistic("reached_max_tree_depth");
        if (reached.isEmpty()) return;
        double worst = 0;
        var chains = new ArrayList<Integer>();
        var perChain = sums(reached.get());
        for (int chain = 0; chain < perChain.size(); chain++) {
            double share = perChain.get(chain).share();
            if (share > MOST_AT_FULL_DEPTH) chains.add(chain);
            worst = Math.max(worst, share);
        }
        if (!chains.isEmpty()) {
            say(
                    "%s reached the maximum tree depth in up to %s %% of the draws: sampling is"
                        + " slow, not wrong; raise the maximum tree depth, or reparametrise so that"
                        + " scales are alike.",
                    chainNames(chains), Decimals.text(100 * worst, 1));
        }
    }

    private void energy() {
        var energy = statistic("energy");
        if (energy.isEmpty()) return;
        var fractions = Bfmi.of(rows(energy.get()));
        var chains = new ArrayList<Integer>();
        double worst = Double.POSITIVE_INFINITY;
        for (int chain = 0; chain < fractions.length; chain++) {
            if (fractions[chain] < Bfmi.LOW) chains.add(chain);
            worst = Math.min(worst, fractions[chain]);
        }
        if (!chains.isEmpty()) {
            say(
                    "%s had a fraction of missing information (BFMI) as low as %s, below %s: the"
                        + " tails are explored too slowly; reparametrise the model, heavy tails and"
                        + " hierarchical scales first.",
                    chainNames(chains), Decimals.text(worst, 2), Bfmi.LOW);
        }
    }

    /// PyMC's rule: the target lies outside the central 95 % of the beta posterior of the
    /// acceptance rate after at most 100 draws.
    private void acceptance() {
        var rate = statistic("acceptance_rate");
        var target = targetAcceptance();
        if (rate.isEmpty() || target.isEmpty()) return;
        var perChain = sums(rate.get());
        for (int chain = 0; chain < perChain.size(); chain++) {
            double mean = perChain.get(chain).share();
            int n = Math.min(100, perChain.get(chain).draws());
            double below = IncompleteBeta.value(mean * n + 1, (1 - mean) * n + 1, target.get());
            if (below < 0.025 || below > 0.975) {
                say(
                        "Chain %d accepted %s on average but was to accept %s: the step size has"
                                + " not settled; use more warmup draws.",
                        chain, Decimals.text(mean, 3), Decimals.text(target.get(), 3));
            }
        }
    }

    private Optional<Double> targetAcceptance() {
        for (var group : List.of("sample_stats", "posterior")) {
            if (!data.groups().containsKey(group)) continue;
            var text = data.group(group).attributes().get(InferenceData.TARGET_ACCEPTANCE);
            if (text != null) return Optional.of(Double.valueOf(text));
        }
        return Optional.empty();
    }

    private void chains() {
        var components = Component.of(data.posterior());
        if (components.isEmpty()) return;
        var values = components.getFirst().variable().values();
        var completed = CompletedDraws.of(data.posterior(), values);
        int draws = CompletedDraws.commonLength(completed);
        int used = components.getFirst().chains().length;
        if (used < completed.length || draws < CompletedDraws.longest(completed)) {
            say(
                    "The chains were stopped at %s draws: tables use the first %d draws of %d of %d"
                            + " chains.",
                    CompletedDraws.text(completed), draws, used, completed.length);
        }
        var rows = data.summary().rows();
        notFinite(rows);
        if (draws < LEAST_DRAWS) {
            say(
                    "Only %d draws per chain: too few to tell whether the chains agree; draw at"
                            + " least %d, better 1000.",
                    draws, LEAST_DRAWS);
            return;
        }
        if (used == 1) {
            say("Only one chain: whether chains agree (R-hat) cannot be told; run 4.");
        }
        rHat(rows);
        ess(rows, used);
    }

    private void notFinite(List<Summary.Row> rows) {
        var bad = rows.stream().filter(row -> !Double.isFinite(row.mean())).toList();
        if (!bad.isEmpty()) {
            say(
                    "%s %s draws that are NaN or infinite.",
                    names(bad, row -> 0, row -> ""), bad.size() == 1 ? "has" : "have");
        }
    }

    private void rHat(List<Summary.Row> rows) {
        var bad = rows.stream().filter(row -> row.rHat() > HIGHEST_R_HAT).toList();
        if (bad.isEmpty()) return;
        say(
                "R-hat is above %s for %s: the chains do not agree yet; draw more, or look whether"
                        + " the model has several modes.",
                HIGHEST_R_HAT, names(bad, row -> -row.rHat(), row -> Decimals.text(row.rHat(), 2)));
    }

    private void ess(List<Summary.Row> rows, int chains) {
        int least = LEAST_ESS_PER_CHAIN * chains;
        var bad = rows.stream().filter(row -> lowerEss(row) < least).toList();
        if (bad.isEmpty()) return;
        say(
                "The effective sample size is below %d (%d per chain) for %s: errors and intervals"
                        + " are not reliable yet; draw more.",
                least,
                LEAST_ESS_PER_CHAIN,
                names(bad, Convergence::lowerEss, row -> Decimals.text(lowerEss(row), 0)));
    }

    private static double lowerEss(Summary.Row row) {
        return Math.min(row.essBulk(), row.essTail());
    }

    /// The worst few by name, with what is wrong in brackets, and how many more there are.
    private static String names(
            List<Summary.Row> bad,
            ToDoubleFunction<Summary.Row> order,
            Function<Summary.Row, String> note) {
        var worst = bad.stream().sorted(Comparator.comparingDouble(order)).limit(NAMED).toList();
        var text = new StringBuilder();
        for (int i = 0; i < worst.size(); i++) {
            boolean last = i == worst.size() - 1 && bad.size() <= NAMED;
            if (i > 0) text.append(last ? " and " : ", ");
            text.append(worst.get(i).name());
            var said = note.apply(worst.get(i));
            if (!said.isEmpty()) text.append(" (").append(said).append(')');
        }
        if (bad.size() > NAMED) text.append(" and ").append(bad.size() - NAMED).append(" more");
        return text.toString();
    }

    private static String chainNames(List<Integer> chains) {
        var text = new StringBuilder(chains.size() == 1 ? "Chain " : "Chains ");
        for (int i = 0; i < chains.size(); i++) {
            if (i > 0) text.append(i == chains.size() - 1 ? " and " : ", ");
            text.append(chains.get(i));
        }
        return text.toString();
    }

    /// The sum of a statistic over the draws of one chain.
    private record ChainSum(double sum, int draws) {
        double share() {
            return sum / draws;
        }
    }

    private List<ChainSum> sums(NdArray values) {
        var sums = new ArrayList<ChainSum>();
        for (var row : rows(values)) {
            double sum = 0;
            for (double value : row) sum += value;
            sums.add(new ChainSum(sum, row.length));
        }
        return sums;
    }

    /// The draws that each chain completed, chains of any length.
    private double[][] rows(NdArray values) {
        var completed = CompletedDraws.of(data.sampleStats(), values);
        var rows = new double[completed.length][];
        for (int chain = 0; chain < rows.length; chain++) {
            rows[chain] = new double[completed[chain]];
            int start = chain * values.dim(1);
            for (int i = 0; i < completed[chain]; i++) {
                rows[chain][i] = values.element(start + i);
            }
        }
        return rows;
    }

    private Optional<NdArray> statistic(String name) {
        var found = data.sampleStats().variables().get(name);
        return found != null && found.isDrawn() && found.values().rank() == 2
                ? Optional.of(found.values())
                : Optional.empty();
    }
}
