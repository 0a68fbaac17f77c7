package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// The constant 1 on the positive half line: improper, so it cannot be drawn from.
public record HalfFlat() implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of();
    }

    @Override
    public HalfFlat withParameters(List<Tensor> parameters) {
        return new HalfFlat();
    }

    @Override
    public Support support() {
        return Support.NONNEGATIVE;
    }

    @Override
    public List<Condition> conditions() {
        return List.of();
    }

    @Override
    public Tensor supportPoint() {
        return constant(1);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return zerosLike(value);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        throw new ModelException("HalfFlat is improper and has no draws; give it a proper prior");
    }
}
