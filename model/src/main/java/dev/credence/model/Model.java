package dev.credence.model;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.array.RandomKey;
import dev.credence.graph.Apply;
import dev.credence.graph.Constant;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Output;
import dev.credence.graph.Shape;
import dev.credence.graph.Shared;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;
import dev.credence.graph.Tensors;
import dev.credence.graph.View;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A probabilistic model: named random variables, what was observed of them, and what follows from
/// them.
///
/// Each method that adds something returns a tensor to go on with. Everything is checked at once:
/// names, shapes against dims and parameters, data against supports; what is wrong raises a
/// [ModelException] that names the variable and the line.
///
/// ```java
/// var model = new Model("eight schools").coords("school", schools);
/// var mu = model.random("mu", normal(0, 5));
/// var tau = model.random("tau", halfCauchy(5));
/// var eta = model.random("eta", normal(0, 1), dims("school"));
/// var theta = model.deterministic("theta", mu.plus(tau.times(eta)), dims("school"));
/// model.observe("y", normal(theta, standardErrors), effects);
/// ```
public final class Model extends PredictiveModel {
    private static final RandomKey ROOT = RandomKey.of(0);

    private final String name;
    private final Coordinates coordinates;
    private final SequencedMap<String, Variable> variables = new LinkedHashMap<>();
    private final ModelChecks checks = new ModelChecks(variables);
    private Optional<DensityGraph> densityGraph = Optional.empty();
    private String prefix = "";
    private final Map<String, NdArray> initialValues = new LinkedHashMap<>();

    public Model() {
        this("model");
    }

    public Model(String name) {
        this(name, new Coordinates());
    }

    private Model(String name, Coordinates coordinates) {
        this.name = name;
        this.coordinates = coordinates;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    Coordinates coordinates() {
        return coordinates;
    }

    // dims

    /// Names a dim and labels the positions along it.
    public Model coords(String dim, String... labels) {
        return coords(dim, List.of(labels));
    }

    /// Names a dim and labels the positions along it.
    public Model coords(String dim, List<String> labels) {
        coordinates.addLabels(dim, labels);
        return this;
    }

    /// Names a dim of a length, without labels.
    public Model dim(String dim, int length) {
        coordinates.addLength(dim, length);
        return this;
    }

    /// The lengths of the dims under the present data.
    public Map<String, Integer> dimLengths() {
        return coordinates.lengths();
    }

    /// The labels of the dims that have some.
    public Map<String, List<String>> coords() {
        return coordinates.labels();
    }

    /// Labels the positions along a dim whose length follows data, or labels them anew. The labels
    /// hold until the data get another length.
    ///
    /// @throws ModelException if there is no such dim, or its present length is another one
    public void setCoords(String dim, List<String> labels) {
        coordinates.relabel(dim, labels);
    }

    /// Adds a part of the model under a prefix: what `part` adds as `x` is named `prefix::x`. Parts
    /// may be nested; dims are common to all.
    ///
    /// @return what `part` returns
    public <R> R part(String prefix, Supplier<R> part) {
        ModelChecks.name("part", prefix);
        var outside = this.prefix;
        this.prefix = outside + prefix + "::";
        try {
            return part.get();
        } finally {
            this.prefix = outside;
        }
    }

    // random variables

    /// Adds an unknown with the shape of the distribution's parameters.
    public Tensor random(String name, Distribution distribution) {
        return addFree(name, distribution, Optional.empty(), List.of());
    }

    /// Adds an unknown with named axes.
    public Tensor random(String name, Distribution distribution, Dims dims) {
        var asked = coordinates.extent(name, dims);
        return addFree(name, distribution, Optional.of(asked), dims.names());
    }

    /// Adds an unknown of a shape.
    public Tensor random(String name, Distribution distribution, Shape shape) {
        return addFree(name, distribution, Optional.of(Extent.of(shape.dims())), List.of());
    }

    private Tensor addFree(
            String own, Distribution distribution, Optional<Extent> asked, List<String> dims) {
        var where = SourceLine.here();
        var name = prefix + own;
        checks.random(name, distribution);
        var natural = Extent.of(distribution.supportPoint());
        checks.shape(name, distribution, natural, asked.orElse(natural));
        var extent = asked.map(natural::extendedTo).orElse(natural);
        checks.eventRank(name, distribution, extent);
        var tensor = RandomVariable.of(distribution, nextKey(), extent.operand()).named(name);
        var transform = distribution.support().transform();
        var shape = transform.map(t -> t.unconstrainedShape(extent.shape())).orElse(extent.shape());
        var valueName = transform.map(t -> "%s_%s__".formatted(name, t.name())).orElse(name);
        var value = new Input(valueName, new TensorType(distribution.dtype(), shape));
        return add(new Variable.Free(name, tensor, distribution, value, transform, dims, where));
    }

    /// Draws differ because their keys do; the number of variables so far names the key.
    private RandomKey nextKey() {
        return ROOT.fold(variables.size());
    }

    /// Adds a random variable whose value was seen.
    public Tensor observe(String name, Distribution distribution, double value) {
        return observe(name, distribution, NdArray.scalar(value));
    }

    /// Adds a random vector whose value was seen.
    public Tensor observe(String name, Distribution distribution, double[] values) {
        return observe(name, distribution, NdArray.of(values));
    }

    /// Adds a random matrix whose value was seen, from its rows.
    public Tensor observe(String name, Distribution distribution, double[][] rows) {
        return observe(name, distribution, NdArray.of(rows));
    }

    /// Adds random counts that were seen.
    public Tensor observe(String name, Distribution distribution, int[] counts) {
        return observe(name, distribution, Arrays.stream(counts).asLongStream().toArray());
    }

    /// Adds random counts that were seen.
    public Tensor observe(String name, Distribution distribution, long[] counts) {
        return observe(name, distribution, NdArray.of(counts, counts.length));
    }

    /// Adds a random vector whose value was seen, but for missing entries, whose values say
    /// nothing.
    public Tensor observe(
            String name, Distribution distribution, double[] values, boolean[] missing) {
        checks.sameLength(name, values.length, missing.length);
        var partial = values.clone();
        for (int i = 0; i < partial.length; i++) if (missing[i]) partial[i] = Double.NaN;
        return observe(name, distribution, partial);
    }

    /// Adds a random variable whose value was seen. Entries that are NaN are missing: they become
    /// the unknown `y_unobserved` for `y`, a vector, and the completed `y` is recorded.
    public Tensor observe(String name, Distribution distribution, NdArray values) {
        return observe(name, distribution, new Constant(values));
    }

    /// Adds a random variable whose value is data: a constant, [#data] or a function of these.
    public Tensor observe(String name, Distribution distribution, Tensor data) {
        return addObserved(name, distribution, data, List.of());
    }

    /// Adds a random variable with named axes whose value was seen.
    public Tensor observe(String name, Distribution distribution, double[] values, Dims dims) {
        return observe(name, distribution, Tensors.constant(values), dims);
    }

    /// Adds random counts with a named axis that were seen.
    public Tensor observe(String name, Distribution distribution, int[] counts, Dims dims) {
        return observe(name, distribution, Tensors.constant(counts), dims);
    }

    /// Adds a random variable with named axes whose value is data.
    public Tensor observe(String name, Distribution distribution, Tensor data, Dims dims) {
        coordinates.checkRank(name, dims, data.rank());
        coordinates.checkLengths(name, dims, Extent.of(data).concrete());
        return addObserved(name, distribution, data, dims.names());
    }

    private Tensor addObserved(
            String own, Distribution distribution, Tensor data, List<String> dims) {
        var where = SourceLine.here();
        var name = prefix + own;
        checks.random(name, distribution);
        var values = checks.data(name, distribution, data);
        var typed =
                data instanceof Constant
                        ? new Constant(values)
                        : Tensors.cast(data, distribution.dtype());
        var natural = Extent.of(distribution.supportPoint());
        checks.shape(name, distribution, natural, Extent.of(values.shape()));
        var extent = natural.extendedTo(Extent.of(typed));
        checks.eventRank(name, distribution, extent);
        var unobserved =
                checks.missing(data).map(mask -> addUnobserved(name, distribution, mask, typed));
        var tensor = RandomVariable.of(distribution, nextKey(), extent.operand()).named(name);
        boolean trusted = unobserved.isEmpty() && checks.isTrusted(distribution, data);
        return add(
                new Variable.Observed(
                        name, tensor, distribution, typed, trusted, unobserved, dims, where));
    }

    /// The missing entries are an unknown of their own, `y_unobserved` for `y`.
    private Variable.Free addUnobserved(
            String whole, Distribution distribution, Tensor mask, Tensor data) {
        var name = whole + "_unobserved";
        addFree(name, new Unobserved(distribution, mask, data), Optional.empty(), List.of());
        return (Variable.Free) variables.get(name);
    }

    // everything else

    /// Adds a function of other variables, to be recorded under a name.
    public Tensor deterministic(String name, Tensor value) {
        return addDeterministic(name, value, List.of());
    }

    /// Adds a function of other variables with named axes, to be recorded under a name.
    public Tensor deterministic(String name, Tensor value, Dims dims) {
        coordinates.checkRank(name, dims, value.rank());
        coordinates.checkLengths(name, dims, Extent.of(value).concrete());
        return addDeterministic(name, value, dims.names());
    }

    private Tensor addDeterministic(String own, Tensor value, List<String> dims) {
        var name = prefix + own;
        checks.name(name);
        checks.ownership(name, List.of(value));
        var node = value instanceof Output && value.name().isEmpty() ? value : alias(value);
        return add(new Variable.Deterministic(name, node.named(name), dims, SourceLine.here()));
    }

    /// The same tensor as another node, which can have another name.
    private static Tensor alias(Tensor x) {
        var order = IntStream.range(0, x.rank()).boxed().toList();
        return new Apply(new View.DimShuffle(order), List.of(x)).output();
    }

    /// Adds a term to the log-density; its elements are summed.
    public Tensor potential(String name, Tensor logDensity) {
        return addPotential(prefix + name, logDensity);
    }

    private Tensor addPotential(String name, Tensor logDensity) {
        checks.name(name);
        checks.ownership(name, List.of(logDensity));
        if (logDensity.dtype() != DType.FLOAT64) {
            throw new ModelException(
                    "potential '%s' must be float64, not %s".formatted(name, logDensity.dtype()),
                    SourceLine.here());
        }
        return add(new Variable.Potential(name, logDensity, List.of(), SourceLine.here()));
    }

    /// Adds a number that can be exchanged by [#setData].
    public Tensor data(String name, double value) {
        return data(name, NdArray.scalar(value));
    }

    /// Adds a vector that can be exchanged by [#setData], also for one of another length.
    public Tensor data(String name, double[] values) {
        return data(name, NdArray.of(values));
    }

    /// Adds a matrix, given by its rows, that can be exchanged by [#setData].
    public Tensor data(String name, double[][] rows) {
        return data(name, NdArray.of(rows));
    }

    /// Adds integers, such as group numbers, that can be exchanged by [#setData].
    public Tensor data(String name, int[] values) {
        return data(name, integers(values));
    }

    /// Adds data that can be exchanged by [#setData]; dtype and rank are fixed.
    public Tensor data(String name, NdArray values) {
        return addData(name, values, Optional.empty());
    }

    /// Adds data with a named axis.
    public Tensor data(String name, double[] values, Dims dims) {
        return data(name, NdArray.of(values), dims);
    }

    /// Adds integers with a named axis.
    public Tensor data(String name, int[] values, Dims dims) {
        return data(name, integers(values), dims);
    }

    /// Adds data with named axes; dims without coordinates take their length from the data.
    public Tensor data(String name, NdArray values, Dims dims) {
        return addData(name, values, Optional.of(dims));
    }

    private static NdArray integers(int... values) {
        return NdArray.of(Arrays.stream(values).asLongStream().toArray(), values.length);
    }

    /// Adds data to be observed whose entries may be missing, now or after [#setData]: these are
    /// NaN.
    public Tensor incompleteData(String name, double[] values) {
        return incompleteData(name, NdArray.of(values));
    }

    /// Adds data to be observed whose NaN entries, now or after [#setData], are missing.
    public Tensor incompleteData(String name, NdArray values) {
        return addData(name, values, true, Optional.empty());
    }

    private Tensor addData(String own, NdArray values, Optional<Dims> dims) {
        return addData(own, values, false, dims);
    }

    private Tensor addData(String own, NdArray values, boolean incomplete, Optional<Dims> dims) {
        var where = SourceLine.here();
        var name = prefix + own;
        checks.name(name);
        checks.finite(name, values, incomplete, where);
        var shared = new Shared(name, values);
        dims.ifPresent(d -> coordinates.adopt(name, d, shared));
        var names = dims.map(Dims::names).orElse(List.of());
        return add(new Variable.Data(name, shared, incomplete, names, where));
    }

    /// Exchanges data for a number.
    public void setData(String name, double value) {
        setData(name, NdArray.scalar(value));
    }

    /// Exchanges data for a vector of any length.
    public void setData(String name, double[] values) {
        setData(name, NdArray.of(values));
    }

    /// Exchanges data for a matrix given by its rows.
    public void setData(String name, double[][] rows) {
        setData(name, NdArray.of(rows));
    }

    /// Exchanges data for integers.
    public void setData(String name, int[] values) {
        setData(name, integers(values));
    }

    /// Exchanges the value of [#data]: compiled code is kept, and everything computed from now on
    /// uses the new value and its shape.
    ///
    /// @throws ModelException if there are no such data, or if the new value does not fit the dims
    ///   or, where it is observed, the support
    public void setData(String name, NdArray values) {
        if (!(variables.get(name) instanceof Variable.Data data)) {
            throw new ModelException(
                    "the model has no data '%s'; there are %s"
                            .formatted(name, dataVariables().stream().map(Variable::name).toList()),
                    SourceLine.here());
        }
        checks.finite(name, values, data.incomplete(), SourceLine.here());
        var shared = data.tensor();
        var old = shared.value();
        var fitting = shared.dtype() == DType.FLOAT64 ? values.cast(DType.FLOAT64) : values;
        if (!shared.type().accepts(fitting)) {
            throw new ModelException(
                    "'%s' is %s and cannot take data of type %s; dtype and rank are fixed"
                            .formatted(name, shared.type(), TensorType.of(values)),
                    SourceLine.here());
        }
        try {
            shared.setValue(fitting);
            if (!data.dims().isEmpty())
                coordinates.checkLengths(name, new Dims(data.dims()), values.shape());
            for (var observed : observedVariables()) {
                if ((observed.trusted() || observed.unobserved().isPresent())
                        && GraphWalk.leaves(List.of(observed.data())).contains(shared))
                    checks.data(observed.name(), observed.distribution(), observed.data());
            }
        } catch (ModelException e) {
            shared.setValue(old);
            throw e;
        }
        if (densityGraph.isPresent() && densityGraph.get().shapesFollowData())
            densityGraph = Optional.empty();
    }

    Tensor add(Variable variable) {
        variables.put(variable.name(), variable);
        densityGraph = Optional.empty();
        return variable.tensor();
    }

    // queries

    @Override
    public List<Variable> variables() {
        return List.copyOf(variables.values());
    }

    /// A variable by its name.
    public Optional<Variable> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /// The log-density of each variable, summed, at a point; `NaN` or `-Infinity` shows what makes
    /// a start impossible.
    ///
    /// @param point values by the names of the value variables, as [#initialPoint] gives
    public SequencedMap<String, Double> pointLogps(Map<String, NdArray> point) {
        return new JointDensity(variables()).sums(point);
    }

    /// Where chains start: the value of [#setInitialValue] or else the support point of each free
    /// variable, unconstrained.
    public SequencedMap<String, NdArray> initialPoint() {
        return StartingPoint.of(freeVariables(), initialValues);
    }

    /// A draw from the prior as a point.
    public SequencedMap<String, NdArray> priorPoint(long seed) {
        var drawn = new LinkedHashMap<String, NdArray>();
        priorPredictive(1, seed).forEach((name, x) -> drawn.put(name, ForwardSampling.row(x, 0)));
        return StartingPoint.unconstrained(freeVariables(), drawn);
    }

    /// Lets chains start with that value of a free variable, on its natural scale.
    ///
    /// @throws ModelException if there is no free variable of that name, or the value has another
    ///   shape or lies outside the support
    public void setInitialValue(String name, NdArray value) {
        if (!(variables.get(name) instanceof Variable.Free free)) {
            throw new ModelException(
                    "the model has no free variable '%s'; there are %s"
                            .formatted(name, freeVariables().stream().map(Variable::name).toList()),
                    SourceLine.here());
        }
        StartingPoint.check(free, value);
        initialValues.put(name, value);
    }

    /// Takes over the initial values of variables that are free here too.
    void copyInitialValues(Model other) {
        initialValues.putAll(other.initialValues);
        initialValues.keySet().retainAll(freeVariables().stream().map(Variable::name).toList());
    }

    /// Lets chains start with that number.
    public void setInitialValue(String name, double value) {
        setInitialValue(name, NdArray.scalar(value));
    }

    /// Tests the model before a run: that the log-density is finite where chains start, and that
    /// its gradient is what small steps of the log-density say.
    ///
    /// @throws ModelException if not; the message names the variable, the entry, the parameters and
    ///   their values
    public void check() {
        new StartingCheck(this).run();
    }

    /// The log-density and its gradient for samplers, over one flat vector; bound to the present
    /// data.
    ///
    /// @throws ModelException if the model has discrete unknowns, or none at all
    public ModelDensity density() {
        if (densityGraph.isEmpty()) densityGraph = Optional.of(new DensityGraph(this));
        return new ModelDensity(this, densityGraph.get());
    }

    // marginalization

    /// The same model with discrete unknowns summed out of its log-density, so that NUTS can sample
    /// the others: `Bernoulli`, `Categorical`, `DiscreteUniform` and others with finitely many
    /// known values, alone or as entries of a tensor that are independent given the others, and
    /// [DiscreteMarkovChain] by the forward algorithm.
    ///
    /// In [#logps] the sum takes the place of what depends on such a variable: of the only term, or
    /// else of the variable's own. What is deterministic given it is not recorded;
    /// [#recoverMarginals] gives it.
    ///
    /// @throws ModelException if a variable has no known finite set of values, or if a term depends
    ///   on several of its entries at once
    public Model marginalize(String... names) {
        var changed = new Model(name, coordinates);
        changed.variables.putAll(variables);
        for (var n : names) changed.variables.put(n, checks.marginalized(n));
        new JointDensity(changed.variables()).terms();
        return changed;
    }

    /// For each draw of the free variables a draw of those that were summed out, and of what is
    /// deterministic given them.
    ///
    /// @param draws values of the free variables by name, all with a leading axis of one length
    public SequencedMap<String, NdArray> recoverMarginals(Map<String, NdArray> draws, long seed) {
        return new MarginalRecovery(this).draws(draws, seed);
    }

    // saving

    /// The model as text that [#ofJson] reads: JSON of a documented, versioned format, with its
    /// data.
    ///
    /// @throws ModelException if the model has parts made of code, such as an op of the user's own;
    ///   the message names it
    public String toJson() {
        return ModelFile.write(this);
    }

    /// The model that was saved: the same names, graphs and data, hence the same log-density to the
    /// bit, without the code that made it. Reading runs no code but the library's own.
    ///
    /// @throws ModelException if the text is no saved model, or of a later version of the format
    public static Model ofJson(String text) {
        return ModelFile.read(text);
    }

    /// Writes [#toJson] to a file.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void save(Path file) {
        try {
            Files.writeString(file, toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the model cannot be written to '%s'".formatted(file), e);
        }
    }

    /// Reads [#ofJson] from a file.
    ///
    /// @throws UncheckedIOException if it cannot be read
    public static Model load(Path file) {
        try {
            return ofJson(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("no model can be read from '%s'".formatted(file), e);
        }
    }

    /// The first difference between this model and another one, in a sentence; empty if both have
    /// the same variables with the same distributions, formulas, dims and data in the same order.
    /// Their names and where they were made do not count.
    public Optional<String> difference(Model other) {
        return ModelDifference.between(this, other);
    }
}
