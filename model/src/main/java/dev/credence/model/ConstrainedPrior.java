package dev.credence.model;

import static dev.credence.graph.transform.Transformations.*;

import dev.credence.array.DType;
import dev.credence.array.NdArray;
import dev.credence.graph.Constant;
import dev.credence.graph.Input;
import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the parameters with which a distribution has a given mass between two bounds, and as much
/// below as above.
///
/// Parameters move in logarithms where they must be positive and in logits where they are
/// probabilities. The tails' logarithms are fitted by the method of Levenberg and Marquardt
/// (Nocedal and Wright 2006, section 10.3); with one free parameter, the mass between the bounds.
final class ConstrainedPrior {
    private static final double NEAR = 30;
    private static final double ENOUGH = 1e-6;

    private final Distribution start;
    private final double lower;
    private final double upper;
    private final double mass;
    private final List<String> free;

    ConstrainedPrior(
            Distribution start, double lower, double upper, double mass, Set<String> fixed) {
        this.start = start;
        this.lower = lower;
        this.upper = upper;
        this.mass = mass;
        this.free =
                start.parameters().keySet().stream().filter(name -> !fixed.contains(name)).toList();
        check(fixed);
    }

    private void check(Set<String> fixed) {
        if (!(lower < upper) || !(mass > 0 && mass < 1)) {
            throw new ModelException(
                    "findConstrainedPrior: a mass of %s between %s and %s is not possible; use a mass between 0 and 1 and ascending bounds"
                            .formatted(mass, lower, upper));
        }
        boolean known = start.parameters().keySet().containsAll(fixed);
        boolean constant = start.parameters().values().stream().allMatch(this::isNumber);
        if (!known || !constant || free.isEmpty()) {
            throw new ModelException(
                    "findConstrainedPrior: %s with %s fixed leaves nothing to find; use a distribution of constant numbers and fix some of %s"
                            .formatted(Formula.of(start), fixed, start.parameters().keySet()));
        }
        if (start.eventRank() > 0 || start.logcdf(constant(lower)).isEmpty()) {
            throw new ModelException(
                    "findConstrainedPrior: %s has no logcdf; use a distribution that has one"
                            .formatted(start.name()));
        }
    }

    private boolean isNumber(Tensor parameter) {
        return parameter instanceof Constant && parameter.rank() == 0;
    }

    private boolean needs(String condition) {
        return start.conditions().stream().anyMatch(c -> c.text().equals(condition));
    }

    private Tensor number(String name, Tensor y) {
        if (needs("%s > 0".formatted(name))) return exp(y);
        return needs("0 <= %s <= 1".formatted(name)) ? sigmoid(y) : y;
    }

    private double position(String name) {
        double x = start.parameters().get(name).eval().item();
        if (needs("%s > 0".formatted(name))) return Math.log(x);
        return needs("0 <= %s <= 1".formatted(name)) ? Math.log(x / (1 - x)) : x;
    }

    private Distribution with(Tensor position) {
        var values = new ArrayList<Tensor>();
        for (var parameter : start.parameters().entrySet()) {
            int i = free.indexOf(parameter.getKey());
            values.add(i < 0 ? parameter.getValue() : number(parameter.getKey(), position.get(i)));
        }
        return start.withParameters(values);
    }

    /// Counts at the lower bound lie inside.
    private Tensor logBelow(Distribution d) {
        return d.logcdf(constant(d.support().isDiscrete() ? lower - 1 : lower)).orElseThrow();
    }

    private Tensor tails(Distribution d) {
        var below = logBelow(d);
        var upTo = d.logcdf(constant(upper)).orElseThrow();
        var above = log1mexp(upTo);
        double odds = Math.log(mass / (1 - mass));
        if (Double.isInfinite(upper)) return stack(log1mexp(below).minus(below).minus(odds));
        boolean open = logBelow(start).eval().item() == Double.NEGATIVE_INFINITY;
        if (open) return stack(upTo.minus(above).minus(odds));
        if (free.size() == 1) {
            var inside = upTo.plus(log1mexp(below.minus(upTo)));
            return stack(inside.minus(logAddExp(below, above)).minus(odds));
        }
        double tail = Math.log((1 - mass) / 2);
        return stack(below.minus(tail), above.minus(tail));
    }

    /// Tails far away say nothing of the way to go, but moments do.
    private Optional<Tensor> moments(Distribution d) {
        if (d.mean().isEmpty() || d.variance().isEmpty()) return Optional.empty();
        double low = Double.isInfinite(lower) ? Math.min(0, upper) : lower;
        double high = Double.isInfinite(upper) ? Math.max(0, lower) : upper;
        double width = Math.max(high - low, Double.MIN_NORMAL) / 4;
        var mean = d.mean().get().minus((low + high) / 2).div(width);
        if (free.size() == 1) return Optional.of(stack(mean));
        return Optional.of(stack(mean, log(d.variance().get()).minus(2 * Math.log(width))));
    }

    Distribution find() {
        double[] y = free.stream().mapToDouble(this::position).toArray();
        var position = new Input("position", new TensorType(DType.FLOAT64, Shape.of(free.size())));
        var d = with(position);
        var tails = new Fit(position, tails(d));
        if (!(tails.misfit(y) < NEAR)) {
            var first = moments(d).map(m -> new Fit(position, m));
            if (first.isPresent() && first.get().misfit(y) < Double.POSITIVE_INFINITY) {
                y = first.get().from(y);
            }
        }
        y = tails.from(y);
        var found = withValues(y);
        if (!(tails.misfit(y) <= ENOUGH)) {
            throw new ModelException(
                    "findConstrainedPrior: no %s was found with the mass %s between %s and %s; the nearest, %s, has %.4f: start elsewhere or fix less"
                            .formatted(
                                    start.name(),
                                    mass,
                                    lower,
                                    upper,
                                    Formula.of(found),
                                    share(found)));
        }
        return found;
    }

    private Distribution withValues(double... y) {
        var d = with(new Constant(NdArray.of(y)));
        var numbers = d.parameters().values().stream().map(p -> constant(p.eval())).toList();
        return start.withParameters(List.copyOf(numbers));
    }

    private double share(Distribution d) {
        double upTo = Math.exp(d.logcdf(constant(upper)).orElseThrow().eval().item());
        return upTo - Math.exp(logBelow(d).eval().item());
    }
}
