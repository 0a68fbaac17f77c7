package dev.credence.model;

import dev.credence.graph.Tensor;

import java.util.List;

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

    /// `base` for a batch of observations out of so many: the log-density is scaled up to all.
    public static Minibatch minibatch(Distribution base, long total) {
        return new Minibatch(base, Extent.integer(total));
    }
}
