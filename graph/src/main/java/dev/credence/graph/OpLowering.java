package dev.credence.graph;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// How a backend computes an op of the user's own, given from outside the op and the backend.
///
/// It is tried before the op's expansion and its reference evaluation. Lowerings are given to a
/// function when it is compiled, or found as services.
public interface OpLowering {
    /// The name of the backend it is for, for example `jvm`.
    String backend();

    /// How to compute a node, or empty if this lowering does not know its op.
    Optional<Form> lower(Apply node);

    /// What a node is computed by.
    sealed interface Form permits Expansion, Pointwise {}

    /// The node's outputs in ops that the backend knows.
    record Expansion(List<Tensor> outputs) implements Form {
        public Expansion {
            outputs = List.copyOf(outputs);
        }
    }

    /// A function of numbers, element by element over inputs that broadcast to the one output; it
    /// becomes part of the loops around it.
    ///
    /// @param function takes a double for each input and gives a double; keep one instance for all
    ///   nodes, since code is shared by programs with the same functions
    record Pointwise(MethodHandle function) implements Form {
        public Pointwise {
            var type = MethodType.genericMethodType(function.type().parameterCount());
            for (int i = 0; i < type.parameterCount(); i++)
                type = type.changeParameterType(i, double.class);
            if (!function.type().equals(type.changeReturnType(double.class))) {
                throw new GraphException(
                        "a pointwise lowering needs a function from doubles to a double, not %s"
                                .formatted(function.type()));
            }
        }
    }

    /// Computes an op by other ops.
    ///
    /// @param expand gives the outputs of a node, of the same types
    static OpLowering expansion(
            String backend, Class<? extends CustomOp> op, Function<Apply, List<Tensor>> expand) {
        return of(backend, op, node -> new Expansion(expand.apply(node)));
    }

    /// Computes an op of one float64 input element by element.
    static OpLowering pointwise(
            String backend, Class<? extends CustomOp> op, DoubleUnaryOperator function) {
        var form = new Pointwise(bound(DoubleUnaryOperator.class, function, 1));
        return of(backend, op, _ -> form);
    }

    /// Computes an op of two float64 inputs element by element.
    static OpLowering pointwise(
            String backend, Class<? extends CustomOp> op, DoubleBinaryOperator function) {
        var form = new Pointwise(bound(DoubleBinaryOperator.class, function, 2));
        return of(backend, op, _ -> form);
    }

    /// The lowerings that modules on the path provide.
    static List<OpLowering> services() {
        return Services.FOUND;
    }

    private static MethodHandle bound(Class<?> type, Object function, int arity) {
        var signature =
                arity == 1
                        ? MethodType.methodType(double.class, double.class)
                        : MethodType.methodType(double.class, double.class, double.class);
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(type, "applyAsDouble", signature)
                    .bindTo(function);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static OpLowering of(
            String backend, Class<? extends CustomOp> op, Function<Apply, Form> form) {
        return new OpLowering() {
            @Override
            public String backend() {
                return backend;
            }

            @Override
            public Optional<Form> lower(Apply node) {
                return op.isInstance(node.op()) ? Optional.of(form.apply(node)) : Optional.empty();
            }
        };
    }

    /// Found once.
    final class Services {
        private static final List<OpLowering> FOUND =
                ServiceLoader.load(OpLowering.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();

        private Services() {}
    }
}
