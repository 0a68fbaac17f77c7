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

    // The entries for which a condition holds.
    IO.println(filter(e -> e.gt(1), x).eval(Map.of(x, new double[] {3, 0.5, 2})));

    // State: each step changes a shared variable, which keeps its value between calls.
    var account = shared("account", 0);
    var sums =
            loop().over(x)
                    .run((_, e) -> {
                        var next = account.plus(e.get(0));
                        return Step.of().stacking(next).updating(account, next);
                    });
    var options = CompileOptions.standard().withUpdates(sums.updates());
    var running = function(List.of(x), List.of(sums.stacked()), options);
    IO.println(running.call((Object) new double[] {1, 2, 6}));
    IO.println(running.call((Object) new double[] {1, 2, 6}));

    // A gradient that keeps the carries of every 100th of 10,000 steps and computes the others
    // again.
    var z = tensor("z", TensorType.float64(10_000));
    var last =
            loop().over(z)
                    .carry(constant(0.0))
                    .checkpoints()
                    .run((c, e) -> Step.of(tanh(c.get(0).times(weight).plus(e.get(0)))))
                    .carry();
    var steady = new double[10_000];
    Arrays.fill(steady, 0.1);
    IO.println((float) grad(last, weight).eval(Map.of(z, steady, weight, 0.5)).item());

    // What was done to a loop: this one is a sum over all steps at once.
    var y = tensor("y", TensorType.float64(1000));
    var total = foldLeft((sum, e) -> sum.plus(exp(e)), constant(0.0), y);
    IO.println(function(List.of(y), total).explain());
}
