package dev.credence.model;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// The functions that make distributions of others: mixtures, and distributions cut off at bounds.
public class CombinedDistributions extends FurtherDiscreteDistributions {
    protected CombinedDistributions() {}

    /// A mixture within one family: the last axis of `w` and of the parameters counts components.
    public static Mixture mixture(Tensor w, Distribution components) {
        return new Mixture(w, components);
    }

    /// A mixture of listed distributions with the weights along the last axis of `w`.
    public static GeneralMixture mixture(Tensor w, List<? extends Distribution> components) {
        return new GeneralMixture(w, List.copyOf(components));
    }

    /// A mixture of normal distributions along the last axis.
    public static Mixture normalMixture(Tensor w, Tensor mu, Tensor sigma) {
        return mixture(w, new Normal(mu, sigma));
    }

    /// `base` with values beyond the bounds shown as the bounds, either of which may be infinite.
    public static Censored censored(Distribution base, Tensor lower, Tensor upper) {
        return new Censored(base, lower, upper);
    }

    /// `base` with values beyond the bounds shown as the bounds, either of which may be infinite.
    public static Censored censored(Distribution base, double lower, double upper) {
        return censored(base, constant(lower), constant(upper));
    }

    /// `base` given that its value lies between the bounds, either of which may be infinite.
    public static Distribution truncated(Distribution base, Tensor lower, Tensor upper) {
        return base instanceof Normal n
                ? new TruncatedNormal(n.mu(), n.sigma(), lower, upper)
                : new Truncated(base, lower, upper);
    }

    /// `base` given that its value lies between the bounds, either of which may be infinite.
    public static Distribution truncated(Distribution base, double lower, double upper) {
        return truncated(base, constant(lower), constant(upper));
    }

    /// Proportions that are zero or one with the probability `zoi`, then one with the probability
    /// `coi`, and otherwise beta distributed.
    public static ZeroOneInflatedBeta zeroOneInflatedBeta(
            Tensor zoi, Tensor coi, Tensor alpha, Tensor beta) {
        return new ZeroOneInflatedBeta(zoi, coi, alpha, beta);
    }

    /// Proportions that are zero or one with the probability `zoi`, then one with the probability
    /// `coi`, and otherwise beta distributed with the mean `mu` and `kappa = alpha + beta`.
    public static ZeroOneInflatedBeta zeroOneInflatedBetaMeanPrecision(
            Tensor zoi, Tensor coi, Tensor mu, Tensor kappa) {
        return zeroOneInflatedBeta(zoi, coi, mu.times(kappa), constant(1).minus(mu).times(kappa));
    }

    /// What is certain.
    public static DiracDelta diracDelta(Tensor c) {
        return new DiracDelta(c);
    }

    /// What is certain.
    public static DiracDelta diracDelta(double c) {
        return diracDelta(constant(c));
    }

    /// What is certain, an integer.
    public static DiracDelta diracDelta(long c) {
        return diracDelta(Extent.integer(c));
    }

    /// A density through points with straight lines between them, brought to the integral one.
    public static Interpolated interpolated(Tensor xPoints, Tensor pdfPoints) {
        return new Interpolated(xPoints, pdfPoints);
    }

    /// A density through points with straight lines between them, brought to the integral one.
    public static Interpolated interpolated(double[] xPoints, double[] pdfPoints) {
        return interpolated(constant(xPoints), constant(pdfPoints));
    }

    /// A distribution given by its log-density; more is said by the `with…` methods of the result.
    ///
    /// ```java
    /// var lifetime = customDist("Lifetime", Parameters.of("rate", rate),
    ///                 (x, p) -> log(p.getFirst()).minus(p.getFirst().times(x)))
    ///         .withSupport(Support.POSITIVE);
    /// ```
    ///
    /// @param parameters by name, in the order in which the functions get them
    /// @param logp the log-density inside the support, one entry for each event
    public static CustomDist customDist(
            String name, SequencedMap<String, Tensor> parameters, CustomDist.ValueFunction logp) {
        return new CustomDist(name, parameters, logp);
    }

    /// The member of a family that has a given mass between two bounds, with as much below as above
    /// where two parameters are free; for priors from what is known of a quantity.
    ///
    /// ```java
    /// var prior = findConstrainedPrior(gamma(2, 1), 0.1, 0.4, 0.95);
    /// var tails = findConstrainedPrior(studentT(3, 0, 1), -2, 5, 0.9, "nu");
    /// ```
    ///
    /// @param start a member of the family with constant numbers as parameters, where the search
    ///   starts
    /// @param mass the probability of a value between the bounds, which count for counts
    /// @param fixed the names of parameters to keep
    /// @throws ModelException if none is found
    public static Distribution findConstrainedPrior(
            Distribution start, double lower, double upper, double mass, String... fixed) {
        return new ConstrainedPrior(start, lower, upper, mass, Set.of(fixed)).find();
    }
}
