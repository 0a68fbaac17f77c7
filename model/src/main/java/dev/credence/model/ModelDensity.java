package dev.credence.model;

import dev.credence.array.NdArray;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.CompiledProgram;
import dev.credence.graph.Executable;
import dev.credence.graph.ParameterException;
import dev.credence.graph.Shape;
import dev.credence.graph.Shared;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/// What a sampler needs of a model: the log-density with its gradient over one flat unconstrained
/// position, and what to record at a position.
///
/// It is bound to the data as they are when [Model#density] is called, may be shared by threads,
/// and gives each its own [Evaluator].
public final class ModelDensity {
    private final Model model;
    private final DensityGraph graph;
    private final Bound logpAndGradient;
    private final boolean conditional;
    private final Bound certain;
    private final Bound recorded;
    private final Map<Integer, Bound> blocks = new ConcurrentHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final int dimension;
    private final int recordedSize;

    ModelDensity(Model model, DensityGraph graph) {
        this(model, graph, graph.density());
    }

    private ModelDensity(Model model, DensityGraph graph, DensityFunction density) {
        this.model = model;
        this.graph = graph;
        this.dimension = graph.slots().stream().mapToInt(Slot::size).sum();
        this.conditional = density.conditional();
        this.logpAndGradient =
                Bound.of(density.function(), Shape.of(dimension), density.dataTerms());
        this.certain =
                conditional
                        ? Bound.of(
                                graph.certain().function(),
                                Shape.of(dimension),
                                graph.certain().dataTerms())
                        : logpAndGradient;
        this.recorded = Bound.of(graph.recorded(), Shape.of(dimension), List.of());
        logpAndGradient.program();
        recorded.program();
        int offset = 0;
        for (var variable : model.recordedVariables()) {
            var shape = Shape.of(Extent.of(variable.tensor()).concrete());
            entries.add(new Entry(variable.name(), variable.dims(), offset, shape));
            offset += shape.size();
        }
        this.recordedSize = offset;
    }

    /// Where a value variable lies in the position.
    ///
    /// @param name the value variable, for example `tau_log__`
    /// @param variable the free variable, for example `tau`
    /// @param offset the index of its first element
    /// @param shape its unconstrained shape
    public record Slot(String name, String variable, int offset, Shape shape) {
        public int size() {
            return shape.size();
        }
    }

    /// Where a recorded variable lies in the output of [Evaluator#record].
    ///
    /// @param dims a name for each axis, or empty
    public record Entry(String name, List<String> dims, int offset, Shape shape) {
        public int size() {
            return shape.size();
        }
    }

    /// A compiled function of the position with the data it is called with.
    private record Bound(CompiledFunction function, List<Shape> shapes, List<Object> data) {
        /// @param terms the arguments after the position; the values of shared data follow
        static Bound of(CompiledFunction function, Shape position, List<NdArray> terms) {
            var data = new ArrayList<>(terms);
            var inputs = function.graph().inputs();
            for (var shared : inputs.subList(1 + terms.size(), inputs.size()))
                data.add(((Shared) shared).value());
            var shapes = new ArrayList<>(List.of(position));
            for (var d : data) shapes.add(Shape.of(d.shape()));
            return new Bound(
                    function, List.copyOf(shapes), data.stream().map(NdArray::storage).toList());
        }

        /// The code, compiled when it is first asked for.
        CompiledProgram program() {
            return function.program(shapes);
        }

        Object[] inputs() {
            var inputs = new Object[1 + data.size()];
            for (int i = 0; i < data.size(); i++) inputs[i + 1] = data.get(i);
            return inputs;
        }
    }

    public int dimension() {
        return dimension;
    }

    /// The layout of the position: the value variables in the order of the model.
    public List<Slot> slots() {
        return graph.slots();
    }

    /// The layout of what is recorded: free variables, then deterministic ones.
    public List<Entry> recorded() {
        return List.copyOf(entries);
    }

    /// The number of doubles that are recorded at a position.
    public int recordedSize() {
        return recordedSize;
    }

    /// What was compiled for the log-density and its gradient, in words.
    public String report() {
        return logpAndGradient.program().report();
    }

    /// The same density, always computed as it was written: without what is quicker under a
    /// condition that is checked at each evaluation, such as scaled probabilities in place of
    /// logarithms.
    public ModelDensity unconditional() {
        return conditional ? new ModelDensity(model, graph, graph.certain()) : this;
    }

    /// The log-density with its own scratch memory, for one thread at a time.
    public Evaluator newEvaluator() {
        return new Evaluator();
    }

    /// The log-density at so many positions at once, for one thread at a time.
    public BlockEvaluator newBlockEvaluator(int size) {
        var bound =
                blocks.computeIfAbsent(
                        size,
                        k ->
                                Bound.of(
                                        graph.block(k),
                                        Shape.of(dimension, k),
                                        graph.certain().dataTerms()));
        return new BlockEvaluator(bound, size);
    }

    /// Computes log-densities and gradients at several positions in one pass; for one thread at a
    /// time.
    public final class BlockEvaluator {
        private final int size;
        private final Executable density;
        private final Object[] inputs;
        private final Object[] outputs = new Object[2];
        private final Evaluator single = newEvaluator();
        private final double[] position = new double[dimension];
        private final double[] gradient = new double[dimension];
        private final Bound bound;

        private BlockEvaluator(Bound bound, int size) {
            this.bound = bound;
            this.size = size;
            this.density = bound.program().newExecutable();
            this.inputs = bound.inputs();
        }

        /// The number of positions.
        public int size() {
            return size;
        }

        /// What was compiled, in words.
        public String report() {
            return bound.program().report();
        }

        /// The log-densities at the positions and their gradients.
        ///
        /// @param positions coordinate `i` of position `c` is element `i * size + c`
        /// @param values receives a log-density for each position, as [Evaluator#logDensity] gives
        ///   it
        /// @param gradients receives the gradients, laid out as the positions are
        public void logDensities(double[] positions, double[] values, double[] gradients) {
            inputs[0] = positions;
            outputs[0] = values;
            outputs[1] = gradients;
            try {
                density.execute(inputs, outputs);
            } catch (ParameterException e) {
                oneByOne(positions, values, gradients);
            }
        }

        /// A parameter that is invalid at one position says nothing about the others.
        private void oneByOne(double[] positions, double[] values, double[] gradients) {
            for (int c = 0; c < size; c++) {
                for (int i = 0; i < dimension; i++) position[i] = positions[i * size + c];
                values[c] = single.logDensity(position, gradient);
                for (int i = 0; i < dimension; i++) gradients[i * size + c] = gradient[i];
            }
        }
    }

    /// A function with memory for its results.
    private static final class Call {
        private final Executable function;
        private final Object[] inputs;
        private final Object[] outputs;
        private final double[] value = new double[1];
        private final boolean[] condition = {true};

        Call(Bound bound, boolean conditional) {
            function = bound.program().newExecutable();
            inputs = bound.inputs();
            outputs =
                    conditional
                            ? new Object[] {value, value, condition}
                            : new Object[] {value, value};
        }

        /// Whether what is computed at a position counts.
        boolean holds(double[] position, double[] gradient) {
            inputs[0] = position;
            outputs[1] = gradient;
            function.execute(inputs, outputs);
            return condition[0];
        }
    }

    /// Computes log-densities, gradients and recorded values; for one thread at a time.
    public final class Evaluator {
        private final Call density = new Call(logpAndGradient, conditional);
        private Optional<Call> unconditional = Optional.empty();
        private final Executable recording = recorded.program().newExecutable();
        private final Object[] recordingInputs = recorded.inputs();
        private final Object[] recordingOutputs =
                entries.stream().map(e -> new double[e.size()]).toArray();

        private Evaluator() {}

        /// The log-density at a position; its gradient is written to `gradient`.
        ///
        /// @return `-Infinity` where a parameter is invalid, and whatever the arithmetic gives
        ///   elsewhere; the gradient then means nothing
        public double logDensity(double[] position, double[] gradient) {
            try {
                if (density.holds(position, gradient)) return density.value[0];
                if (unconditional.isEmpty()) unconditional = Optional.of(new Call(certain, false));
                unconditional.get().holds(position, gradient);
                return unconditional.get().value[0];
            } catch (ParameterException e) {
                return Double.NEGATIVE_INFINITY;
            }
        }

        /// Writes the values of the [#recorded] variables at a position to `out`, of length
        /// [#recordedSize].
        public void record(double[] position, double[] out) {
            recordingInputs[0] = position;
            recording.execute(recordingInputs, recordingOutputs);
            for (int i = 0; i < recordingOutputs.length; i++) {
                var entry = entries.get(i);
                System.arraycopy(recordingOutputs[i], 0, out, entry.offset(), entry.size());
            }
        }
    }

    /// The [Model#initialPoint] as a position.
    public double[] initialPosition() {
        return flat(model.initialPoint());
    }

    /// The position of given values of the free variables.
    ///
    /// @param values by the names of the free variables, on their natural scale
    /// @throws ModelException if one is missing or outside its support
    public double[] unconstrain(Map<String, NdArray> values) {
        return flat(StartingPoint.unconstrained(model.freeVariables(), values));
    }

    private double[] flat(Map<String, NdArray> point) {
        var position = new double[dimension];
        for (var slot : slots()) {
            var value = point.get(slot.name());
            for (int i = 0; i < slot.size(); i++) position[slot.offset() + i] = value.element(i);
        }
        return position;
    }

    /// A position as values by the names of the value variables.
    public SequencedMap<String, NdArray> point(double[] position) {
        var point = new LinkedHashMap<String, NdArray>();
        for (var slot : slots()) {
            var part = Arrays.copyOfRange(position, slot.offset(), slot.offset() + slot.size());
            point.put(slot.name(), NdArray.of(part, slot.shape().dims()));
        }
        return point;
    }

    /// Why the log-density is not finite at a position: one sentence that names the variable, the
    /// element and its parameters; empty if it is finite.
    public Optional<String> explainFailure(double[] position) {
        return new FailureSearch(model).at(point(position));
    }
}
