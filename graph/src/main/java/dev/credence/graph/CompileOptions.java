package dev.credence.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a function is made and run; start from [#standard] and change what differs.
///
/// ```java
/// function(List.of(x), y, CompileOptions.standard().withMode(CompileMode.NAN_GUARD))
/// ```
///
/// @param backend what turns programs into code; [CompileMode]s that say so use the interpreter
/// @param mode how the function runs
/// @param rules what its graph is rewritten with
/// @param lowerings how the backend computes ops of the user's own; the first that knows one counts
/// @param monitors who sees every node that is evaluated; if there are any, the interpreter runs
/// @param unusedInputs whether inputs that no output needs are allowed
/// @param defaults the values of inputs for which a call gives none: numbers, Java arrays or arrays
/// @param updates the new values of shared variables after a call
/// @param givens what stands for some tensors in outputs and updates
public record CompileOptions(
        Backend backend,
        CompileMode mode,
        RuleSet rules,
        List<OpLowering> lowerings,
        List<NodeMonitor> monitors,
        boolean unusedInputs,
        Map<Tensor, Object> defaults,
        Map<Shared, Tensor> updates,
        Map<Tensor, Tensor> givens) {

    public CompileOptions {
        lowerings = List.copyOf(lowerings);
        monitors = List.copyOf(monitors);
        defaults = ordered(defaults);
        updates = ordered(updates);
        givens = ordered(givens);
    }

    private static <K, V> Map<K, V> ordered(Map<? extends K, ? extends V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<K, V>(map));
    }

    /// The default backend, as fast as it can, with the standard rules.
    public static CompileOptions standard() {
        return new CompileOptions(
                CompiledFunction.defaultBackend(),
                CompileMode.FAST,
                RuleSet.standard(),
                OpLowering.services(),
                List.of(),
                false,
                Map.of(),
                Map.of(),
                Map.of());
    }

    public CompileOptions withBackend(Backend other) {
        return new CompileOptions(
                other, mode, rules, lowerings, monitors, unusedInputs, defaults, updates, givens);
    }

    public CompileOptions withMode(CompileMode other) {
        return new CompileOptions(
                backend,
                other,
                rules,
                lowerings,
                monitors,
                unusedInputs,
                defaults,
                updates,
                givens);
    }

    public CompileOptions withRules(RuleSet other) {
        return new CompileOptions(
                backend, mode, other, lowerings, monitors, unusedInputs, defaults, updates, givens);
    }

    /// With a way to compute an op of the user's own, tried before the others.
    public CompileOptions withLowering(OpLowering lowering) {
        var more = new ArrayList<>(List.of(lowering));
        more.addAll(lowerings);
        return new CompileOptions(
                backend, mode, rules, more, monitors, unusedInputs, defaults, updates, givens);
    }

    /// With one more monitor, which sees every node that is evaluated.
    public CompileOptions withMonitor(NodeMonitor monitor) {
        var more = new ArrayList<>(monitors);
        more.add(monitor);
        return new CompileOptions(
                backend, mode, rules, lowerings, more, unusedInputs, defaults, updates, givens);
    }

    /// With inputs allowed that no output needs.
    public CompileOptions withUnusedInputs() {
        return new CompileOptions(
                backend, mode, rules, lowerings, monitors, true, defaults, updates, givens);
    }

    /// With a value for an input, used by calls that give none.
    public CompileOptions withDefault(Tensor input, Object value) {
        return new CompileOptions(
                backend,
                mode,
                rules,
                lowerings,
                monitors,
                unusedInputs,
                with(defaults, input, value),
                updates,
                givens);
    }

    /// With a new value for a shared variable, which it has after each call. All updates of a call
    /// are computed from the values before it and made at once.
    public CompileOptions withUpdate(Shared variable, Tensor value) {
        return new CompileOptions(
                backend,
                mode,
                rules,
                lowerings,
                monitors,
                unusedInputs,
                defaults,
                with(updates, variable, value),
                givens);
    }

    /// As [#withUpdate] for several variables, such as those that the steps of a loop update.
    public CompileOptions withUpdates(Map<Shared, Tensor> values) {
        var options = this;
        for (var e : values.entrySet()) options = options.withUpdate(e.getKey(), e.getValue());
        return options;
    }

    /// With a tensor that stands for another one, wherever outputs and updates need it. What stands
    /// for one tensor may depend on another that is replaced too, but not in a circle.
    public CompileOptions withGiven(Tensor replaced, Tensor replacement) {
        return new CompileOptions(
                backend,
                mode,
                rules,
                lowerings,
                monitors,
                unusedInputs,
                defaults,
                updates,
                with(givens, replaced, replacement));
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        var more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    /// The backend that runs the function in this mode.
    Backend running() {
        var watching = new ArrayList<NodeMonitor>(monitors);
        if (mode == CompileMode.NAN_GUARD) watching.add(new NanGuard());
        boolean interpreted = mode == CompileMode.STRICT || !watching.isEmpty();
        return interpreted ? new Interpreter(watching) : backend;
    }
}
