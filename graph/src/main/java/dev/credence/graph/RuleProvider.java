package dev.credence.graph;

import java.util.List;

/// Rules that a library adds to the standard ones of every function and model, found as a service.
///
/// A library names its provider in `META-INF/services/dev.credence.graph.RuleProvider`, or by
/// `provides` in its module. Rules for one function alone are given by [CompileOptions#withRules].
public interface RuleProvider {
    /// The rules, in the order in which they are tried, after Credence's own.
    List<Rewriter> rules();
}
