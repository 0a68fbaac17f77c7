package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The functions that make distributions: by inheritance the continuous ones and all functions on
/// tensors too, so that one static import reaches all.
public class Distributions extends TimeSeriesDistributions {
    private static final AtomicLong UNNAMED = new AtomicLong();

    protected Distributions() {}

    /// Names for the axes of a variable, from the left.
    public static Dims dims(String... names) {
        return new Dims(List.of(names));
    }

    /// The lengths of the axes of a variable, from the left.
    public static Shape shape(int... lengths) {
        return Shape.of(lengths);
    }

    /// A random variable without a name, to make expressions of whose distribution is derived.
    public static Tensor randomVariable(Distribution distribution) {
        return randomVariable(distribution, UNNAMED.getAndIncrement());
    }

    /// A random variable of a shape without a name, to make expressions of whose distribution is
    /// derived.
    public static Tensor randomVariable(Distribution distribution, Shape shape) {
        var key = RandomKey.of(UNNAMED.getAndIncrement());
        return RandomVariable.of(distribution, key, Extent.of(shape.dims()).operand());
    }

    /// A random variable outside any model, whose draw is fixed by the seed: evaluating it twice
    /// gives the same number.
    public static Tensor randomVariable(Distribution distribution, long seed) {
        var shape = Extent.of(distribution.supportPoint()).operand();
        return RandomVariable.of(distribution, RandomKey.of(seed), shape);
    }

    /// Independent draws of a distribution, along a new first axis.
    public static NdArray draw(Distribution distribution, int draws, long seed) {
        return draw(randomVariable(distribution, seed), draws, seed);
    }

    /// Independent joint draws of a random variable, or of a function of such, along a new first
    /// axis; every random variable behind it is drawn anew each time.
    public static NdArray draw(Tensor x, int draws, long seed) {
        return ForwardSampling.draw(List.of(x), Map.of(), draws, seed).getFirst();
    }

    /// 1 with probability `p`, else 0.
    public static Bernoulli bernoulli(Tensor p) {
        return new Bernoulli(p);
    }

    /// 1 with probability `p`, else 0.
    public static Bernoulli bernoulli(double p) {
        return bernoulli(constant(p));
    }

    /// 1 with probability `p`, else 0.
    public static Bernoulli bernoulli(double[] p) {
        return bernoulli(constant(p));
    }

    /// 1 with probability `sigmoid(eta)`, else 0.
    public static BernoulliLogit bernoulliLogit(Tensor eta) {
        return new BernoulliLogit(eta);
    }

    /// 1 with probability `sigmoid(eta)`, else 0.
    public static BernoulliLogit bernoulliLogit(double eta) {
        return bernoulliLogit(constant(eta));
    }

    /// Successes in `n` trials of probability `p`.
    public static Binomial binomial(Tensor n, Tensor p) {
        return new Binomial(n, p);
    }

    /// Successes in `n` trials of probability `p`.
    public static Binomial binomial(long n, Tensor p) {
        return binomial(Extent.integer(n), p);
    }

    /// Successes in `n` trials of probability `p`.
    public static Binomial binomial(long n, double p) {
        return binomial(Extent.integer(n), constant(p));
    }

    /// Successes in `n` trials of probability `p`.
    public static Binomial binomial(int[] n, Tensor p) {
        return binomial(constant(n), p);
    }

    /// Successes in `n` trials of probability `p`.
    public static Binomial binomial(int[] n, double p) {
        return binomial(constant(n), constant(p));
    }

    /// Successes in `n` trials of probability `p`.
    public static Binomial binomial(int[] n, double[] p) {
        return binomial(constant(n), constant(p));
    }

    /// Successes in `n` trials of probability `sigmoid(eta)`.
    public static BinomialLogit binomialLogit(Tensor n, Tensor eta) {
        return new BinomialLogit(n, eta);
    }

    /// Successes in `n` trials of probability `sigmoid(eta)`.
    public static BinomialLogit binomialLogit(long n, Tensor eta) {
        return binomialLogit(Extent.integer(n), eta);
    }

    /// Successes in `n` trials of probability `sigmoid(eta)`.
    public static BinomialLogit binomialLogit(int[] n, Tensor eta) {
        return binomialLogit(constant(n), eta);
    }

    /// Counts with mean `mu`.
    public static Poisson poisson(Tensor mu) {
        return new Poisson(mu);
    }

    /// Counts with mean `mu`.
    public static Poisson poisson(double mu) {
        return poisson(constant(mu));
    }

    /// Counts with mean `mu` and variance `mu + mu^2 / alpha`.
    public static NegativeBinomial negativeBinomial(Tensor mu, Tensor alpha) {
        return new NegativeBinomial(mu, alpha);
    }

    /// Counts with mean `mu` and variance `mu + mu^2 / alpha`.
    public static NegativeBinomial negativeBinomial(Tensor mu, double alpha) {
        return negativeBinomial(mu, constant(alpha));
    }

    /// Counts with mean `mu` and variance `mu + mu^2 / alpha`.
    public static NegativeBinomial negativeBinomial(double mu, Tensor alpha) {
        return negativeBinomial(constant(mu), alpha);
    }

    /// Counts with mean `mu` and variance `mu + mu^2 / alpha`.
    public static NegativeBinomial negativeBinomial(double mu, double alpha) {
        return negativeBinomial(constant(mu), constant(alpha));
    }

    /// The integers 0 to K - 1 with probabilities `p`.
    public static Categorical categorical(Tensor p) {
        return new Categorical(p);
    }

    /// The integers 0 to K - 1 with probabilities `p`.
    public static Categorical categorical(double[] p) {
        return categorical(constant(p));
    }

    /// The integers from `lower` to `upper`, both included.
    public static DiscreteUniform discreteUniform(Tensor lower, Tensor upper) {
        return new DiscreteUniform(lower, upper);
    }

    /// The integers from `lower` to `upper`, both included.
    public static DiscreteUniform discreteUniform(long lower, long upper) {
        return discreteUniform(Extent.integer(lower), Extent.integer(upper));
    }
}
