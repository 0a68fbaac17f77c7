package dev.credence;

import dev.credence.inference.SamplingOptions;
import dev.credence.model.Model;
import dev.credence.model.derivation.DerivedDistributions;
import dev.credence.plot.Diagram;
import dev.credence.posterior.InferenceData;
import dev.credence.run.Forward;
import dev.credence.run.ModelDiagram;
import dev.credence.run.SamplingJob;
import dev.credence.run.Session;

/// The one static import: sampling and prediction, and by inheritance all distributions
/// ([dev.credence.model.Distributions]) and tensor functions.
///
/// ```java
/// import module dev.credence;
/// import static dev.credence.Credence.*;
///
/// void main() {
///     var model = new Model("coin");
///     var p = model.random("p", beta(1, 1));
///     model.observe("heads", binomial(10, p), 7);
///     IO.println(sample(model).summary());
/// }
/// ```
public final class Credence extends DerivedDistributions {
    private Credence() {}

    /// The default options of a run, to be changed by their `with…` methods: 4 chains of 1000 draws
    /// after 1000 of warmup.
    public static SamplingOptions options() {
        return SamplingOptions.defaults();
    }

    /// Draws from the posterior of a model by NUTS with the default options.
    ///
    /// @return groups `posterior`, `sample_stats`, `observed_data`
    public static InferenceData sample(Model model) {
        return sample(model, options());
    }

    /// Draws from the posterior of a model by NUTS.
    ///
    /// @throws RuntimeException if the model cannot be sampled; the message is one sentence that
    ///   names the variable
    public static InferenceData sample(Model model, SamplingOptions options) {
        return new SamplingJob(Session.current(), model, options).run();
    }

    /// The picture of a model: its variables in plates, and what depends on what.
    ///
    /// `diagram(model).figure()` is to be seen or saved, `.dot()` and `.mermaid()` are for other
    /// programs.
    public static Diagram diagram(Model model) {
        return ModelDiagram.of(model);
    }

    /// Draws all variables from the prior: groups `prior` and `prior_predictive`.
    public static InferenceData samplePrior(Model model, int draws, long seed) {
        return Forward.prior(model, draws, seed);
    }

    /// Draws the observed variables anew for each posterior draw: the posterior data with the group
    /// `posterior_predictive` added.
    public static InferenceData samplePosteriorPredictive(
            Model model, InferenceData posterior, long seed) {
        return Forward.posterior(model, posterior, "posterior_predictive", seed);
    }

    /// Draws the variables that [Model#marginalize] summed out, for each posterior draw: the
    /// posterior data with these added to the group `posterior`.
    public static InferenceData recoverMarginals(Model model, InferenceData posterior, long seed) {
        return Forward.marginals(model, posterior, seed);
    }

    /// Predicts with the model's present data, usually exchanged since the fit by [Model#setData]:
    /// the posterior data with the group `predictions` added.
    public static InferenceData predict(Model model, InferenceData posterior) {
        return Forward.posterior(model, posterior, "predictions", 0);
    }
}
