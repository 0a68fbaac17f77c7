package dev.credence.model;

import dev.credence.graph.Tensor;
import dev.credence.graph.transform.Transformations;

/// The functions that make distributions of real numbers and vectors; parameters are tensors or
/// plain numbers.
public class ContinuousDistributions extends Transformations {
    protected ContinuousDistributions() {}

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(Tensor mu, Tensor sigma) {
        return new Normal(mu, sigma);
    }

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(Tensor mu, double sigma) {
        return normal(mu, constant(sigma));
    }

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(double mu, Tensor sigma) {
        return normal(constant(mu), sigma);
    }

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(double mu, double sigma) {
        return normal(constant(mu), constant(sigma));
    }

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(Tensor mu, double[] sigma) {
        return normal(mu, constant(sigma));
    }

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(double[] mu, double[] sigma) {
        return normal(constant(mu), constant(sigma));
    }

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(double[] mu, double sigma) {
        return normal(constant(mu), constant(sigma));
    }

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(double mu, double[] sigma) {
        return normal(constant(mu), constant(sigma));
    }

    /// Mean `mu`, standard deviation `sigma`.
    public static Normal normal(double[] mu, Tensor sigma) {
        return normal(constant(mu), sigma);
    }

    /// The absolute value of a normal variable with mean 0.
    public static HalfNormal halfNormal(Tensor sigma) {
        return new HalfNormal(sigma);
    }

    /// The absolute value of a normal variable with mean 0.
    public static HalfNormal halfNormal(double sigma) {
        return halfNormal(constant(sigma));
    }

    /// Location `alpha`, scale `beta`.
    public static Cauchy cauchy(Tensor alpha, Tensor beta) {
        return new Cauchy(alpha, beta);
    }

    /// Location `alpha`, scale `beta`.
    public static Cauchy cauchy(Tensor alpha, double beta) {
        return cauchy(alpha, constant(beta));
    }

    /// Location `alpha`, scale `beta`.
    public static Cauchy cauchy(double alpha, Tensor beta) {
        return cauchy(constant(alpha), beta);
    }

    /// Location `alpha`, scale `beta`.
    public static Cauchy cauchy(double alpha, double beta) {
        return cauchy(constant(alpha), constant(beta));
    }

    /// The absolute value of a Cauchy variable with location 0 and scale `beta`.
    public static HalfCauchy halfCauchy(Tensor beta) {
        return new HalfCauchy(beta);
    }

    /// The absolute value of a Cauchy variable with location 0 and scale `beta`.
    public static HalfCauchy halfCauchy(double beta) {
        return halfCauchy(constant(beta));
    }

    /// Degrees of freedom `nu`, location `mu`, scale `sigma`.
    public static StudentT studentT(Tensor nu, Tensor mu, Tensor sigma) {
        return new StudentT(nu, mu, sigma);
    }

    /// Degrees of freedom `nu`, location `mu`, scale `sigma`.
    public static StudentT studentT(double nu, double mu, double sigma) {
        return studentT(constant(nu), constant(mu), constant(sigma));
    }

    /// Degrees of freedom `nu`, location `mu`, scale `sigma`.
    public static StudentT studentT(double nu, Tensor mu, Tensor sigma) {
        return studentT(constant(nu), mu, sigma);
    }

    /// Degrees of freedom `nu`, location `mu`, scale `sigma`.
    public static StudentT studentT(double nu, Tensor mu, double sigma) {
        return studentT(constant(nu), mu, constant(sigma));
    }

    /// Degrees of freedom `nu`, location `mu`, scale `sigma`.
    public static StudentT studentT(double nu, Tensor mu, double[] sigma) {
        return studentT(constant(nu), mu, constant(sigma));
    }

    /// Degrees of freedom `nu`, location `mu`, scale `sigma`.
    public static StudentT studentT(double nu, double mu, Tensor sigma) {
        return studentT(constant(nu), constant(mu), sigma);
    }

    /// Degrees of freedom `nu`, location `mu`, scale `sigma`.
    public static StudentT studentT(Tensor nu, Tensor mu, double sigma) {
        return studentT(nu, mu, constant(sigma));
    }

    /// The absolute value of a Student t variable with location 0.
    public static HalfStudentT halfStudentT(Tensor nu, Tensor sigma) {
        return new HalfStudentT(nu, sigma);
    }

    /// The absolute value of a Student t variable with location 0.
    public static HalfStudentT halfStudentT(Tensor nu, double sigma) {
        return halfStudentT(nu, constant(sigma));
    }

    /// The absolute value of a Student t variable with location 0.
    public static HalfStudentT halfStudentT(double nu, Tensor sigma) {
        return halfStudentT(constant(nu), sigma);
    }

    /// The absolute value of a Student t variable with location 0.
    public static HalfStudentT halfStudentT(double nu, double sigma) {
        return halfStudentT(constant(nu), constant(sigma));
    }

    /// Mean and standard deviation of the logarithm.
    public static LogNormal logNormal(Tensor mu, Tensor sigma) {
        return new LogNormal(mu, sigma);
    }

    /// Mean and standard deviation of the logarithm.
    public static LogNormal logNormal(Tensor mu, double sigma) {
        return logNormal(mu, constant(sigma));
    }

    /// Mean and standard deviation of the logarithm.
    public static LogNormal logNormal(double mu, Tensor sigma) {
        return logNormal(constant(mu), sigma);
    }

    /// Mean and standard deviation of the logarithm.
    public static LogNormal logNormal(double mu, double sigma) {
        return logNormal(constant(mu), constant(sigma));
    }

    /// Rate `lam`, mean `1 / lam`.
    public static Exponential exponential(Tensor lam) {
        return new Exponential(lam);
    }

    /// Rate `lam`, mean `1 / lam`.
    public static Exponential exponential(double lam) {
        return exponential(constant(lam));
    }

    /// Shape `alpha`, rate `beta`, mean `alpha / beta`.
    public static Gamma gamma(Tensor alpha, Tensor beta) {
        return new Gamma(alpha, beta);
    }

    /// Shape `alpha`, rate `beta`, mean `alpha / beta`.
    public static Gamma gamma(Tensor alpha, double beta) {
        return gamma(alpha, constant(beta));
    }

    /// Shape `alpha`, rate `beta`, mean `alpha / beta`.
    public static Gamma gamma(double alpha, Tensor beta) {
        return gamma(constant(alpha), beta);
    }

    /// Shape `alpha`, rate `beta`, mean `alpha / beta`.
    public static Gamma gamma(double alpha, double beta) {
        return gamma(constant(alpha), constant(beta));
    }

    /// The reciprocal of a gamma variable of shape `alpha` and rate `beta`.
    public static InverseGamma inverseGamma(Tensor alpha, Tensor beta) {
        return new InverseGamma(alpha, beta);
    }

    /// The reciprocal of a gamma variable of shape `alpha` and rate `beta`.
    public static InverseGamma inverseGamma(Tensor alpha, double beta) {
        return inverseGamma(alpha, constant(beta));
    }

    /// The reciprocal of a gamma variable of shape `alpha` and rate `beta`.
    public static InverseGamma inverseGamma(double alpha, Tensor beta) {
        return inverseGamma(constant(alpha), beta);
    }

    /// The reciprocal of a gamma variable of shape `alpha` and rate `beta`.
    public static InverseGamma inverseGamma(double alpha, double beta) {
        return inverseGamma(constant(alpha), constant(beta));
    }

    /// On (0, 1), with mean `alpha / (alpha + beta)`.
    public static Beta beta(Tensor alpha, Tensor beta) {
        return new Beta(alpha, beta);
    }

    /// On (0, 1), with mean `alpha / (alpha + beta)`.
    public static Beta beta(Tensor alpha, double beta) {
        return beta(alpha, constant(beta));
    }

    /// On (0, 1), with mean `alpha / (alpha + beta)`.
    public static Beta beta(double alpha, Tensor beta) {
        return beta(constant(alpha), beta);
    }

    /// On (0, 1), with mean `alpha / (alpha + beta)`.
    public static Beta beta(double alpha, double beta) {
        return beta(constant(alpha), constant(beta));
    }

    /// Between two bounds.
    public static Uniform uniform(Tensor lower, Tensor upper) {
        return new Uniform(lower, upper);
    }

    /// Between two bounds.
    public static Uniform uniform(Tensor lower, double upper) {
        return uniform(lower, constant(upper));
    }

    /// Between two bounds.
    public static Uniform uniform(double lower, Tensor upper) {
        return uniform(constant(lower), upper);
    }

    /// Between two bounds.
    public static Uniform uniform(double lower, double upper) {
        return uniform(constant(lower), constant(upper));
    }

    /// Location `mu`, scale `b`.
    public static Laplace laplace(Tensor mu, Tensor b) {
        return new Laplace(mu, b);
    }

    /// Location `mu`, scale `b`.
    public static Laplace laplace(Tensor mu, double b) {
        return laplace(mu, constant(b));
    }

    /// Location `mu`, scale `b`.
    public static Laplace laplace(double mu, Tensor b) {
        return laplace(constant(mu), b);
    }

    /// Location `mu`, scale `b`.
    public static Laplace laplace(double mu, double b) {
        return laplace(constant(mu), constant(b));
    }

    /// Location `mu`, scale `s`.
    public static Logistic logistic(Tensor mu, Tensor s) {
        return new Logistic(mu, s);
    }

    /// Location `mu`, scale `s`.
    public static Logistic logistic(Tensor mu, double s) {
        return logistic(mu, constant(s));
    }

    /// Location `mu`, scale `s`.
    public static Logistic logistic(double mu, Tensor s) {
        return logistic(constant(mu), s);
    }

    /// Location `mu`, scale `s`.
    public static Logistic logistic(double mu, double s) {
        return logistic(constant(mu), constant(s));
    }

    /// Improper: the constant 1 on the real line.
    public static Flat flat() {
        return new Flat();
    }

    /// Improper: the constant 1 on the positive half line.
    public static HalfFlat halfFlat() {
        return new HalfFlat();
    }

    /// Probability vectors with concentrations `a` along the last axis.
    public static Dirichlet dirichlet(Tensor a) {
        return new Dirichlet(a);
    }

    /// Probability vectors with concentrations `a` along the last axis.
    public static Dirichlet dirichlet(double[] a) {
        return dirichlet(constant(a));
    }

    /// Vectors with mean `mu` and covariance `chol chol^T`, `chol` lower triangular.
    public static MvNormal mvNormal(Tensor mu, Tensor chol) {
        return new MvNormal(mu, chol);
    }

    /// Vectors with mean `mu` and covariance `chol chol^T`, `chol` lower triangular.
    public static MvNormal mvNormal(double[] mu, Tensor chol) {
        return mvNormal(constant(mu), chol);
    }
}
