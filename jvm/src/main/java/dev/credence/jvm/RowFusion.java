package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// Puts a loop nest together with the product of a large matrix that feeds it and that of its
/// transpose which it feeds (`X b`, a function of it, its gradient by `b`), so that the matrix is
/// read from memory once.
final class RowFusion {
    /// Smaller matrices stay in the second cache anyway.
    private static final int LARGE = 400_000;

    private final List<Group> groups;
    private final Homes homes;

    private RowFusion(List<Group> groups, Homes homes) {
        this.groups = new ArrayList<>(groups);
        this.homes = homes;
    }

    static List<Group> of(List<Group> groups, Homes homes) {
        var fusion = new RowFusion(groups, homes);
        for (int g = 0; g < fusion.groups.size(); g++)
            if (fusion.groups.get(g) instanceof Group.Nest nest) g = fusion.fuse(g, nest);
        return fusion.groups;
    }

    /// Makes blocks of rows of a nest if it suits; where the nest is then.
    private int fuse(int at, Group.Nest nest) {
        if (nest.space().size() != 1) return at;
        int rows = nest.space().getFirst();
        var before = new ArrayList<Integer>();
        var after = new ArrayList<Integer>();
        for (int g = 0; g < at; g++) if (feeds(g, at, rows)) before.add(g);
        for (int g = at + 1; g < groups.size(); g++) if (isFed(g, at, rows)) after.add(g);
        var matrices = before.stream().map(g -> product(g).matrix().root()).toList();
        after.removeIf(g -> !matrices.contains(product(g).matrix().root()));
        var results = after.stream().map(g -> product(g).matrix().root()).toList();
        before.removeIf(g -> !results.contains(product(g).matrix().root()));
        if (before.isEmpty()) return at;
        groups.set(
                at,
                new Group.RowBlocks(
                        before.stream().map(this::product).toList(),
                        nest,
                        after.stream().map(this::product).toList()));
        for (int g : after.reversed()) groups.remove(g);
        for (int g : before.reversed()) groups.remove(g);
        return at - before.size();
    }

    private RowProduct product(int group) {
        return RowProduct.of(groups.get(group)).orElseThrow();
    }

    private static boolean isLarge(RowProduct p, int rows) {
        return p.rows() == rows && p.columns() > 1 && 8L * p.rows() * p.columns() >= LARGE;
    }

    /// Whether a group is a product each element of which only the nest reads first, in its place.
    private boolean feeds(int group, int nest, int rows) {
        var p = RowProduct.of(groups.get(group));
        if (p.isEmpty() || p.get().transposed() || !isLarge(p.get(), rows)) return false;
        var result = p.get().result().root();
        var places = homes.chain(result);
        for (int g = group + 1; g < nest; g++)
            for (var step : groups.get(g).steps())
                if (step.reads().stream().anyMatch(r -> places.contains(r.root()))) return false;
        boolean used = false;
        for (var step : groups.get(nest).steps()) {
            for (var read : step.reads()) {
                if (!read.root().equals(result)) continue;
                if (!Fusion.readsOwnElement(step, read)) return false;
                used = true;
            }
        }
        return used;
    }

    /// Whether a group is a product with the transpose that waits for the nest only.
    private boolean isFed(int group, int nest, int rows) {
        var p = RowProduct.of(groups.get(group));
        if (p.isEmpty() || !p.get().transposed() || !isLarge(p.get(), rows)) return false;
        var vector = p.get().vector();
        if (!vector.isWhole()) return false;
        boolean made =
                groups.get(nest).steps().stream()
                        .anyMatch(s ->
                                s instanceof Step.Map m
                                        && m.output().root().equals(vector.root())
                                        && m.output().isWhole());
        if (!made) return false;
        for (int g = nest; g < group; g++)
            for (var step : groups.get(g).steps())
                for (var v : step.writes())
                    if (v.equals(p.get().matrix().root()) || g > nest && v.equals(vector.root()))
                        return false;
        return true;
    }
}
