package dev.credence.graph;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A library's rules, found as a service: twice the halving of a number is the number.
public final class ProvidedRules implements RuleProvider {
    /// An op that only this library knows.
    record Halved() implements CustomOp {
        @Override
        public List<TensorType> infer(List<Tensor> inputs) {
            return List.of(inputs.getFirst().type());
        }

        @Override
        public Optional<List<Tensor>> expand(Apply node) {
            return Optional.of(List.of(node.input(0).div(2)));
        }
    }

    static Tensor halved(Tensor x) {
        return new Apply(new Halved(), List.of(x)).output();
    }

    /// With a tag of its own.
    private record Tagged(Rewriter rule) implements Rewriter {
        @Override
        public String equation() {
            return rule.equation();
        }

        @Override
        public Stage stage() {
            return rule.stage();
        }

        @Override
        public Soundness soundness() {
            return rule.soundness();
        }

        @Override
        public Set<String> tags() {
            return Set.of("canonicalize", "halving");
        }

        @Override
        public List<Object> roots() {
            return rule.roots();
        }

        @Override
        public Optional<Tensor> rewrite(Apply node) {
            return rule.rewrite(node);
        }
    }

    @Override
    public List<Rewriter> rules() {
        var x = Tensors.scalar("x");
        return List.of(
                new Tagged(
                        Rewriter.pattern(
                                Rewriter.Stage.CANONICALIZE,
                                Rewriter.Soundness.EXACT,
                                Tensors.multiply(halved(x), Tensors.constant(2.0)),
                                x)));
    }
}
