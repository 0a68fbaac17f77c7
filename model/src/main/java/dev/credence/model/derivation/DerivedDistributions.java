package dev.credence.model.derivation;

import dev.credence.graph.Apply;
import dev.credence.graph.GraphWalk;
import dev.credence.graph.Output;
import dev.credence.graph.Tensor;
import dev.credence.model.Distributions;
import dev.credence.model.ModelException;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The functions on random expressions: their distribution, log-density, distribution function and
/// quantiles, all derived from the graph.
///
/// ```java
/// var y = derived(exp(randomVariable(normal(mu, sigma)))); // LogNormal(mu, sigma)
/// model.observe("y", y, data);
/// ```
public class DerivedDistributions extends Distributions {
    protected DerivedDistributions() {}

    /// The distribution of an expression of random variables without names. Where it is observed
    /// with more axes on the left than it has, these are independent copies.
    ///
    /// @throws ModelException if no log-density can be derived; the message says which op is in the
    ///   way, and where it was made
    public static Derived derived(Tensor expression) {
        return Derived.of(expression);
    }

    /// The log-density of a random variable, or of an expression of such, at a value: one entry for
    /// each event. If there are variables without names, those with names are given.
    ///
    /// @throws ModelException if it cannot be derived
    public static Tensor logp(Tensor expression, Tensor value) {
        return distributionOf(expression).logp(value);
    }

    /// The log of the probability that a random expression is at most a value.
    ///
    /// @throws ModelException if it cannot be derived
    public static Tensor logcdf(Tensor expression, Tensor value) {
        return distributionOf(expression)
                .logcdf(value)
                .orElseThrow(() -> unknown("distribution function", expression));
    }

    /// The value below which a random expression lies with probability `p`.
    ///
    /// @throws ModelException if it cannot be derived
    public static Tensor icdf(Tensor expression, Tensor p) {
        return distributionOf(expression)
                .icdf(p)
                .orElseThrow(() -> unknown("inverse distribution function", expression));
    }

    private static ModelException unknown(String what, Tensor expression) {
        return new ModelException(
                "the %s of '%s' cannot be derived"
                        .formatted(what, expression.owner().map(Apply::op).orElseThrow()),
                expression.owner().flatMap(node -> node.where()));
    }

    /// If all random variables have names, the last ones are meant.
    private static Derived distributionOf(Tensor expression) {
        return Derived.of(RandomNodes.isRandom(expression) ? expression : unnamed(expression));
    }

    private static Tensor unnamed(Tensor expression) {
        Map<Tensor, Tensor> copies = new IdentityHashMap<>();
        for (var x : RandomNodes.outermost(expression)) {
            var node = ((Output) x).apply();
            copies.put(x, new Apply(node.op(), node.inputs()).output());
        }
        return GraphWalk.substitute(List.of(expression), copies).getFirst();
    }
}
