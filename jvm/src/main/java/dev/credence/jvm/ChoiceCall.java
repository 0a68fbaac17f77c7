package dev.credence.jvm;

import dev.credence.graph.Executable;
import dev.credence.graph.IfElse;
import dev.credence.graph.Tensor;

import java.util.List;

/// Runs one side of an [IfElse] within compiled code.
final class ChoiceCall implements Call {
    private final PerformCall places;
    private final List<Tensor> outputs;
    private final Executable yes;
    private final Executable no;
    private final Object[] arguments;
    private final Object[] copies;
    private final Object[] results;

    /// The tables of the call at hand; kept, since a new array for each call would be garbage.
    private final Object[][] called = new Object[3][];

    private ChoiceCall(PerformCall places, InnerProgram yes, InnerProgram no) {
        this.places = places;
        this.outputs = yes.outputs();
        this.yes = yes.compiled().newExecutable();
        this.no = no.compiled().newExecutable();
        this.copies = yes.inputs().stream().map(InnerProgram::newArray).toArray();
        this.arguments = new Object[copies.length];
        this.results = yes.newResults();
    }

    static InnerCall of(IfElse choice, PerformCall places, Settings settings) {
        var yes = InnerProgram.of(choice.yes(), settings);
        var no = InnerProgram.of(choice.no(), settings);
        return new InnerCall(
                choice.toString(), List.of(yes, no), () -> new ChoiceCall(places, yes, no));
    }

    @Override
    public void run(Object[] inputs, Object[] outputs, Object[] memory) {
        called[0] = inputs;
        called[1] = outputs;
        called[2] = memory;
        run(called);
    }

    @Override
    public void run(Object[][] tables) {
        var condition = places.inputs().getFirst();
        boolean holds = ((boolean[]) condition.array(tables))[condition.offset()];
        for (int i = 0; i < arguments.length; i++) {
            var size = places.node().input(i + 1).shape().size();
            arguments[i] =
                    InnerProgram.starting(places.inputs().get(i + 1), tables, copies[i], size);
        }
        (holds ? yes : no).execute(arguments, results);
        for (int i = 0; i < results.length; i++) {
            var place = places.outputs().get(i);
            int size = outputs.get(i).shape().size();
            System.arraycopy(results[i], 0, place.array(tables), place.offset(), size);
        }
    }
}
