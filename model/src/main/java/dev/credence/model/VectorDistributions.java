package dev.credence.model;

import dev.credence.graph.Tensor;

/// The functions that make the less common distributions of vectors.
public class VectorDistributions extends FurtherParameters {
    protected VectorDistributions() {}

    /// Counts of outcomes in `n` trials whose common probabilities are Dirichlet distributed.
    public static DirichletMultinomial dirichletMultinomial(Tensor n, Tensor a) {
        return new DirichletMultinomial(n, a);
    }

    /// Counts of outcomes in `n` trials whose common probabilities are Dirichlet distributed.
    public static DirichletMultinomial dirichletMultinomial(Tensor n, double[] a) {
        return dirichletMultinomial(n, constant(a));
    }

    /// Counts of outcomes in `n` trials whose common probabilities are Dirichlet distributed.
    public static DirichletMultinomial dirichletMultinomial(long n, Tensor a) {
        return dirichletMultinomial(Extent.integer(n), a);
    }

    /// Counts of outcomes in `n` trials whose common probabilities are Dirichlet distributed.
    public static DirichletMultinomial dirichletMultinomial(long n, double[] a) {
        return dirichletMultinomial(Extent.integer(n), constant(a));
    }

    /// Counts of outcomes in `n` trials of probabilities `p` along the last axis.
    public static Multinomial multinomial(Tensor n, Tensor p) {
        return new Multinomial(n, p);
    }

    /// Counts of outcomes in `n` trials of probabilities `p` along the last axis.
    public static Multinomial multinomial(Tensor n, double[] p) {
        return multinomial(n, constant(p));
    }

    /// Counts of outcomes in `n` trials of probabilities `p` along the last axis.
    public static Multinomial multinomial(long n, Tensor p) {
        return multinomial(Extent.integer(n), p);
    }

    /// Counts of outcomes in `n` trials of probabilities `p` along the last axis.
    public static Multinomial multinomial(long n, double[] p) {
        return multinomial(Extent.integer(n), constant(p));
    }

    /// Student t vectors: `nu` degrees of freedom, location `mu`, scale matrix `chol chol^T`.
    public static MvStudentT mvStudentT(Tensor nu, Tensor mu, Tensor chol) {
        return new MvStudentT(nu, mu, chol);
    }

    /// Normal vectors of the given length and of sum zero.
    public static ZeroSumNormal zeroSumNormal(Tensor sigma, int length) {
        return new ZeroSumNormal(sigma, length);
    }

    /// Normal vectors of the given length and of sum zero.
    public static ZeroSumNormal zeroSumNormal(double sigma, int length) {
        return zeroSumNormal(constant(sigma), length);
    }
}
