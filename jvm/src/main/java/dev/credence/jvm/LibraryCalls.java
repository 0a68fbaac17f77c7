package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// Writes calls of library code: each operand as array and offset, then the result, then sizes.
final class LibraryCalls {
    private LibraryCalls() {}

    static List<Code> lower(Step.Library step, MemoryPlan plan) {
        var arguments = new ArrayList<Expr>();
        for (var x : step.inputs()) add(plan.place(x), arguments);
        add(plan.place(Strided.whole(step.output(), step.output().size())), arguments);
        for (int size : step.sizes()) arguments.add(new Expr.Count(size));
        return List.of(new Code.Run(new Expr.Invoke(step.routine(), arguments)));
    }

    private static void add(MemoryPlan.Place place, List<Expr> arguments) {
        arguments.add(new Expr.Array(place.slot()));
        arguments.add(new Expr.Count(place.offset()));
    }
}
