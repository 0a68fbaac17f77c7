package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Apply;
import dev.credence.graph.Indexing;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The law of some entries of an axis, where entries are independent: the others are integrated
/// out.
///
/// @param whole the random expression of which they are entries
/// @param part takes the entries
/// @param filled puts a value of the entries in their place, with anything elsewhere
record PartLaw(Law base, Tensor whole, UnaryOperator<Tensor> part, UnaryOperator<Tensor> filled)
        implements Law {
    static PartLaw slice(Law base, Tensor whole, Indexing.Slice op) {
        var set = new Indexing.SetSlice(op.axis(), op.range());
        return new PartLaw(
                base,
                whole,
                x -> new Apply(op, List.of(x)).output(),
                v -> new Apply(set, List.of(zeros(whole, v), v)).output());
    }

    /// @param positions which do not repeat
    static PartLaw gather(Law base, Tensor whole, Indexing.Gather op, Tensor positions) {
        var add = new Indexing.ScatterAdd(op.axis());
        return new PartLaw(
                base,
                whole,
                x -> new Apply(op, List.of(x, positions)).output(),
                v -> new Apply(add, List.of(zeros(whole, v), positions, v)).output());
    }

    private static Tensor zeros(Tensor whole, Tensor value) {
        return broadcastTo(cast(constant(0), value.dtype()), LogTerms.shapeOf(whole));
    }

    @Override
    public Kind kind() {
        return base.kind();
    }

    /// Parameters may broadcast, so the law of the whole is spread before entries are taken.
    private Tensor taken(Tensor ofWhole) {
        return part.apply(broadcastTo(ofWhole, LogTerms.shapeOf(whole)));
    }

    @Override
    public Tensor logp(Tensor value) {
        return taken(base.logp(filled.apply(value)));
    }

    @Override
    public Optional<Tensor> logcdf(Tensor value) {
        return base.logcdf(filled.apply(value)).map(this::taken);
    }

    @Override
    public Optional<Tensor> logBelow(Tensor value) {
        return base.logBelow(filled.apply(value)).map(this::taken);
    }

    @Override
    public Optional<Tensor> icdf(Tensor p) {
        return base.icdf(filled.apply(p)).map(this::taken);
    }

    @Override
    public Bounds bounds() {
        boolean common = base.bounds().lower().rank() == 0 && base.bounds().upper().rank() == 0;
        return common ? base.bounds() : Bounds.NONE;
    }

    @Override
    public boolean isElementwise() {
        return false;
    }
}
