import static dev.credence.Credence.*;

import module dev.credence;

/// Loops: a step is written once, as a function of tensors, and may look back, stop early, run
/// backwards and be differentiated.
void main() {
    var x = vector("x");
    var weight = scalar("weight");

    // Exponential smoothing: the level is carried on, and stacked as a row of each step.
    ScanStep smooth =
            (carries, elements) -> {
                var level = carries.get(0).times(weight).plus(elements.get(0));
                return Step.of(level).stacking(level);
            };
    var levels = scan(smooth, List.of(constant(0.0)), List.of(x)).stacked();
    var slope = grad(square(levels).sum(), weight);
    var f = function(List.of(x, weight), List.of(levels, slope));
    IO.println(f.callAll(new double[] {1, 2, 3}, 0.5));

    // Lags: each value is the sum of the two before.
    var numbers =
            loop().carryTaps(constant(0L, 1), -1, -2)
                    .steps(10)
                    .run((c, _) -> {
                        var next = c.get(0).plus(c.get(1));
                        return Step.of(next).stacking(next);
                    });
    IO.println(numbers.stacked().eval(Map.of()));

    // Newton's iteration for a square root, until it no longer moves.
    var root =
            whileLoop(
                    c -> abs(square(c.get(0)).minus(weight)).gt(1e-12),
                    c -> List.of(c.get(0).plus(weight.div(c.get(0))).times(0.5)),
                    List.of(weight),
                    100);
    IO.println(root.getFirst().eval(Map.of(weight, 2.0)));

    // What was done to a loop: this one is a sum over all steps at once.
    var y = tensor("y", TensorType.float64(1000));
    var total = foldLeft((sum, e) -> sum.plus(exp(e)), constant(0.0), y);
    IO.println(function(List.of(y), total).explain());
}
