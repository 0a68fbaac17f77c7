package dev.credence.graph.linalg;

import dev.credence.graph.Contraction;
import dev.credence.graph.GraphException;
import dev.credence.graph.LinearAlgebra;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lowers Einstein's summation to diagonals, sums, permutations and matrix products.
final class Einsum {
    /// Stands for a length that is not known when the order of products is chosen.
    private static final double TYPICAL_LENGTH = 16;

    private final String subscripts;
    private final List<Integer> result;
    private final List<Term> terms = new ArrayList<>();
    private final Map<Integer, Double> lengths = new HashMap<>();

    /// A tensor and the labels of its axes: letters, and negative numbers for axes of an ellipsis,
    /// -1 the last.
    private record Term(Tensor tensor, List<Integer> labels) {}

    private Einsum(Subscripts parsed, List<Tensor> operands) {
        this.subscripts = parsed.text();
        this.result = parsed.result();
        for (int i = 0; i < operands.size(); i++)
            terms.add(new Term(operands.get(i), parsed.operands().get(i)));
    }

    static Tensor of(String subscripts, List<Tensor> operands) {
        var einsum = new Einsum(Subscripts.of(subscripts, operands), operands);
        einsum.checkLengths();
        return einsum.evaluate();
    }

    private void checkLengths() {
        for (var term : terms) {
            for (int axis = 0; axis < term.labels.size(); axis++) {
                int label = term.labels.get(axis);
                int length = term.tensor.shape().dim(axis);
                if (length == Shape.UNKNOWN) continue;
                Double known = lengths.get(label);
                boolean repeats = label < 0 && known != null && (length == 1 || known == 1);
                if (known != null && known != length && !repeats) {
                    throw new GraphException(
                                    "einsum '%s': axis %s has length %d in one operand and %d in another"
                                            .formatted(
                                                    subscripts,
                                                    Subscripts.name(label),
                                                    (int) (double) known,
                                                    length))
                            .at(SourceLine.here());
                }
                lengths.merge(label, (double) length, Math::max);
            }
        }
    }

    private Tensor evaluate() {
        for (int i = 0; i < terms.size(); i++) terms.set(i, withDiagonals(terms.get(i)));
        for (int i = 0; i < terms.size(); i++) {
            int at = i;
            var term = terms.get(i);
            terms.set(
                    i,
                    summed(term, term.labels.stream().filter(l -> !isNeeded(l, at, at)).toList()));
        }
        while (terms.size() > 1) multiplyBestPair();
        return permuted(terms.getFirst(), result);
    }

    /// Multiplies the pair whose product is the smallest beside its factors; of several such pairs
    /// the one with the fewest multiplications.
    private void multiplyBestPair() {
        int bestLeft = 0;
        int bestRight = 1;
        double leastGrowth = Double.POSITIVE_INFINITY;
        double leastWork = Double.POSITIVE_INFINITY;
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i + 1; j < terms.size(); j++) {
                double growth = size(kept(i, j)) - size(labels(i)) - size(labels(j));
                double work = size(union(i, j));
                if (growth > leastGrowth || growth == leastGrowth && work >= leastWork) continue;
                leastGrowth = growth;
                leastWork = work;
                bestLeft = i;
                bestRight = j;
            }
        }
        var product = product(bestLeft, bestRight);
        terms.remove(bestRight);
        terms.set(bestLeft, product);
    }

    private List<Integer> labels(int term) {
        return terms.get(term).labels;
    }

    private double size(List<Integer> labels) {
        double size = 1;
        for (int l : labels) size *= lengths.getOrDefault(l, TYPICAL_LENGTH);
        return size;
    }

    /// Whether the result or a term other than the two given has this label.
    private boolean isNeeded(int label, int i, int j) {
        if (result.contains(label)) return true;
        for (int k = 0; k < terms.size(); k++)
            if (k != i && k != j && labels(k).contains(label)) return true;
        return false;
    }

    private List<Integer> union(int i, int j) {
        var all = new ArrayList<>(labels(i));
        for (int l : labels(j)) if (!all.contains(l)) all.add(l);
        return all;
    }

    /// The labels of the product of two terms.
    private List<Integer> kept(int i, int j) {
        return union(i, j).stream().filter(l -> isNeeded(l, i, j)).toList();
    }

    private static Term withDiagonals(Term term) {
        var current = term;
        for (int axis = 0; axis < current.labels.size(); axis++) {
            int label = current.labels.get(axis);
            int other = current.labels.lastIndexOf(label);
            if (other == axis) continue;
            var rest = new ArrayList<>(current.labels);
            rest.remove(other);
            rest.remove(axis);
            var order = new ArrayList<Integer>();
            for (int k = 0; k < current.labels.size(); k++)
                if (k != axis && k != other) order.add(k);
            order.addAll(List.of(axis, other));
            var last = Tensors.dimShuffle(current.tensor, order.toArray(Integer[]::new));
            rest.add(label);
            current = new Term(Batched.matrix(new LinearAlgebra.Diagonal(), last), rest);
            axis = -1;
        }
        return current;
    }

    private static Term summed(Term term, List<Integer> labels) {
        if (labels.isEmpty()) return term;
        int[] axes = labels.stream().mapToInt(term.labels::indexOf).toArray();
        var rest = new ArrayList<>(term.labels);
        rest.removeAll(labels);
        return new Term(Tensors.sum(term.tensor, axes), rest);
    }

    private static Tensor permuted(Term term, List<Integer> labels) {
        return Tensors.dimShuffle(
                term.tensor, labels.stream().map(term.labels::indexOf).toArray(Integer[]::new));
    }

    private Term product(int i, int j) {
        var left = terms.get(i);
        var right = terms.get(j);
        var kept = kept(i, j);
        var shared = new ArrayList<>(left.labels);
        shared.retainAll(right.labels);
        var summed = new ArrayList<>(shared);
        summed.removeAll(kept);
        if (summed.isEmpty()) {
            return new Term(Tensors.multiply(spread(left, kept), spread(right, kept)), kept);
        }
        shared.removeAll(summed);
        var rows = without(left.labels, shared, summed);
        var columns = without(right.labels, shared, summed);
        var a = grouped(left, shared, rows, summed);
        var b = grouped(right, shared, summed, columns);
        var product = Tensors.matmul(a, b);
        var shape = new ArrayList<Tensor>();
        for (int k = 0; k < shared.size(); k++) shape.add(Contraction.length(product, k));
        rows.forEach(l -> shape.add(length(left, l)));
        columns.forEach(l -> shape.add(length(right, l)));
        var labels = new ArrayList<>(shared);
        labels.addAll(rows);
        labels.addAll(columns);
        boolean asIs = rows.size() == 1 && columns.size() == 1;
        return new Term(asIs ? product : Contraction.reshaped(product, shape), labels);
    }

    private static Tensor length(Term term, int label) {
        return Contraction.length(term.tensor, term.labels.indexOf(label));
    }

    private static List<Integer> without(
            List<Integer> labels, List<Integer> some, List<Integer> others) {
        return labels.stream().filter(l -> !some.contains(l) && !others.contains(l)).toList();
    }

    /// The axes in the order of `labels`, with axes of length one for those the term has not.
    private static Tensor spread(Term term, List<Integer> labels) {
        return Tensors.dimShuffle(
                term.tensor, labels.stream().map(term.labels::indexOf).toArray(Integer[]::new));
    }

    /// The batch axes first, then two axes that join the axes of two groups.
    private static Tensor grouped(
            Term term, List<Integer> batch, List<Integer> first, List<Integer> second) {
        var order = new ArrayList<>(batch);
        order.addAll(first);
        order.addAll(second);
        var sorted = permuted(term, order);
        if (first.size() == 1 && second.size() == 1) return sorted;
        var lengths = new ArrayList<Tensor>();
        batch.forEach(l -> lengths.add(length(term, l)));
        for (var group : List.of(first, second))
            lengths.add(
                    Contraction.size(
                            term.tensor, group.stream().map(term.labels::indexOf).toList()));
        return Contraction.reshaped(sorted, lengths);
    }
}
