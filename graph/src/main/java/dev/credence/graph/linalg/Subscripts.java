package dev.credence.graph.linalg;

import dev.credence.graph.GraphException;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The parsed subscripts of [Einsum]: labels for the axes of each operand and of the result. A
/// label is a letter, or a negative number for an axis of an ellipsis, -1 the last of them.
record Subscripts(String text, List<List<Integer>> operands, List<Integer> result) {
    private static final String ELLIPSIS = "...";

    static Subscripts of(String text, List<Tensor> tensors) {
        var compact = text.replace(" ", "");
        int arrow = compact.indexOf("->");
        var inputs = (arrow < 0 ? compact : compact.substring(0, arrow)).split(",", -1);
        if (inputs.length != tensors.size()) {
            throw failure(
                    text,
                    "%d operands are named but %d are given"
                            .formatted(inputs.length, tensors.size()));
        }
        var operands = new ArrayList<List<Integer>>();
        int further = 0;
        for (int i = 0; i < inputs.length; i++) {
            int rank = tensors.get(i).rank();
            boolean ellipsis = inputs[i].contains(ELLIPSIS);
            int named = inputs[i].length() - (ellipsis ? ELLIPSIS.length() : 0);
            if (named > rank || !ellipsis && named != rank) {
                throw failure(
                        text,
                        "'%s' names %d axes but operand %d has shape %s"
                                .formatted(inputs[i], named, i, tensors.get(i).shape()));
            }
            operands.add(labels(text, inputs[i], rank - named));
            further = Math.max(further, rank - named);
        }
        if (arrow < 0) return new Subscripts(text, operands, implicit(operands, further));
        var result = labels(text, compact.substring(arrow + 2), further);
        checkResult(text, operands, result, further);
        return new Subscripts(text, operands, result);
    }

    private static List<Integer> labels(String text, String part, int further) {
        int dots = part.indexOf(ELLIPSIS);
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (i == dots) {
                for (int k = further; k > 0; k--) labels.add(-k);
                i += ELLIPSIS.length() - 1;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                labels.add((int) c);
            } else {
                throw failure(text, "'%s' is not the name of an axis; use letters".formatted(c));
            }
        }
        return labels;
    }

    /// The axes of ellipses, then the letters that occur once, in alphabetical order.
    private static List<Integer> implicit(List<List<Integer>> operands, int further) {
        var counts = new TreeMap<Integer, Integer>();
        for (var operand : operands)
            for (int label : operand) if (label > 0) counts.merge(label, 1, Integer::sum);
        var result = new ArrayList<Integer>();
        for (int k = further; k > 0; k--) result.add(-k);
        counts.forEach((label, count) -> {
            if (count == 1) result.add(label);
        });
        return result;
    }

    private static void checkResult(
            String text, List<List<Integer>> operands, List<Integer> result, int further) {
        for (int label : result) {
            if (operands.stream().noneMatch(o -> o.contains(label)))
                throw failure(
                        text, "axis %s of the result is in no operand".formatted(name(label)));
            if (result.indexOf(label) != result.lastIndexOf(label))
                throw failure(text, "axis %s is twice in the result".formatted(name(label)));
        }
        if (further > 0 && !result.contains(-1))
            throw failure(text, "the result must contain '...' as the operands do");
    }

    private static GraphException failure(String text, String what) {
        return new GraphException("einsum '%s': %s".formatted(text, what)).at(SourceLine.here());
    }

    /// A letter in quotes, or what an axis of an ellipsis is called.
    static String name(int label) {
        return label > 0 ? "'%s'".formatted((char) label) : "%d of '...'".formatted(label);
    }
}
