package dev.credence.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// NUTS as the papers write it, to check [Nuts] against: it recurses, keeps every point, and sums
/// momenta anew for each criterion.
final class ExplicitNuts {
    private final Hamiltonian hamiltonian;
    private final int maxTreeDepth;
    private final RandomGenerator random;
    private double initialEnergy;
    int steps;
    int depth;

    ExplicitNuts(Hamiltonian hamiltonian, int maxTreeDepth, RandomGenerator random) {
        this.hamiltonian = hamiltonian;
        this.maxTreeDepth = maxTreeDepth;
        this.random = random;
    }

    /// Points in the order of time, or nothing if the tree is not valid.
    private record Tree(List<PhasePoint> points, PhasePoint proposal, double weight) {}

    PhasePoint step(PhasePoint state, double stepSize) {
        var start = new PhasePoint(hamiltonian.dimension());
        start.moveTo(state);
        hamiltonian.drawMomentum(start, random);
        initialEnergy = start.energy;
        steps = 0;
        depth = 0;
        var tree = new Tree(List.of(start), start, 1);
        while (depth < maxTreeDepth) {
            boolean forward = random.nextBoolean();
            var end = forward ? tree.points.getLast() : tree.points.getFirst();
            var extension = build(end, depth, forward ? stepSize : -stepSize);
            if (extension == null) break;
            depth++;
            boolean takeNew = random.nextDouble() * tree.weight < extension.weight;
            var earlier = forward ? tree.points : extension.points;
            var later = forward ? extension.points : tree.points;
            boolean turning = turns(earlier, later);
            tree =
                    new Tree(
                            joined(earlier, later),
                            takeNew ? extension.proposal : tree.proposal,
                            tree.weight + extension.weight);
            if (turning) break;
        }
        return tree.proposal;
    }

    private Tree build(PhasePoint from, int treeDepth, double stepSize) {
        if (treeDepth == 0) {
            var point = new PhasePoint(hamiltonian.dimension());
            Leapfrog.step(hamiltonian, from, point, stepSize);
            steps++;
            double logWeight = initialEnergy - point.energy;
            if (Double.isNaN(logWeight) || logWeight < -1000) return null;
            return new Tree(List.of(point), point, Math.exp(logWeight));
        }
        var first = build(from, treeDepth - 1, stepSize);
        if (first == null) return null;
        boolean forward = stepSize > 0;
        var end = forward ? first.points.getLast() : first.points.getFirst();
        var second = build(end, treeDepth - 1, stepSize);
        if (second == null) return null;
        var earlier = forward ? first.points : second.points;
        var later = forward ? second.points : first.points;
        if (turns(earlier, later)) return null;
        double weight = first.weight + second.weight;
        boolean takeSecond = random.nextDouble() * weight < second.weight;
        return new Tree(
                joined(earlier, later), takeSecond ? second.proposal : first.proposal, weight);
    }

    private static boolean turns(List<PhasePoint> earlier, List<PhasePoint> later) {
        return turns(joined(earlier, later))
                || turns(joined(earlier, List.of(later.getFirst())))
                || turns(joined(List.of(earlier.getLast()), later));
    }

    private static boolean turns(List<PhasePoint> points) {
        return progress(points, points.getFirst()) <= 0 || progress(points, points.getLast()) <= 0;
    }

    private static double progress(List<PhasePoint> points, PhasePoint end) {
        double progress = 0;
        for (int i = 0; i < end.velocity.length; i++) {
            double momentumSum = 0;
            for (var point : points) momentumSum += point.momentum[i];
            progress += end.velocity[i] * momentumSum;
        }
        return progress;
    }

    private static List<PhasePoint> joined(List<PhasePoint> earlier, List<PhasePoint> later) {
        var points = new ArrayList<>(earlier);
        points.addAll(later);
        return points;
    }
}
