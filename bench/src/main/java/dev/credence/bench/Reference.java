package dev.credence.bench;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of one component of a posterior: its mean, and where it was published the mean of
/// its square, each with a Monte Carlo standard error.
///
/// @param parameter for example `beta[2]`, counted from 1
record Reference(String parameter, Moment mean, Optional<Moment> square) {
    record Moment(double value, double error) {}

    /// The references of a posterior by the names of the models.
    static List<Reference> of(String posterior) {
        return posterior.startsWith("gym-")
                ? truths(posterior.substring("gym-".length()))
                : posteriordb(posterior);
    }

    private static List<Reference> posteriordb(String posterior) {
        var references = new ArrayList<Reference>();
        for (var entry : ReferenceData.posteriordb(posterior).get("reference").properties()) {
            var node = entry.getValue();
            references.add(
                    new Reference(
                            entry.getKey(),
                            moment(node, "mean", "mcse"),
                            Optional.of(moment(node, "mean_sq", "mcse_mean_sq"))));
        }
        return references;
    }

    private static Moment moment(JsonNode node, String value, String error) {
        return new Moment(node.get(value).asDouble(), node.get(error).asDouble());
    }

    private static List<Reference> truths(String name) {
        var references = new ArrayList<Reference>();
        for (var entry : ReferenceData.groundTruth(name).properties()) {
            String parameter =
                    entry.getKey().equals("identity")
                            ? onlyVariable(name)
                            : entry.getKey().substring("identity_".length());
            var means = entry.getValue().get("mean");
            var errors = entry.getValue().get("mcse");
            if (!means.isArray())
                references.add(truth(parameter, means.asDouble(), errors.asDouble()));
            for (int i = 0; i < means.size(); i++)
                references.add(
                        truth(
                                "%s[%d]".formatted(parameter, i + 1),
                                means.get(i).asDouble(),
                                errors.get(i).asDouble()));
        }
        return references;
    }

    private static Reference truth(String parameter, double mean, double error) {
        return new Reference(parameter, new Moment(mean, error), Optional.empty());
    }

    private static String onlyVariable(String name) {
        return name.startsWith("brownian") ? "locs" : "w";
    }
}
