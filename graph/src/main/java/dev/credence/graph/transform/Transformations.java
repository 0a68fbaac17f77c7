package dev.credence.graph.transform;

import dev.credence.graph.GraphOp;
import dev.credence.graph.Input;
import dev.credence.graph.Replacement;
import dev.credence.graph.Tensor;

import java.util.List;
import java.util.Map;

/// Transformations of functions of tensors; the class to import all symbolic functions from.
///
/// They take lambdas of one to five tensors, or a [TensorFunction], and give a [TensorFunction], so
/// that they compose: `jit(vmap(grad(f), 0, NONE))`.
public class Transformations extends DerivativesOfFunctions {
    protected Transformations() {}

    /// The function to be called with numbers; it is compiled at the first call for each
    /// combination of dtypes and shapes.
    public static JitFunction jit(TensorFunction f) {
        return new JitFunction(f);
    }

    /// As [#jit(TensorFunction)].
    public static JitFunction jit(TensorFunction.Unary f) {
        return jit(TensorFunction.of(f));
    }

    /// As [#jit(TensorFunction)].
    public static JitFunction jit(TensorFunction.Binary f) {
        return jit(TensorFunction.of(f));
    }

    /// As [#jit(TensorFunction)].
    public static JitFunction jit(TensorFunction.Ternary f) {
        return jit(TensorFunction.of(f));
    }

    /// As [#jit(TensorFunction)].
    public static JitFunction jit(TensorFunction.Quaternary f) {
        return jit(TensorFunction.of(f));
    }

    /// As [#jit(TensorFunction)].
    public static JitFunction jit(TensorFunction.Quinary f) {
        return jit(TensorFunction.of(f));
    }

    /// A piece of graph as one op, which prints as its name and is compiled as what it is made of.
    ///
    /// @param inputs the inputs that `outputs` depend on, all of them
    public static GraphOp opFromGraph(
            String name, List<Input> inputs, List<? extends Tensor> outputs) {
        return GraphOp.of(name, inputs, outputs);
    }

    /// A copy of a tensor in which some of the nodes it depends on are replaced; what does not
    /// depend on them is shared.
    ///
    /// @param replacements new tensor by old one; an old one may depend on another, whose
    ///   replacement then matters only where it is used besides
    /// @throws dev.credence.graph.GraphException if a replacement has another dtype or rank
    public static Tensor cloneReplace(
            Tensor output, Map<? extends Tensor, ? extends Tensor> replacements) {
        return cloneReplace(List.of(output), replacements).getFirst();
    }

    /// As [#cloneReplace(Tensor, Map)] for several tensors.
    public static List<Tensor> cloneReplace(
            List<? extends Tensor> outputs, Map<? extends Tensor, ? extends Tensor> replacements) {
        return Replacement.of(outputs, replacements, false);
    }

    /// As [#cloneReplace(List, Map)], but every node to be replaced must be one that `outputs`
    /// depend on.
    ///
    /// @throws dev.credence.graph.GraphException if one is not; the message names it
    public static List<Tensor> graphReplace(
            List<? extends Tensor> outputs, Map<? extends Tensor, ? extends Tensor> replacements) {
        return Replacement.of(outputs, replacements, true);
    }

    /// Whether two tensors are computed in the same way from the same leaves; constants are
    /// compared by value.
    public static boolean computationsEqual(Tensor a, Tensor b) {
        return Replacement.equal(List.of(a), List.of(b), List.of(), List.of());
    }

    /// Whether two lists of tensors are computed in the same way, the inputs of one standing for
    /// those of the other.
    public static boolean computationsEqual(
            List<? extends Tensor> a,
            List<? extends Tensor> b,
            List<? extends Tensor> inputsOfA,
            List<? extends Tensor> inputsOfB) {
        return Replacement.equal(a, b, inputsOfA, inputsOfB);
    }
}
