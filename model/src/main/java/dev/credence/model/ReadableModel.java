package dev.credence.model;

import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;

/// What can be asked of a model without changing it: its parts by kind, its log-densities, and its
/// prints.
abstract sealed class ReadableModel permits RevisableModel {
    /// What runs of the model are called.
    public abstract String name();

    /// All named parts, in the order in which they were added.
    public abstract List<Variable> variables();

    abstract Coordinates coordinates();

    /// The random variables without observed values.
    public List<Variable.Free> freeVariables() {
        return all(Variable.Free.class);
    }

    /// The random variables with observed values.
    public List<Variable.Observed> observedVariables() {
        return all(Variable.Observed.class);
    }

    public List<Variable.Deterministic> deterministics() {
        return all(Variable.Deterministic.class);
    }

    /// The random variables that are summed out.
    public List<Variable.Marginalized> marginalizedVariables() {
        return all(Variable.Marginalized.class);
    }

    /// What is recorded at a position: free variables, deterministic ones that follow from these,
    /// and completed variables of which entries are missing.
    List<Variable> recordedVariables() {
        var joint = new JointDensity(variables());
        var recorded = new ArrayList<Variable>(freeVariables());
        recorded.addAll(deterministics());
        for (var o : observedVariables()) if (o.unobserved().isPresent()) recorded.add(o);
        recorded.removeIf(v -> joint.dependsOnMarginalized(joint.inValues(v.tensor())));
        return recorded;
    }

    public List<Variable.Potential> potentials() {
        return all(Variable.Potential.class);
    }

    public List<Variable.Data> dataVariables() {
        return all(Variable.Data.class);
    }

    private <T extends Variable> List<T> all(Class<T> kind) {
        return variables().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The variables that a variable is made of by no other one, in the order of the model: the
    /// parents of a random variable are in its distribution, and in its data if it is observed.
    public List<Variable> parents(Variable variable) {
        var roots =
                switch (variable) {
                    case Variable.Free v -> v.distribution().parameters().values();
                    case Variable.Observed v -> {
                        var all = new ArrayList<>(v.distribution().parameters().values());
                        all.add(v.completed());
                        yield all;
                    }
                    case Variable.Marginalized v -> v.distribution().parameters().values();
                    case Variable.Deterministic v -> v.tensor().owner().orElseThrow().inputs();
                    case Variable.Potential v -> List.of(v.tensor());
                    case Variable.Data v -> List.<Tensor>of();
                };
        var named = new HashSet<Tensor>();
        for (var v : variables()) if (!(v instanceof Variable.Potential)) named.add(v.tensor());
        var found = GraphWalk.reached(roots, named);
        return variables().stream().filter(v -> found.contains(v.tensor())).toList();
    }

    /// The shape of a variable under the present data.
    public Shape shape(Variable variable) {
        return Shape.of(Extent.of(variable.tensor()).concrete());
    }

    /// The inputs of the log-density: one for each free variable, unconstrained where it has a
    /// transform.
    public List<Input> valueVariables() {
        return freeVariables().stream().map(Variable.Free::value).toList();
    }

    // log-densities

    /// The log-densities as graphs of the [#valueVariables], by variable and not summed: free
    /// variables with the log-Jacobian of their transform, observed variables, potentials.
    public SequencedMap<String, Tensor> logps() {
        return new JointDensity(variables()).terms();
    }

    /// The joint log-density as graph of the [#valueVariables].
    public Tensor logp() {
        return JointDensity.total(logps().values());
    }

    /// The log-density of some of the variables and potentials, under all others; free ones with
    /// the log-Jacobian of their transform.
    ///
    /// @throws ModelException if there is none of a name
    public Tensor logp(String... names) {
        return JointDensity.total(chosen(logps(), names));
    }

    /// As [#logps], without the log-Jacobians: densities of the variables rather than of their
    /// value variables.
    public SequencedMap<String, Tensor> logpsWithoutJacobian() {
        return new JointDensity(variables()).termsWithoutJacobian();
    }

    /// As [#logp(String...)], without the log-Jacobians; of all if no name is given.
    public Tensor logpWithoutJacobian(String... names) {
        return JointDensity.total(chosen(logpsWithoutJacobian(), names));
    }

    private static Collection<Tensor> chosen(SequencedMap<String, Tensor> terms, String... names) {
        var found = new ArrayList<Tensor>();
        for (var name : names) {
            if (!terms.containsKey(name)) {
                throw new ModelException(
                        "'%s' has no log-density; there are those of %s"
                                .formatted(name, terms.keySet()),
                        SourceLine.here());
            }
            found.add(terms.get(name));
        }
        return names.length == 0 ? terms.values() : found;
    }

    /// The gradient of [#logp]: all [#valueVariables] flat, one after the other.
    public Tensor dlogp() {
        return JointDensity.flatGradient(logp(), valueVariables());
    }

    /// The Hessian of [#logp], the matrix of second derivatives in the order of [#dlogp].
    public Tensor d2logp() {
        return JointDensity.hessian(logp(), valueVariables());
    }

    /// [#logp] as a function, to be called with values by the names of the value variables.
    public CompiledFunction compileLogp() {
        return new CompiledFunction(valueVariables(), List.of(logp()));
    }

    /// [#dlogp] as a function.
    public CompiledFunction compileDlogp() {
        return new CompiledFunction(valueVariables(), List.of(dlogp()));
    }

    /// [#d2logp] as a function.
    public CompiledFunction compileD2logp() {
        return new CompiledFunction(valueVariables(), List.of(d2logp()));
    }

    /// What is in the model, as a table that prints itself.
    public ModelTable table() {
        return ModelTable.of(this);
    }

    /// The model as LaTeX mathematics, an `aligned` environment with a line for each variable but
    /// data.
    public String toLatex() {
        return ModelLatex.of(variables());
    }

    /// One line for each variable, for example `theta = mu + tau * eta`.
    @Override
    public String toString() {
        return ModelText.of(variables());
    }
}
