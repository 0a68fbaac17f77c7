import static dev.credence.Credence.*;

import module dev.credence;

/// The likelihood of a hidden Markov model written twice: for one sequence, mapped over all of
/// them, and for all sequences at once. Both, and their gradients, are the same numbers.
void main() {
    var table = Table.read("../data/hidden_markov.csv");
    var emissions = NdArray.of(table.doubles("emission"), 70, 51); // (sequence, time)
    var initial = new double[] {Math.log(0.9), Math.log(0.09), Math.log(0.01)};
    var transition =
            new double[][] {
                {Math.log(0.9), Math.log(0.09), Math.log(0.01)},
                {Math.log(0.1), Math.log(0.8), Math.log(0.1)},
                {Math.log(0.2), Math.log(0.1), Math.log(0.7)}
            };
    Object[] arguments = {emissions, 1.15, 0.15, initial, transition};

    var each = vmap(this::one, 0, NONE, NONE, NONE, NONE);
    var mapped = TensorFunction.of((e, s, n, i, t) -> sum(each.apply(e, s, n, i, t)));
    var together = TensorFunction.of(this::all);
    for (var likelihood : List.of(mapped, together)) {
        var found = jit(valueAndGrad(likelihood, 1, 2, 3, 4)).callAll(arguments);
        IO.println("log-likelihood   %.10f".formatted(found.get(0).item()));
        IO.println("d signal         %.8f".formatted(found.get(1).item()));
        IO.println("d noise          %.8f".formatted(found.get(2).item()));
        print("d initial       ", found.get(3));
        print("d transition    ", found.get(4));
    }
    var ofEach = jit(each).call(arguments);
    IO.println("first sequence   %.10f of %d".formatted(ofEach.element(0), ofEach.size()));
}

/// The log-likelihood of one sequence; alpha is a vector of states.
Tensor one(Tensor emissions, Tensor signal, Tensor noise, Tensor initial, Tensor transition) {
    var e = logNormalDensity(expandDims(emissions, 1), signal, noise); // (time, state)
    var alpha =
            foldLeft(
                    (a, now) -> logSumExp(expandDims(a, 1).plus(transition), 0).plus(now),
                    initial.plus(e.get(0)),
                    e.slice(1, 51));
    return logSumExp(alpha);
}

/// The log-likelihood of all sequences; alpha has an axis of sequences and one of states.
Tensor all(Tensor emissions, Tensor signal, Tensor noise, Tensor initial, Tensor transition) {
    var byTime = expandDims(emissions.transpose(), 2); // (time, sequence, 1)
    var e = logNormalDensity(byTime, signal, noise);
    var alpha =
            foldLeft(
                    (a, now) -> logSumExp(expandDims(a, 2).plus(transition), 1).plus(now),
                    initial.plus(e.get(0)),
                    e.slice(1, 51));
    return sum(logSumExp(alpha, 1));
}

/// State k emits `signal * (k + 1)` with normal noise.
Tensor logNormalDensity(Tensor x, Tensor signal, Tensor noise) {
    var z = x.minus(signal.times(constant(1, 2, 3.0))).div(noise);
    return z.times(z).times(-0.5).minus(log(noise)).minus(0.5 * Math.log(2 * Math.PI));
}

void print(String what, NdArray values) {
    var text = new StringBuilder(what);
    for (int i = 0; i < values.size(); i++) text.append(" %.6f".formatted(values.element(i)));
    IO.println(text);
}
