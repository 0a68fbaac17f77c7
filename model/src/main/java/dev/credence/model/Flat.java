package dev.credence.model;

import static dev.credence.graph.Tensors.*;

import dev.credence.graph.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// The constant 1 on the real line: improper, so it cannot be drawn from.
public record Flat() implements Distribution {
    @Override
    public SequencedMap<String, Tensor> parameters() {
        return Parameters.of();
    }

    @Override
    public Flat withParameters(List<Tensor> parameters) {
        return new Flat();
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public List<Condition> conditions() {
        return List.of();
    }

    @Override
    public Tensor supportPoint() {
        return constant(0);
    }

    @Override
    public Tensor logpInside(Tensor value) {
        return zerosLike(value);
    }

    @Override
    public Tensor draw(Tensor key, Tensor shape) {
        throw new ModelException("Flat is improper and has no draws; give it a proper prior");
    }
}
