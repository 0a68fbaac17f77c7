package dev.credence.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Finds values that can be computed where they are needed: parts of a join directly in the joined
/// array, results directly in the caller's arrays.
final class Homes {
    private final Value[] hosts;
    private final int[] offsets;
    private final boolean[] addressed;
    private final Set<Step> shared = Collections.newSetFromMap(new IdentityHashMap<>());

    private Homes(Resolution program) {
        int n = program.values().size();
        hosts = program.values().toArray(Value[]::new);
        offsets = new int[n];
        addressed = new boolean[n];
    }

    static Homes of(Resolution program, Explosion explosion) {
        var homes = new Homes(program);
        var readers = new int[program.values().size()];
        for (var step : program.steps()) for (var read : step.reads()) readers[read.root().id()]++;
        for (var step : program.steps()) {
            if (step instanceof Step.Copy c && homes.canShare(c, explosion, readers))
                homes.share(c);
            homes.address(step, explosion);
        }
        return homes;
    }

    private boolean canShare(Step.Copy c, Explosion explosion, int[] readers) {
        var source = c.input().root();
        boolean undisturbed =
                switch (c.order()) {
                    case ALONE -> true;
                    case FIRST -> readers[source.id()] == 1;
                    case LATER -> false;
                };
        return undisturbed
                && source.isBetween()
                && !explosion.inLocals(source)
                && !explosion.inLocals(c.output().root())
                && hosts[source.id()] == source
                && c.input().isWhole()
                && c.output().isContiguous();
    }

    private void share(Step.Copy c) {
        shared.add(c);
        hosts[c.input().root().id()] = c.output().root();
        offsets[c.input().root().id()] = c.output().offset();
    }

    /// Notes values in locals that some step needs to find in memory.
    private void address(Step step, Explosion explosion) {
        switch (step) {
            case Step.Library _, Step.Perform _ ->
                    step.reads().forEach(r -> addressed[r.root().id()] = true);
            case Step.Gather g -> {
                addressed[g.x().root().id()] = true;
                addressArray(g.index(), explosion.isScalar(step));
            }
            case Step.Map _, Step.Copy _, Step.Reduce _, Step.Scatter _, Step.Guard _ ->
                    step.reads().forEach(r -> addressArray(r, explosion.isScalar(step)));
        }
    }

    private void addressArray(Strided read, boolean scalar) {
        if (!scalar && read.root().size() != 1) addressed[read.root().id()] = true;
    }

    /// Whether the copy needs no code, since its source is computed in place.
    boolean isShared(Step.Copy copy) {
        return shared.contains(copy);
    }

    /// Whether a value that lives in locals is needed in memory too.
    boolean isAddressed(Value value) {
        return addressed[value.id()];
    }

    /// A value, the one in whose array it lies, the one in whose array that lies and so on.
    List<Value> chain(Value value) {
        var chain = new ArrayList<>(List.of(value));
        while (hosts[chain.getLast().id()] != chain.getLast())
            chain.add(hosts[chain.getLast().id()]);
        return chain;
    }

    /// The value in whose array this one lies in the end: itself, a joined one or an output.
    Value host(Value value) {
        return chain(value).getLast();
    }

    /// Where in the host's array this value begins.
    int offset(Value value) {
        int offset = 0;
        for (var v : chain(value)) offset += offsets[v.id()];
        return offset;
    }
}
