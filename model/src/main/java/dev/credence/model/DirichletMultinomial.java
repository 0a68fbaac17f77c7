package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// How often each of K outcomes occurs in `n` trials, whose common probabilities are Dirichlet
/// distributed with concentrations `a` along the last axis.
public record DirichletMultinomial(Tensor n, Tensor a) implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of("n", n, "a", a);
    }

    @Override
    public DirichletMultinomial withParameters(List<Tensor> parameters) {
        return new DirichletMultinomial(parameters.get(0), parameters.get(1));
    }

    @Override
    public Support support() {
        return Support.counts(n);
    }

    @Override
    public List<Condition> conditions() {
        return List.of(new Condition(n.ge(0), "n >= 0"), Condition.positive("a", a));
    }

    @Override
    public Tensor supportPoint() {
        return Multinomial.expected(n, new Dirichlet(a).supportPoint());
    }

    @Override
    public Tensor logpInside(Tensor value) {
        var outcomes = LogGamma.rise(a, value).minus(lgamma(value.plus(1)));
        return lgamma(n.plus(1)).minus(LogGamma.rise(sum(a, -1), n)).plus(sum(outcomes, -1));
    }

    @Override
    public Optional<Tensor> mean() {
        return Optional.of(expandDims(n, -1).times(new Dirichlet(a).supportPoint()));
    }

    @Override
    public Optional<Tensor> variance() {
        var p = new Dirichlet(a).supportPoint();
        var total = expandDims(sum(a, -1), -1);
        var trials = expandDims(n, -1);
        var spread = trials.plus(total).div(total.plus(1));
        return Optional.of(trials.times(p).times(constant(1).minus(p)).times(spread));
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        var p = new Dirichlet(a).draw(Draws.fold(key, 0), shape);
        var known = Extent.of(a).shape();
        int outcomes = known.dim(known.rank() - 1);
        var probabilities = slice(p, p.rank() - 1, 0, outcomes, 1);
        return new Multinomial(n, probabilities).draw(Draws.fold(key, 1), shape);
    }
}
