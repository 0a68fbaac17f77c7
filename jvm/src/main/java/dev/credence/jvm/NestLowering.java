package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// Writes a loop nest in the form that suits its size and its steps.
final class NestLowering {
    /// From here on passes over blocks beat plain loops of arithmetic, folds and gathers.
    private static final int LONG = 64;

    /// From here on a pass beats calls of a function for each element.
    static final int LONG_FOR_FUNCTIONS = 8;

    private NestLowering() {}

    static List<Code> lower(Lowering lowering, Group.Nest group) {
        var code = new ArrayList<Code>();
        var nest = NestAnalysis.of(lowering, group, code);
        var wide = lowering.settings().wide().filter(w -> w.suits(nest));
        var inRows = Wide.of(lowering.settings().kernels()).filter(w -> w.suitsRows(nest));
        if (wide.isPresent())
            for (var c : PlainNest.lower(lowering, nest)) code.add(widened(c, wide.get()));
        else if (inRows.isPresent() && !isBlocked(nest))
            for (var c : PlainNest.lower(lowering, nest)) code.add(rowsWidened(c, inRows.get()));
        else
            code.addAll(
                    isBlocked(nest)
                            ? BlockedNest.lower(lowering, nest)
                            : PlainNest.lower(lowering, nest));
        return code;
    }

    private static Code widened(Code c, Wide wide) {
        return c instanceof Code.Loop l ? new Code.Lanes(l.index(), l.end(), wide, l.body()) : c;
    }

    private static Code rowsWidened(Code c, Wide wide) {
        if (!(c instanceof Code.Loop l)) return c;
        var body = l.body().stream().map(inner -> widened(inner, wide)).toList();
        return new Code.Loop(l.index(), l.end(), l.step(), body);
    }

    /// A nest between products with blocks of the rows of matrices.
    static List<Code> lower(Lowering lowering, Group.RowBlocks group) {
        var code = new ArrayList<Code>();
        var nest = NestAnalysis.ofRows(lowering, group.nest(), code);
        var products = new RowProducts(lowering, group);
        code.addAll(products.zeros());
        code.addAll(BlockedNest.lower(lowering, nest, products));
        return code;
    }

    private static boolean isBlocked(Nest nest) {
        if (nest.size() < LONG_FOR_FUNCTIONS) return false;
        if (nest.works().stream().anyMatch(Passes::isPass)) return true;
        long outputs = nest.works().stream().filter(w -> !w.target().isEmpty()).count();
        boolean mixed =
                outputs > 1
                        || nest.dims().length > 1
                        || nest.works().stream().anyMatch(w -> !Passes.isArithmetic(w));
        return nest.size() > LONG && mixed;
    }
}
