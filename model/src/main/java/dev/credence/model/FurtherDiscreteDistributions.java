package dev.credence.model;

import dev.credence.graph.Tensor;

/// The functions that make the less common distributions of counts and categories.
public class FurtherDiscreteDistributions extends CircularAndLifetimeDistributions {
    protected FurtherDiscreteDistributions() {}

    /// Successes in `n` trials whose common probability is beta distributed.
    public static BetaBinomial betaBinomial(Tensor n, Tensor alpha, Tensor beta) {
        return new BetaBinomial(n, alpha, beta);
    }

    /// Successes in `n` trials whose common probability is beta distributed.
    public static BetaBinomial betaBinomial(long n, double alpha, double beta) {
        return betaBinomial(Extent.integer(n), constant(alpha), constant(beta));
    }

    /// Counts of which at least `k` has the probability `q^(k^beta)`.
    public static DiscreteWeibull discreteWeibull(Tensor q, Tensor beta) {
        return new DiscreteWeibull(q, beta);
    }

    /// Counts of which at least `k` has the probability `q^(k^beta)`.
    public static DiscreteWeibull discreteWeibull(Tensor q, double beta) {
        return discreteWeibull(q, constant(beta));
    }

    /// Counts of which at least `k` has the probability `q^(k^beta)`.
    public static DiscreteWeibull discreteWeibull(double q, Tensor beta) {
        return discreteWeibull(constant(q), beta);
    }

    /// Counts of which at least `k` has the probability `q^(k^beta)`.
    public static DiscreteWeibull discreteWeibull(double q, double beta) {
        return discreteWeibull(constant(q), constant(beta));
    }

    /// Trials of probability `p` up to the first success: 1, 2, ….
    public static Geometric geometric(Tensor p) {
        return new Geometric(p);
    }

    /// Trials of probability `p` up to the first success: 1, 2, ….
    public static Geometric geometric(double p) {
        return geometric(constant(p));
    }

    /// Successes among `n` items drawn without putting back.
    public static HyperGeometric hyperGeometric(Tensor population, Tensor successes, Tensor n) {
        return new HyperGeometric(population, successes, n);
    }

    /// Successes among `n` items drawn without putting back.
    public static HyperGeometric hyperGeometric(long population, long successes, long n) {
        return hyperGeometric(
                Extent.integer(population), Extent.integer(successes), Extent.integer(n));
    }

    /// Categories 0 to K between K ascending cutpoints, under a logistic variable about `eta`.
    public static OrderedLogistic orderedLogistic(Tensor eta, Tensor cutpoints) {
        return new OrderedLogistic(eta, cutpoints);
    }

    /// Categories 0 to K between K ascending cutpoints, under a logistic variable about `eta`.
    public static OrderedLogistic orderedLogistic(Tensor eta, double[] cutpoints) {
        return orderedLogistic(eta, constant(cutpoints));
    }

    /// Categories 0 to K between K ascending cutpoints, under a normal variable about `eta`.
    public static OrderedProbit orderedProbit(Tensor eta, Tensor sigma, Tensor cutpoints) {
        return new OrderedProbit(eta, sigma, cutpoints);
    }

    /// Poisson with the probability `psi`, else zero.
    public static ZeroInflated zeroInflatedPoisson(Tensor psi, Tensor mu) {
        return new ZeroInflated(psi, new Poisson(mu));
    }

    /// Poisson with the probability `psi`, else zero.
    public static ZeroInflated zeroInflatedPoisson(double psi, double mu) {
        return zeroInflatedPoisson(constant(psi), constant(mu));
    }

    /// Binomial with the probability `psi`, else zero.
    public static ZeroInflated zeroInflatedBinomial(Tensor psi, Tensor n, Tensor p) {
        return new ZeroInflated(psi, new Binomial(n, p));
    }

    /// Negative binomial with the probability `psi`, else zero.
    public static ZeroInflated zeroInflatedNegativeBinomial(Tensor psi, Tensor mu, Tensor alpha) {
        return new ZeroInflated(psi, new NegativeBinomial(mu, alpha));
    }

    /// A positive Poisson variable with the probability `psi`, else zero.
    public static Hurdle hurdlePoisson(Tensor psi, Tensor mu) {
        return new Hurdle(psi, new Poisson(mu));
    }

    /// A positive negative binomial variable with the probability `psi`, else zero.
    public static Hurdle hurdleNegativeBinomial(Tensor psi, Tensor mu, Tensor alpha) {
        return new Hurdle(psi, new NegativeBinomial(mu, alpha));
    }

    /// A gamma variable with the probability `psi`, else zero.
    public static Hurdle hurdleGamma(Tensor psi, Tensor alpha, Tensor beta) {
        return new Hurdle(psi, new Gamma(alpha, beta));
    }

    /// A log-normal variable with the probability `psi`, else zero.
    public static Hurdle hurdleLogNormal(Tensor psi, Tensor mu, Tensor sigma) {
        return new Hurdle(psi, new LogNormal(mu, sigma));
    }
}
