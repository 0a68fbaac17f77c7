package dev.credence.graph;

import java.util.List;
import java.util.Optional;

/// What is done to whole loops, as named in the log of a graph; passes over the graph do it, since
/// it takes more than a look at one node.
enum LoopRewrite implements Rewriter {
    UNUSED("scan with outputs that nobody reads = scan without them", Soundness.EXACT),
    LAST("scan keeping states of which only the last is read = scan of one state", Soundness.EXACT),
    HOIST("scan computing f(a) in each step = scan given f(a)", Soundness.EXACT),
    CONSTANTS("scan given constants = scan with constants in its step", Soundness.EXACT),
    MERGE("two scans over the same steps = one scan", Soundness.EXACT),
    UNROLL("a short scan = its steps written out", Soundness.EXACT),
    SUMS("scan of s + f(x) = sum of f over all steps at once", Soundness.STABILIZES),
    ROWS("scan stacking f(c, x) = f(scan stacking c, x)", Soundness.EXACT),
    SEQUENCES("scan over x using f(x) = scan over f(x)", Soundness.EXACT),
    RESIDUALS("scan over x using f(x) = scan over the f(x) of an earlier scan", Soundness.EXACT),
    SHORT_AXES("scan over (n, k) = scan over k times (n)", Soundness.EXACT),
    SCALED(
            "scan of logsumexp(c + K) + e = log of scan of scaled c . exp(K) * exp(e)",
            Soundness.STABILIZES);

    private final String equation;
    private final Soundness soundness;

    LoopRewrite(String equation, Soundness soundness) {
        this.equation = equation;
        this.soundness = soundness;
    }

    @Override
    public String equation() {
        return equation;
    }

    @Override
    public Stage stage() {
        return this == SCALED ? Stage.STABILIZE : Stage.SPECIALIZE;
    }

    @Override
    public Soundness soundness() {
        return soundness;
    }

    @Override
    public List<Object> roots() {
        return List.of(Scan.class);
    }

    @Override
    public Optional<Tensor> rewrite(Apply node) {
        return Optional.empty();
    }
}
