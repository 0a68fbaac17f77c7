package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// Writes a loop nest in the form that suits its size and its steps.
final class NestLowering {
    /// Shorter nests are not worth the calls of array passes.
    private static final int LONG = 64;

    private NestLowering() {}

    static List<Code> lower(Lowering lowering, Group.Nest group) {
        var code = new ArrayList<Code>();
        var nest = NestAnalysis.of(lowering, group, code);
        boolean blocked =
                nest.size() > LONG && nest.works().stream().anyMatch(w -> !Passes.isArithmetic(w));
        code.addAll(blocked ? BlockedNest.lower(lowering, nest) : PlainNest.lower(lowering, nest));
        return code;
    }
}
