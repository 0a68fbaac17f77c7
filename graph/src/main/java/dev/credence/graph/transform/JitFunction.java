package dev.credence.graph.transform;

import dev.credence.array.NdArray;
import dev.credence.graph.Arguments;
import dev.credence.graph.CompiledFunction;
import dev.credence.graph.GraphException;
import dev.credence.graph.Input;
import dev.credence.graph.SourceLine;
import dev.credence.graph.Tensor;
import dev.credence.graph.TensorType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A function of tensors that is called with numbers: recorded and compiled at the first call with
/// arguments of some dtypes and shapes, and kept for further ones.
///
/// It may be called from several threads at once.
public final class JitFunction {
    private final TensorFunction function;
    private final Map<List<TensorType>, CompiledFunction> compiled = new ConcurrentHashMap<>();

    JitFunction(TensorFunction function) {
        this.function = function;
    }

    /// The only result for some arguments: numbers, Java arrays or [NdArray]s.
    ///
    /// @throws GraphException if the function cannot be applied to them or has several results
    public NdArray call(Object... arguments) {
        var results = callAll(arguments);
        if (results.size() != 1) {
            throw new GraphException(
                            "the function has %d results where one is asked for; use callAll"
                                    .formatted(results.size()))
                    .at(SourceLine.here());
        }
        return results.getFirst();
    }

    /// The results for some arguments.
    ///
    /// @throws GraphException if the function cannot be applied to them
    public List<NdArray> callAll(Object... arguments) {
        var values = new ArrayList<NdArray>();
        for (int i = 0; i < arguments.length; i++) values.add(array(i, arguments[i]));
        var types = values.stream().map(TensorType::of).toList();
        return compiled.computeIfAbsent(types, this::compile).callAll(values.toArray());
    }

    /// How many combinations of dtypes and shapes it was compiled for.
    public int compilations() {
        return compiled.size();
    }

    /// The function itself, for other transformations.
    public TensorFunction function() {
        return function;
    }

    private CompiledFunction compile(List<TensorType> types) {
        var inputs = types.stream().map(Input::new).toList();
        return new CompiledFunction(inputs, function.applyAll(inputs));
    }

    private static NdArray array(int position, Object argument) {
        if (argument instanceof Tensor t) {
            throw new GraphException(
                            "argument %d is the tensor '%s'; a compiled function is called with numbers"
                                    .formatted(position, t))
                    .at(SourceLine.here());
        }
        return Arguments.array(argument, "argument %d of the function".formatted(position));
    }
}
