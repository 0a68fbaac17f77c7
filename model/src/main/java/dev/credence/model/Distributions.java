package dev.credence.model;

import dev.credence.graph.Shape;
import dev.credence.graph.Tensor;
import dev.credence.graph.Tensors;

import java.util.List;

/// The functions that make distributions; with them, by inheritance, all functions on tensors.
public class Distributions extends Tensors {
    protected Distributions() {}

    /// Names for the axes of a variable, from the left.
    public static Dims dims(String... names) {
        return new Dims(List.of(names));
    }

    /// The lengths of the axes of a variable, from the left.
    public static Shape shape(int... lengths) {
        return Shape.of(lengths);
    }

    public static Normal normal(Tensor mu, Tensor sigma) {
        return new Normal(mu, sigma);
    }

    public static Normal normal(Tensor mu, double sigma) {
        return normal(mu, constant(sigma));
    }

    public static Normal normal(double mu, Tensor sigma) {
        return normal(constant(mu), sigma);
    }

    public static Normal normal(double mu, double sigma) {
        return normal(constant(mu), constant(sigma));
    }

    public static Normal normal(Tensor mu, double[] sigma) {
        return normal(mu, constant(sigma));
    }

    public static Normal normal(double[] mu, double[] sigma) {
        return normal(constant(mu), constant(sigma));
    }

    public static HalfNormal halfNormal(Tensor sigma) {
        return new HalfNormal(sigma);
    }

    public static HalfNormal halfNormal(double sigma) {
        return halfNormal(constant(sigma));
    }

    public static HalfCauchy halfCauchy(Tensor beta) {
        return new HalfCauchy(beta);
    }

    public static HalfCauchy halfCauchy(double beta) {
        return halfCauchy(constant(beta));
    }
}
