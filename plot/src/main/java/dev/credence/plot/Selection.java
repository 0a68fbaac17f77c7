package dev.credence.plot;

import dev.credence.posterior.Component;
import dev.credence.posterior.InferenceData;
import dev.credence.posterior.Summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The components that a report shows: all of a small model, the worst of a large one.
///
/// @param all the estimates of every scalar of the posterior, in the model's order
/// @param shown the components to show; where some are left out, the worst R-hat and effective
///   sample sizes come first
/// @param quality the thresholds for this run
record Selection(List<Summary.Row> all, List<Entry> shown, Quality quality) {
    private static final int MOST = 40;

    /// A component, its draws and what they say.
    record Entry(Component component, Sample sample, Summary.Row estimate) {}

    static Selection of(InferenceData data) {
        var components = Component.of(data.posterior());
        var estimates = data.summary().rows();
        var quality = new Quality(components.isEmpty() ? 0 : components.getFirst().chains().length);
        var order = new ArrayList<Integer>();
        for (int i = 0; i < components.size(); i++) order.add(i);
        if (order.size() > MOST) {
            order.sort(
                    Comparator.comparingDouble((Integer i) -> quality.badness(estimates.get(i)))
                            .reversed());
        }
        var shown = new ArrayList<Entry>();
        for (int i : order.subList(0, Math.min(MOST, order.size()))) {
            var sample = new Sample(components.get(i));
            shown.add(new Entry(components.get(i), sample, estimates.get(i)));
        }
        return new Selection(estimates, shown, quality);
    }

    boolean complete() {
        return shown.size() == all.size();
    }
}
