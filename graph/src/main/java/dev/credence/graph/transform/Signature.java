package dev.credence.graph.transform;

import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Vectorization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The axes of one entry of a function's arguments and results, as `(m,n),(n)->(m)`: further axes
/// are batches.
///
/// @param arguments the names of the axes of each argument
/// @param results the names of the axes of each result
record Signature(String text, List<List<String>> arguments, List<List<String>> results) {
    private static final Pattern GROUP = Pattern.compile("\\(([\\w,]*)\\)");
    private static final Pattern LIST = Pattern.compile("(\\([\\w,]*\\)(,\\([\\w,]*\\))*)?");

    static Signature of(String text) {
        var compact = text.replace(" ", "");
        int arrow = compact.indexOf("->");
        var left = arrow < 0 ? "" : compact.substring(0, arrow);
        var right = arrow < 0 ? "" : compact.substring(arrow + 2);
        if (arrow < 0 || !LIST.matcher(left).matches() || !LIST.matcher(right).matches()) {
            throw new GraphException(
                            "signature '%s' cannot be read; write the axes of arguments and results like (m,n),(n)->(m)"
                                    .formatted(text))
                    .at(SourceLine.here());
        }
        return new Signature(text, groups(left), groups(right));
    }

    private static List<List<String>> groups(String list) {
        return GROUP.matcher(list).results().map(Signature::axes).toList();
    }

    private static List<String> axes(MatchResult group) {
        var names = group.group(1);
        return names.isEmpty() ? List.of() : Arrays.asList(names.split(",", -1));
    }

    /// The results of a function for arguments with further leading axes.
    List<Tensor> apply(TensorFunction function, List<Tensor> given) {
        if (given.size() != arguments.size()) {
            throw new GraphException(
                            "signature '%s' has %d arguments, not %d"
                                    .formatted(text, arguments.size(), given.size()))
                    .at(SourceLine.here());
        }
        Map<String, Integer> lengths = new HashMap<>();
        var entries = new ArrayList<Tensor>();
        Map<Tensor, Tensor> replaced = new IdentityHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            var x = given.get(i);
            entries.add(new Input(x.name(), new TensorType(x.dtype(), entry(i, x, lengths))));
            replaced.put(entries.getLast(), x);
        }
        var outputs = function.applyAll(entries);
        check(outputs);
        return Vectorization.of(outputs, replaced);
    }

    private Shape entry(int i, Tensor x, Map<String, Integer> lengths) {
        var axes = arguments.get(i);
        int leading = x.rank() - axes.size();
        if (leading < 0) {
            throw new GraphException(
                            "argument %d of '%s' needs %d axes or more, not shape %s"
                                    .formatted(i, text, axes.size(), x.shape()))
                    .at(SourceLine.here());
        }
        int[] dims = Arrays.copyOfRange(x.shape().dims(), leading, x.rank());
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] == Shape.UNKNOWN) continue;
            var before = lengths.putIfAbsent(axes.get(axis), dims[axis]);
            if (before != null && before != dims[axis]) {
                throw new GraphException(
                                "axis %s of '%s' has length %d and, in argument %d of shape %s, %d"
                                        .formatted(
                                                axes.get(axis),
                                                text,
                                                before,
                                                i,
                                                x.shape(),
                                                dims[axis]))
                        .at(SourceLine.here());
            }
        }
        return Shape.of(dims);
    }

    private void check(List<Tensor> outputs) {
        boolean fit = outputs.size() == results.size();
        for (int i = 0; fit && i < outputs.size(); i++)
            fit = outputs.get(i).rank() == results.get(i).size();
        if (!fit) {
            throw new GraphException(
                            "a function of signature '%s' cannot have results of types %s"
                                    .formatted(text, outputs.stream().map(Tensor::type).toList()))
                    .at(SourceLine.here());
        }
    }
}
