package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// Puts a loop nest together with the product of a large matrix that feeds it and that of its
/// transpose which it feeds (`X b`, a function of it, its gradient by `b`), so that the matrix is
/// read from memory once; `b` may be a vector or have a few columns.
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
        if (nest.space().isEmpty() || nest.space().size() > 2) return at;
        var before = new ArrayList<Integer>();
        var after = new ArrayList<Integer>();
        for (int g = 0; g < at; g++) if (feeds(g, at, nest)) before.add(g);
        for (int g = at + 1; g < groups.size(); g++) if (isFed(g, at, nest)) after.add(g);
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

    private static boolean suits(RowProduct p, Group.Nest nest) {
        var space = nest.space();
        return p.rows() == space.getFirst()
                && p.width() == (space.size() == 1 ? 1 : space.getLast())
                && p.columns() > 1
                && 8L * p.rows() * p.columns() >= LARGE;
    }

    /// Whether a group is a product each element of which only the nest reads first, in its place.
    private boolean feeds(int group, int at, Group.Nest nest) {
        var p = RowProduct.of(groups.get(group));
        if (p.isEmpty() || p.get().transposed() || !suits(p.get(), nest)) return false;
        var result = p.get().result().root();
        var places = homes.chain(result);
        for (int g = group + 1; g < at; g++)
            for (var step : groups.get(g).steps())
                if (step.reads().stream().anyMatch(r -> places.contains(r.root()))) return false;
        boolean used = false;
        for (var step : nest.steps()) {
            for (var read : step.reads()) {
                if (!read.root().equals(result)) continue;
                if (!Fusion.readsOwnElement(step, read)) return false;
                used = true;
            }
        }
        return used;
    }

    /// Whether a group is a product with the transpose that waits for the nest only.
    private boolean isFed(int group, int at, Group.Nest nest) {
        var p = RowProduct.of(groups.get(group));
        if (p.isEmpty() || !p.get().transposed() || !suits(p.get(), nest)) return false;
        var factor = p.get().factor();
        if (!factor.isWhole()) return false;
        boolean made =
                nest.steps().stream()
                        .anyMatch(s ->
                                s instanceof Step.Map m
                                        && m.output().root().equals(factor.root())
                                        && m.output().isWhole());
        if (!made) return false;
        for (int g = at; g < group; g++)
            for (var step : groups.get(g).steps())
                for (var v : step.writes())
                    if (v.equals(p.get().matrix().root()) || g > at && v.equals(factor.root()))
                        return false;
        return true;
    }
}
