package dev.credence.posterior;

import dev.credence.array.NdArray;

import java.util.Arrays;

/// How many draws each chain of a group really made, kept as the group's attribute
/// `completed_draws` because a run may be stopped before all chains are equally long.
final class CompletedDraws {
    static final String ATTRIBUTE = "completed_draws";

    private CompletedDraws() {}

    /// For example `[1000, 1000, 532, 1000]`.
    static String text(int[] completed) {
        return Arrays.toString(completed);
    }

    /// The length of the longest chain.
    static int longest(int[] completed) {
        int longest = 0;
        for (int draws : completed) longest = Math.max(longest, draws);
        return longest;
    }

    /// The draws of each chain of an array with leading dims `chain` and `draw`, by the group's
    /// attribute or, where it has none, all of them.
    static int[] of(Dataset group, NdArray values) {
        int chains = values.dim(0);
        int draws = values.dim(1);
        var completed = new int[chains];
        Arrays.fill(completed, draws);
        if (!group.attributes().containsKey(ATTRIBUTE)) return completed;
        var parsed = parse(group.attributes().get(ATTRIBUTE));
        for (int chain = 0; chain < Math.min(chains, parsed.length); chain++) {
            completed[chain] = Math.min(draws, parsed[chain]);
        }
        return completed;
    }

    /// The common length at which the chains that reach it hold the most draws in total; of equal
    /// ones the shortest, which keeps the most chains.
    static int commonLength(int[] completed) {
        var ascending = completed.clone();
        Arrays.sort(ascending);
        int best = 0;
        long most = -1;
        for (int i = 0; i < ascending.length; i++) {
            long total = (long) ascending[i] * (ascending.length - i);
            if (total > most) {
                best = ascending[i];
                most = total;
            }
        }
        return best;
    }

    /// The numbers in the attribute's text.
    static int[] parse(String text) {
        var inside = text.substring(1, text.length() - 1).trim();
        if (inside.isEmpty()) return new int[0];
        var parts = inside.split(",", -1);
        var completed = new int[parts.length];
        for (int i = 0; i < parts.length; i++) completed[i] = Integer.parseInt(parts[i].trim());
        return completed;
    }
}
