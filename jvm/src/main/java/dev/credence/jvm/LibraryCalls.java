package dev.credence.jvm;

import java.util.ArrayList;
import java.util.List;

/// Writes calls of library code: the array passes, then each argument; an array is two, itself and
/// an offset.
final class LibraryCalls {
    private LibraryCalls() {}

    static List<Code> lower(Step.Library step, MemoryPlan plan) {
        var arguments = new ArrayList<Expr>();
        arguments.add(new Expr.Passing());
        for (var argument : step.arguments()) {
            switch (argument) {
                case Step.Run r -> {
                    var place = plan.place(r.view());
                    arguments.add(new Expr.Array(place.slot()));
                    arguments.add(new Expr.Count(place.offset()));
                }
                case Step.Size s -> arguments.add(new Expr.Count(s.value()));
                case Step.Flag f -> arguments.add(new Expr.Truth(f.value()));
            }
        }
        return List.of(new Code.Run(new Expr.Invoke(step.routine(), arguments)));
    }
}
