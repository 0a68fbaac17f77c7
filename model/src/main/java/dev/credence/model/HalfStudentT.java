package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The absolute value of a Student t variable with `nu` degrees of freedom, location 0 and scale
/// `sigma`.
public record HalfStudentT(Tensor nu, Tensor sigma) implements Distribution {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("nu", nu, "sigma", sigma);
    }

    @Override
    public HalfStudentT withParameters(List<Tensor> parameters) {
        return new HalfStudentT(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(Condition.positive("nu", nu), Condition.positive("sigma", sigma));
    }

    @Override
    public Tensor supportPoint() {
        return Parameters.broadcast(sigma, nu);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return StudentT.logKernel(value.div(sigma), nu).minus(log(sigma)).plus(LOG_2);
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        var z = LogProbability.positive(value).div(sigma);
        var outside = StudentT.outside(z, nu);
        var near = square(z).div(nu);
        var inside = betainc(constant(0.5), nu.div(2), near.div(near.plus(1)));
        return Optional.of(
                checked(LogProbability.onPositive(value, LogProbability.of(inside, outside))));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return Optional.of(checked(sigma.times(StudentT.distance(constant(1).minus(p), nu))));
    }

    /// Infinite up to one degree of freedom.
    @Override
    public Optional<Tensor> mean() {
        var some = nu.gt(1);
        var finite = sigma.times(centre(some));
        return Optional.of(select(some, finite, constant(Double.POSITIVE_INFINITY)));
    }

    /// Infinite up to two degrees of freedom.
    @Override
    public Optional<Tensor> variance() {
        var some = nu.gt(2);
        var squares = StudentT.varianceFactor(select(some, nu, constant(3)));
        var finite = square(sigma).times(squares.minus(square(centre(some))));
        return Optional.of(select(some, finite, constant(Double.POSITIVE_INFINITY)));
    }

    private Tensor centre(Tensor known) {
        var nu = select(known, this.nu, constant(2));
        var ratio = exp(LogGamma.rise(nu.div(2), 0.5));
        return ratio.times(sqrt(nu.div(Math.PI))).times(2).div(nu.minus(1));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        return sigma.times(abs(StudentT.standardDraw(key, shape, nu)));
    }
}
