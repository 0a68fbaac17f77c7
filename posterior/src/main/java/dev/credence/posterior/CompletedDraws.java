package dev.credence.posterior;

import java.util.Arrays;
import java.util.Map;

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

    /// The draws of each chain of a group, by its attribute or, where it has none, all of them.
    static int[] of(Map<String, String> attributes, int chains, int draws) {
        var completed = new int[chains];
        Arrays.fill(completed, draws);
        if (!attributes.containsKey(ATTRIBUTE)) return completed;
        var parsed = parse(attributes.get(ATTRIBUTE));
        for (int chain = 0; chain < Math.min(chains, parsed.length); chain++) {
            completed[chain] = Math.min(draws, parsed[chain]);
        }
        return completed;
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
