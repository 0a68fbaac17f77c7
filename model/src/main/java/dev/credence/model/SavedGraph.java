package dev.credence.model;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.InnerGraph;
import dev.credence.graph.Input;
import dev.credence.graph.Op;
import dev.credence.graph.Output;
import dev.credence.graph.Shape;
import dev.credence.graph.Shared;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A piece of graph as a list of nodes, each of which names those before it by number.
///
/// A node is a constant, a variable of the model, an input of an inner graph, a parameter of an
/// op's distribution, or an op applied to nodes; the outputs of an op take one number each.
final class SavedGraph implements SavedValues.Tensors {
    private final Map<Tensor, Integer> numbers = new IdentityHashMap<>();
    private final Map<Tensor, String> variables;
    private final Map<String, Tensor> known;
    private final List<Object> nodes = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private final boolean lines;

    private SavedGraph(Map<Tensor, String> variables, Map<String, Tensor> known, boolean lines) {
        this.variables = variables;
        this.known = known;
        this.lines = lines;
    }

    /// To write nodes; tensors of variables are written by their names.
    ///
    /// @param lines whether to note the user's lines
    static SavedGraph writer(Map<Tensor, String> variables, boolean lines) {
        return new SavedGraph(variables, Map.of(), lines);
    }

    /// To read nodes that may name the given variables.
    static SavedGraph reader(Object saved, Map<String, Tensor> known) {
        var graph = new SavedGraph(Map.of(), known, false);
        for (var node : list(saved)) graph.read(map(node));
        return graph;
    }

    static Object write(InnerGraph graph) {
        var writer = writer(Map.of(), false);
        for (var x : graph.inputs()) writer.input((Input) x);
        var outputs = graph.outputs().stream().map(writer::write).toList();
        var saved = new LinkedHashMap<String, Object>();
        saved.put("inputs", (long) graph.inputs().size());
        saved.put("nodes", writer.nodes);
        saved.put("outputs", outputs);
        return saved;
    }

    static InnerGraph readInner(Object saved) {
        var map = map(saved);
        var reader = reader(map.get("nodes"), Map.of());
        int inputs = Math.toIntExact(whole(map.get("inputs")));
        var outputs = list(map.get("outputs")).stream().map(reader::read).toList();
        return InnerGraph.of(reader.tensors.subList(0, inputs), outputs);
    }

    List<Object> nodes() {
        return nodes;
    }

    // writing

    /// The number of a tensor, after the nodes that it needs have been written.
    @Override
    public Object write(Tensor x) {
        if (!numbers.containsKey(x)) {
            for (var node : GraphWalk.topological(List.of(x), variables.keySet())) apply(node);
            if (!(x instanceof Output) || variables.containsKey(x)) leaf(x);
        }
        return (long) numbers.get(x);
    }

    private void add(Tensor x, Map<String, Object> node) {
        numbers.put(x, tensors.size());
        tensors.add(x);
        nodes.add(node);
    }

    private void leaf(Tensor x) {
        if (numbers.containsKey(x)) return;
        var name = variables.get(x);
        if (name != null) {
            add(x, new LinkedHashMap<>(Map.of("variable", name)));
            return;
        }
        switch (x) {
            case Constant c -> add(c, constant(c));
            case Input i -> input(i);
            case Shared s ->
                    throw new ModelException(
                            "the shared variable '%s' is not data of the model, so it cannot be saved; make it by model.data"
                                    .formatted(s));
            case Output _ -> throw new IllegalStateException("not a leaf");
        }
    }

    private void input(Input x) {
        var node = new LinkedHashMap<String, Object>();
        var parameter = RandomVariable.placeholderIndex(x);
        if (parameter.isPresent()) {
            add(x, parameter(parameter.get(), x));
            return;
        }
        node.put("input", x.dtype().toString());
        node.put("shape", lengths(x.shape().dims()));
        named(node, x);
        add(x, node);
    }

    private static Map<String, Object> constant(Constant c) {
        var node = array("constant", c.value());
        named(node, c);
        return node;
    }

    static Map<String, Object> array(String key, NdArray value) {
        var node = new LinkedHashMap<String, Object>();
        node.put(key, value.dtype().toString());
        node.put("shape", lengths(value.shape()));
        var values = new ArrayList<Object>(value.size());
        for (int i = 0; i < value.size(); i++) {
            values.add(
                    switch (value.storage()) {
                        case double[] x -> SavedValues.number(x[i]);
                        case float[] x -> SavedValues.number(x[i]);
                        case long[] x -> x[i];
                        case int[] x -> (long) x[i];
                        case boolean[] x -> x[i];
                        default -> throw new IllegalStateException("no storage of an array");
                    });
        }
        node.put("values", values);
        return node;
    }

    private static void named(Map<String, Object> node, Tensor x) {
        if (!x.name().isEmpty()) node.put("name", x.name());
    }

    private static List<Object> lengths(int... dims) {
        var lengths = new ArrayList<Object>();
        for (int d : dims) lengths.add((long) d);
        return lengths;
    }

    private void apply(Apply node) {
        if (numbers.containsKey(node.output())) return;
        for (var x : node.inputs()) leaf(x);
        var saved = new LinkedHashMap<String, Object>();
        saved.put("op", new SavedValues(new Placeholders()).write(node.op()));
        saved.put(
                "inputs", node.inputs().stream().map(x -> (Object) (long) numbers.get(x)).toList());
        if (node.outputs().stream().anyMatch(y -> !y.name().isEmpty()))
            saved.put("names", node.outputs().stream().map(Tensor::name).toList());
        if (lines) node.where().ifPresent(w -> saved.put("line", w.toString()));
        nodes.add(saved);
        for (var y : node.outputs()) {
            numbers.put(y, tensors.size());
            tensors.add(y);
        }
    }

    // reading

    @Override
    public Tensor read(Object number) {
        long index = whole(number);
        if (index < 0 || index >= tensors.size()) {
            throw new ModelException(
                    "the saved model names node %d before it is there".formatted(index));
        }
        return tensors.get((int) index);
    }

    private void read(Map<?, ?> node) {
        if (node.containsKey("op")) {
            readApply(node);
        } else if (node.containsKey("variable")) {
            var name = text(node.get("variable"));
            var tensor = known.get(name);
            if (tensor == null) {
                throw new ModelException(
                        "the saved model uses the variable '%s' before it is there"
                                .formatted(name));
            }
            tensors.add(tensor);
        } else if (node.containsKey("parameter")) {
            tensors.add(parameter(node));
        } else if (node.containsKey("constant")) {
            tensors.add(named(new Constant(readArray("constant", node)), node));
        } else if (node.containsKey("input")) {
            var shape = Shape.of(readLengths(node.get("shape")));
            tensors.add(named(new Input(new TensorType(dtype(node.get("input")), shape)), node));
        } else {
            throw new ModelException(
                    "the saved model has a node with %s, which is of no known kind"
                            .formatted(node.keySet()));
        }
    }

    private static Tensor named(Tensor x, Map<?, ?> node) {
        var name = node.get("name");
        return name == null ? x : x.named(text(name));
    }

    private void readApply(Map<?, ?> node) {
        var op = new SavedValues(new Placeholders()).read(node.get("op"), Op.class);
        var inputs = list(node.get("inputs")).stream().map(this::read).toList();
        var apply = SourceLine.inherit(line(node.get("line")), () -> new Apply(op, inputs));
        for (var y : apply.outputs()) tensors.add(y);
        if (!(node.get("names") instanceof List<?> names)) return;
        for (int i = 0; i < names.size(); i++) apply.outputs().get(i).named(text(names.get(i)));
    }

    static Optional<SourceLine> line(Object saved) {
        if (saved == null) return Optional.empty();
        var text = text(saved);
        int colon = text.lastIndexOf(':');
        return Optional.of(
                new SourceLine(
                        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
    }

    static NdArray readArray(String key, Map<?, ?> node) {
        int[] shape = readLengths(node.get("shape"));
        var values = list(node.get("values"));
        long size = 1;
        for (int d : shape) size = Math.multiplyExact(size, (long) d);
        if (size != values.size()) {
            throw new ModelException(
                    "the saved model has %d values for an array of shape %s"
                            .formatted(values.size(), NdArray.shapeText(shape)));
        }
        var array = NdArray.zeros(dtype(node.get(key)), shape);
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            switch (array.storage()) {
                case double[] x -> x[i] = real(value);
                case float[] x -> x[i] = (float) real(value);
                case long[] x -> x[i] = whole(value);
                case int[] x -> x[i] = Math.toIntExact(whole(value));
                case boolean[] x -> x[i] = value.equals(true);
                default -> throw new IllegalStateException("no storage of an array");
            }
        }
        return array;
    }

    private static int[] readLengths(Object saved) {
        return list(saved).stream().mapToInt(d -> Math.toIntExact(whole(d))).toArray();
    }

    private static DType dtype(Object saved) {
        return DType.valueOf(text(saved).toUpperCase(Locale.ROOT));
    }

    // checked casts of what JSON gives

    static Map<?, ?> map(Object saved) {
        if (saved instanceof Map<?, ?> map) return map;
        throw wrong(saved, "a map");
    }

    static List<?> list(Object saved) {
        if (saved instanceof List<?> list) return list;
        throw wrong(saved, "a list");
    }

    static String text(Object saved) {
        if (saved instanceof String s) return s;
        throw wrong(saved, "a text");
    }

    static long whole(Object saved) {
        if (saved instanceof Long n) return n;
        throw wrong(saved, "a whole number");
    }

    static double real(Object saved) {
        if (saved instanceof Double x) return x;
        if (saved instanceof Long n) return n;
        return Double.parseDouble(text(saved));
    }

    private static ModelException wrong(Object saved, String wanted) {
        var found = saved == null ? "nothing" : "'%s'".formatted(saved);
        return new ModelException(
                "the saved model has %s where %s belongs"
                        .formatted(found.length() > 60 ? found.substring(0, 60) : found, wanted));
    }

    private static Map<String, Object> parameter(int index, Tensor x) {
        var node = new LinkedHashMap<String, Object>();
        node.put("parameter", (long) index);
        node.put("dtype", x.dtype().toString());
        node.put("rank", (long) x.rank());
        return node;
    }

    private static Tensor parameter(Map<?, ?> node) {
        var shape = Shape.unknown(Math.toIntExact(whole(node.get("rank"))));
        return RandomVariable.placeholder(
                Math.toIntExact(whole(node.get("parameter"))),
                new TensorType(dtype(node.get("dtype")), shape));
    }

    /// Tensors inside ops: each is a small graph of its own over the parameters of a distribution.
    private static final class Placeholders implements SavedValues.Tensors {
        @Override
        public Object write(Tensor x) {
            var writer = writer(Map.of(), false);
            var output = writer.write(x);
            if (writer.nodes.size() == 1) return writer.nodes.getFirst();
            var saved = new LinkedHashMap<String, Object>();
            saved.put("nodes", writer.nodes);
            saved.put("output", output);
            return saved;
        }

        @Override
        public Tensor read(Object saved) {
            var map = map(saved);
            if (map.containsKey("nodes"))
                return reader(map.get("nodes"), Map.of()).read(map.get("output"));
            return reader(List.of(map), Map.of()).read((Object) 0L);
        }
    }
}
