package dev.credence.posterior;

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
}
