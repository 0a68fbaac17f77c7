package dev.credence.model.derivation;

import static dev.credence.model.Distributions.*;

import dev.credence.graph.Tensor;

/// Powers as monotone functions: of the base, where it is positive or the exponent odd, and of the
/// exponent.
final class PowerFunctions {
    private PowerFunctions() {}

    /// `y = x^exponent` for positive `x`.
    record Positive(Tensor exponent) implements Bijection {
        @Override
        public Tensor forward(Tensor x) {
            return x.pow(exponent);
        }

        @Override
        public Tensor backward(Tensor y) {
            return y.pow(reciprocal(exponent));
        }

        @Override
        public Tensor logSlope(Tensor y) {
            var rate = reciprocal(exponent);
            return rate.minus(1).times(log(y)).plus(log(abs(rate)));
        }

        @Override
        public Tensor contains(Tensor y) {
            return y.gt(0);
        }

        @Override
        public double anchor() {
            return 1;
        }

        @Override
        public Tensor increasing() {
            return exponent.gt(0);
        }

        @Override
        public double start() {
            return 0;
        }
    }

    /// `y = x^exponent` for an odd exponent; for a negative one, of which the graph has two
    /// branches, order is reversed within each.
    record Odd(int exponent) implements Bijection {
        @Override
        public Tensor forward(Tensor x) {
            return exponent == -1 ? reciprocal(x) : x.pow(exponent);
        }

        @Override
        public Tensor backward(Tensor y) {
            return exponent == -1 ? reciprocal(y) : sign(y).times(abs(y).pow(1.0 / exponent));
        }

        @Override
        public Tensor logSlope(Tensor y) {
            double rate = 1.0 / exponent;
            return log(abs(y)).times(rate - 1).plus(Math.log(Math.abs(rate)));
        }

        @Override
        public Tensor contains(Tensor y) {
            return abs(y).gt(0);
        }

        @Override
        public double anchor() {
            return 1;
        }

        @Override
        public Tensor increasing() {
            return Bijection.always(exponent > 0);
        }

        /// Across zero a negative power does not keep order.
        @Override
        public double start() {
            return exponent > 0 ? Double.NEGATIVE_INFINITY : 0;
        }
    }

    /// `y = base^x`.
    record Exponential(Tensor base) implements Bijection {
        @Override
        public Tensor forward(Tensor x) {
            return pow(base, x);
        }

        @Override
        public Tensor backward(Tensor y) {
            return log(y).div(log(base));
        }

        @Override
        public Tensor logSlope(Tensor y) {
            return log(y).plus(log(abs(log(base)))).unaryMinus();
        }

        @Override
        public Tensor contains(Tensor y) {
            return y.gt(0);
        }

        @Override
        public double anchor() {
            return 1;
        }

        @Override
        public Tensor increasing() {
            return base.gt(1);
        }
    }
}
