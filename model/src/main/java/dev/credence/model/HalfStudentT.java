package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// The absolute value of a Student t variable with `nu` degrees of freedom, location 0 and scale
/// `sigma`.
public record HalfStudentT(Tensor nu, Tensor sigma) implements Distribution {
    private static final double LOG_2 = Math.log(2);

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
    public Tensor draw(Tensor key, Tensor shape) {
        return sigma.times(abs(StudentT.standardDraw(key, shape, nu)));
    }
}
