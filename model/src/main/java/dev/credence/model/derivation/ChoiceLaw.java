package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

import java.util.Optional;

/// The law of a given choice, element by element, between two random expressions.
record ChoiceLaw(Tensor condition, Law yes, Law no) implements Law {
    @Override
    public Kind kind() {
        return yes.kind();
    }

    @Override
    public Tensor logp(Tensor value) {
        return select(condition, yes.logp(value), no.logp(value));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return chosen(yes.logcdf(value), no.logcdf(value));
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return chosen(yes.logBelow(value), no.logBelow(value));
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return chosen(yes.icdf(p), no.icdf(p));
    }

    private Optional<Tensor> chosen(Optional<Tensor> a, Optional<Tensor> b) {
        return a.flatMap(x -> b.map(y -> select(condition, x, y)));
    }

    @Override
    public Bounds bounds() {
        return Bounds.of(
                select(condition, yes.bounds().lower(), no.bounds().lower()),
                select(condition, yes.bounds().upper(), no.bounds().upper()));
    }

    @Override
    public boolean isElementwise() {
        return yes.isElementwise() && no.isElementwise();
    }
}
