package dev.credence.graph;

/// How a compiled function runs: as fast as it can, the same everywhere, or watched.
public enum CompileMode {
    /// By the backend, unwatched.
    FAST,
    /// By the interpreter, with the same bits on every machine and in every release of Java.
    ///
    /// Nothing in it depends on the processor: no vector instructions, sums from the first element
    /// to the last, products by the schoolbook, elementary functions from [StrictMath], which is
    /// specified to the bit where [Math] is not. Special functions (`lgamma`, `erf` and the like)
    /// are the exception: some call `Math.exp` and `Math.log`, whose last bit is the processor's.
    STRICT,
    /// By the interpreter, which stops at the first value that is NaN or infinite where nothing
    /// that it was computed from is, and names the node, its inputs and its line.
    NAN_GUARD,
    /// By the backend, each result compared with the interpreter's on the graph as it was written;
    /// a difference beyond rounding names the rewrite or the node that made it.
    COMPARE,
    /// By the backend with a clock around each piece of work: see [CompiledFunction#profile].
    PROFILE
}
