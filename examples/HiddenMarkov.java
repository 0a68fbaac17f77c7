import static dev.credence.Credence.*;

import module dev.credence;

import java.util.List;

/// A hidden Markov model with three states, whose paths are summed out by the forward algorithm
/// (Rabiner 1989): a scan over time, for all sequences at once. State k emits `signal * (k + 1)`
/// with normal noise.
void main() {
    var table = Table.read("data/hidden_markov.csv");
    var emissions =
            constant(table.doubles("emission")).reshape(70, 51).transpose(); // (time, sequence)

    var model =
            new Model("hidden Markov").coords("state", "1", "2", "3").coords("next", "1", "2", "3");
    var signal = model.random("emission_signal", normal(0, 1));
    var noise = model.random("emission_noise", halfNormal(1));
    var initial = model.random("p_initial_state", dirichlet(new double[] {1, 1, 1}), dims("state"));
    var transition =
            model.random("p_transition", dirichlet(new double[] {1, 1, 1}), dims("state", "next"));

    var z = expandDims(emissions, 2).minus(signal.times(constant(1, 2, 3.0))).div(noise);
    var emission =
            z.times(z)
                    .times(-0.5)
                    .minus(log(noise))
                    .minus(0.5 * Math.log(2 * Math.PI)); // (time, sequence, state)

    var start = log(initial).plus(emission.get(0));
    ScanStep step =
            (alpha, e) -> {
                var paths =
                        expandDims(alpha.getFirst(), 2)
                                .plus(log(transition)); // (sequence, state, next)
                return Step.of(logSumExp(paths, 1).plus(e.getFirst()));
            };
    var alpha = scan(step, List.of(start), List.of(emission.slice(1, 51))).carry();
    model.potential("hmm_loglike", sum(logSumExp(alpha, 1)));

    InferenceData posterior = sample(model);
    IO.println(posterior.summary());
}
