package dev.credence.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules that every graph is rewritten with.
final class StandardRules {
    private StandardRules() {}

    /// In the order in which they are tried at a node. Rules are made without looking for the
    /// user's line, since none made them.
    static final List<Rewriter> ALL = SourceLine.inherit(Optional.empty(), StandardRules::all);

    private static List<Rewriter> all() {
        var all = new ArrayList<Rewriter>();
        all.add(new ConstantFolding());
        all.addAll(ArithmeticRules.all());
        all.addAll(LogarithmRules.all());
        all.addAll(PowerRules.all());
        all.addAll(HyperbolicRules.all());
        all.addAll(SpecialRules.all());
        all.addAll(LogicRules.all());
        all.add(new Coefficients());
        all.add(new Cancellation());
        all.addAll(Division.all());
        all.add(new ConstantTerms());
        all.add(new CancelledTerms());
        all.addAll(QuotientLogarithms.all());
        all.addAll(List.of(ExponentialSums.values()));
        all.add(LogOfPart.LOG_OF_PART);
        all.add(new MaxShift.LogSumExp());
        all.add(new MaxShift.Softmax());
        all.addAll(Powers.all());
        all.addAll(ViewRules.all());
        all.addAll(IndexingRules.all());
        all.addAll(PartRules.all());
        all.addAll(PickRules.all());
        all.addAll(DrawRules.all());
        all.addAll(ReductionRules.all());
        all.addAll(FoldRules.all());
        all.addAll(PartialFolds.all());
        all.add(new LeastSquares());
        all.addAll(CholeskyRules.all());
        all.addAll(DeterminantRules.all());
        all.addAll(SolutionRules.all());
        all.addAll(DecompositionRules.all());
        all.addAll(BlockRules.all());
        all.addAll(StructureRules.all());
        all.addAll(List.of(KroneckerRules.values()));
        all.addAll(List.of(FactorRules.values()));
        all.add(Assumption.Removal.REMOVAL);
        all.add(new StackedProduct());
        all.add(StopGradient.Removal.REMOVAL);
        all.add(GradientModifier.Removal.REMOVAL);
        return List.copyOf(all);
    }
}
