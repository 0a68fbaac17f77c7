package dev.credence.jvm;

import dev.credence.graph.Elementwise;

import java.lang.invoke.MethodHandle;
import java.util.List;

/// The kernel IR's expressions: trees over locals and array elements, each giving one number.
///
/// Nothing is shared and everything compares by value, so that equal code is found to be equal.
sealed interface Expr {
    Kind kind();

    /// A variable of the compiled method.
    ///
    /// @param id unique in the program
    record Local(Kind kind, int id) implements Expr {}

    /// A float64 number.
    record Real(double value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.DOUBLE;
        }
    }

    /// An int64 number.
    record Whole(long value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.LONG;
        }
    }

    /// A truth value.
    record Truth(boolean value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.BOOL;
        }
    }

    /// A number of elements, known when compiling.
    record Count(int value) implements Expr {
        @Override
        public Kind kind() {
            return Kind.INT;
        }
    }

    /// A position in an array: `offset + sum of index * stride`.
    record Index(int offset, List<Term> terms) implements Expr {
        record Term(Local index, int stride) {}

        @Override
        public Kind kind() {
            return Kind.INT;
        }

        static Index at(int offset) {
            return new Index(offset, List.of());
        }
    }

    /// `min(step, total - start)`: how long a block is.
    record Remaining(Local start, int total, int step) implements Expr {
        @Override
        public Kind kind() {
            return Kind.INT;
        }
    }

    /// The position that a possibly negative index means, checked.
    ///
    /// @param failure where the memory table holds what is thrown
    record Position(Expr index, int length, int failure) implements Expr {
        @Override
        public Kind kind() {
            return Kind.INT;
        }
    }

    /// An index that is known to be inside, as a position.
    record Narrowed(Expr index) implements Expr {
        @Override
        public Kind kind() {
            return Kind.INT;
        }
    }

    /// An element of an array.
    record Load(Slot slot, Index index) implements Expr {
        @Override
        public Kind kind() {
            return slot.kind();
        }
    }

    /// An array itself, as an argument.
    record Array(Slot slot) implements Expr {
        @Override
        public Kind kind() {
            throw new IllegalStateException("an array is no number");
        }
    }

    /// The array passes, as the receiver of a call.
    record Passing() implements Expr {
        @Override
        public Kind kind() {
            throw new IllegalStateException("the array passes are no number");
        }
    }

    /// A scalar function.
    ///
    /// @param operands the kind of the inputs, of the second and third for a selection
    record Scalar(Elementwise function, Kind operands, List<Expr> inputs) implements Expr {
        @Override
        public Kind kind() {
            return switch (function.typing()) {
                case FLOAT -> Kind.DOUBLE;
                case INTEGER -> Kind.LONG;
                case ARITHMETIC, SELECT -> operands;
                case COMPARISON, LOGICAL, TEST -> Kind.BOOL;
                case CAST ->
                        switch (function) {
                            case TO_INT32, TO_INT64 -> Kind.LONG;
                            case TO_BOOL -> Kind.BOOL;
                            default -> Kind.DOUBLE;
                        };
            };
        }
    }

    /// The result of a function that was given when compiling.
    record Given(MethodHandle function, List<Expr> inputs) implements Expr {
        @Override
        public Kind kind() {
            return Kind.DOUBLE;
        }
    }

    /// A function of numbers.
    static Expr map(MapFunction function, Kind operands, List<Expr> inputs) {
        return switch (function) {
            case MapFunction.Core c -> new Scalar(c.function(), operands, inputs);
            case MapFunction.Given g -> new Given(g.function(), inputs);
        };
    }

    /// The result of a Java method.
    record Invoke(Routine routine, List<Expr> arguments) implements Expr {
        @Override
        public Kind kind() {
            return routine.result();
        }
    }

    /// The expressions this one is made of.
    default List<Expr> parts() {
        return switch (this) {
            case Local _, Real _, Whole _, Truth _, Count _, Array _, Passing _ -> List.of();
            case Index i -> i.terms().stream().<Expr>map(Index.Term::index).toList();
            case Remaining r -> List.of(r.start());
            case Position p -> List.of(p.index());
            case Narrowed n -> List.of(n.index());
            case Load l -> List.of(l.index());
            case Scalar s -> s.inputs();
            case Given g -> g.inputs();
            case Invoke i -> i.arguments();
        };
    }
}
