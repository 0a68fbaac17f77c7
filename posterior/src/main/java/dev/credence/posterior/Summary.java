package dev.credence.posterior;

import java.util.ArrayList;
import java.util.List;

/// The table that one reads first after a run: for each scalar its mean and spread, how exactly
/// they are known, and whether the chains agree.
///
/// @param rows one row per scalar, in the order of the model
public record Summary(List<Row> rows) {
    /// The share of the draws within the highest-density interval.
    public static final double INTERVAL = 0.94;

    public Summary {
        rows = List.copyOf(rows);
    }

    /// What is known of one scalar.
    ///
    /// @param name for example `theta[Choate]`
    /// @param mean the mean of all draws
    /// @param sd their standard deviation, with divisor n - 1
    /// @param hdi the highest-density interval of [#INTERVAL]
    /// @param mcseMean the Monte Carlo standard error of the mean
    /// @param mcseSd the Monte Carlo standard error of the standard deviation
    /// @param essBulk the effective sample size in the bulk
    /// @param essTail the effective sample size in the tails
    /// @param rHat rank-normalised split R-hat
    public record Row(
            String name,
            double mean,
            double sd,
            Interval hdi,
            double mcseMean,
            double mcseSd,
            double essBulk,
            double essTail,
            double rHat) {}

    /// The summary of some scalars.
    public static Summary of(List<Component> components) {
        var rows = new ArrayList<Row>(components.size());
        for (var component : components) rows.add(row(component.name(), component.toChains()));
        return new Summary(rows);
    }

    /// Sorts the draws once for all columns, unless an odd length leaves some out of the halves.
    private static Row row(String name, Chains chains) {
        var split = chains.split();
        var ranks = Ranks.of(split.values());
        var quantiles = chains.draws() % 2 == 0 ? ranks.quantiles() : Quantiles.of(chains.values());
        boolean usable = chains.usable(1);
        return new Row(
                name,
                chains.mean(),
                Math.sqrt(chains.variance()),
                Interval.highestDensity(quantiles, INTERVAL),
                Mcse.mean(chains),
                Mcse.sd(chains),
                usable ? Ess.of(split.with(ranks.normalScores())) : Double.NaN,
                Ess.tail(chains, quantiles, 0.05, 0.95),
                chains.usable(2) ? RHat.rank(split, ranks) : Double.NaN);
    }

    /// The row of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Row row(String name) {
        for (var row : rows) if (row.name().equals(name)) return row;
        throw new IllegalArgumentException(
                "the summary has no row '%s'; it has %s"
                        .formatted(name, rows.stream().map(Row::name).toList()));
    }

    /// An aligned table; values are rounded to the digits that their Monte Carlo error leaves.
    @Override
    public String toString() {
        return SummaryTable.text(this);
    }
}
