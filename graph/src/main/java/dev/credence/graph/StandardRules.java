package dev.credence.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules that every graph is rewritten with.
final class StandardRules {
    private StandardRules() {}

    /// In the order in which they are tried at a node. Rules are made without looking for the
    /// user's line, since none made them.
    static final List<Rewriter> ALL =
            SourceLine.inherit(
                    Optional.empty(),
                    () ->
                            Stream.of(
                                            List.of(new ConstantFolding()),
                                            ArithmeticRules.all(),
                                            LogarithmRules.all(),
                                            LogicRules.all(),
                                            List.of(
                                                    new Coefficients(),
                                                    new Cancellation(),
                                                    new ConstantTerms(),
                                                    new MaxShift.LogSumExp(),
                                                    new MaxShift.Softmax()),
                                            ViewRules.all(),
                                            IndexingRules.all(),
                                            ReductionRules.all())
                                    .<Rewriter>flatMap(List::stream)
                                    .toList());
}
