package dev.credence.posterior;

import java.util.List;

/// The draws of one phase of a run, warmup or not: the variables and what the sampler said of them.
///
/// @param prefix what the names of the two groups begin with
/// @param variables the group `posterior`
/// @param statistics the group `sample_stats`
record DrawPhase(String prefix, DrawBuffer variables, DrawBuffer statistics) {
    static DrawPhase of(DrawSchema schema, String prefix, int draws) {
        int chains = schema.chains();
        return new DrawPhase(
                prefix,
                new DrawBuffer(prefix + "posterior", schema.variables(), chains, draws),
                new DrawBuffer(prefix + "sample_stats", schema.statistics(), chains, draws));
    }

    List<DrawBuffer> buffers() {
        return List.of(variables, statistics);
    }

    /// Copies one draw of a chain.
    void write(int chain, int draw, double[] values, double[] reports) {
        requireLength("values", values.length, variables.valuesPerDraw());
        requireLength("statistics", reports.length, statistics.valuesPerDraw());
        if (draw >= variables.draws()) {
            throw new IllegalStateException(
                    "chain %d already has its %d %s"
                            .formatted(chain, draw, prefix.isEmpty() ? "draws" : "warmup draws"));
        }
        variables.write(chain, draw, values);
        statistics.write(chain, draw, reports);
    }

    private static void requireLength(String what, int length, int wanted) {
        if (length != wanted) {
            throw new IllegalArgumentException(
                    "a draw has %d %s but the schema asks for %d".formatted(length, what, wanted));
        }
    }
}
