package dev.credence.jvm;

import dev.credence.graph.Executable;
import dev.credence.graph.GraphException;
import dev.credence.graph.Scan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Runs a [Scan] within compiled code: its body is a compiled program, called once a step on arrays
/// that are allocated once.
final class ScanCall implements Call {
    private static final int LEADING = 2;

    private final Scan scan;
    private final PerformCall places;
    private final Executable body;
    private final int carries;
    private final int own;
    private final int length;
    private final int[] inputSizes;
    private final int[] elementSizes;
    private final int[] elementStarts;
    private final int[] recorded;
    private final int[] rowSizes;
    private final int[] rowStarts;
    private final boolean until;

    /// Whether a step finds its elements and rows where they are; else they are copied.
    private final boolean moving;

    private final int[] bases;

    /// The sequences, and the arrays of histories and stacked rows, of the call at hand.
    private final Object[] elements;

    private final Object[] rows;

    /// Arguments and results of even and of odd steps; the carries of one are those of the other.
    private final Object[][] arguments = new Object[2][];

    private final Object[][] results = new Object[2][];
    private final Object[] copies;

    /// The tables of the call at hand; kept, since a new array for each call would be garbage.
    private final Object[][] called = new Object[3][];

    private ScanCall(Scan scan, PerformCall places, InnerProgram body, boolean moving) {
        this.moving = moving;
        this.scan = scan;
        this.places = places;
        this.body = body.compiled().newExecutable();
        this.carries = scan.carries();
        this.own = carries + scan.sequences();
        this.length = length(scan, places);
        this.inputSizes = body.inputs().stream().mapToInt(x -> x.shape().size()).toArray();
        this.rowSizes = new int[scan.recorded().size() + scan.stacked()];
        int next = 0;
        for (int i : scan.recorded()) rowSizes[next++] = inputSizes[i];
        for (int i = 0; i < scan.stacked(); i++)
            rowSizes[next++] = body.outputs().get(carries + i).shape().size();
        this.rowStarts = new int[rowSizes.length];
        for (int i = 0; i < rowSizes.length; i++)
            rowStarts[i] = places.outputs().get(carries + i).offset();
        this.recorded = scan.recorded().stream().mapToInt(i -> i).toArray();
        this.elementSizes = Arrays.copyOfRange(inputSizes, carries, own);
        this.elementStarts = new int[elementSizes.length];
        for (int i = 0; i < elementStarts.length; i++)
            elementStarts[i] = places.inputs().get(LEADING + carries + i).offset();
        this.until = scan.until();
        this.elements = new Object[elementSizes.length];
        this.rows = new Object[rowSizes.length];
        this.bases = new int[scan.sequences() + scan.stacked()];
        this.copies =
                Stream.concat(body.inputs().stream().map(InnerProgram::newArray), Stream.of(bases))
                        .toArray();
        results[0] = body.newResults();
        results[1] = results[0].clone();
        arguments[0] = copies.clone();
        arguments[1] = copies.clone();
        for (int i = 0; i < carries; i++) {
            results[1][i] = arguments[0][i];
            arguments[1][i] = results[0][i];
        }
    }

    static InnerCall of(Scan scan, PerformCall places, Settings settings) {
        var moving = Moving.of(scan, settings);
        var body = InnerProgram.of(scan.body(), settings.moving(moving));
        return new InnerCall(
                scan.toString(),
                List.of(body),
                () -> new ScanCall(scan, places, body, moving.isPresent()));
    }

    private static int length(Scan scan, PerformCall places) {
        for (int i = scan.carries(); i < places.node().outputs().size(); i++) {
            var shape = places.node().outputs().get(i).shape();
            if (shape.rank() > 0) return shape.dim(0);
        }
        if (scan.sequences() > 0)
            return places.node().input(LEADING + scan.carries()).shape().dim(0);
        return Integer.MAX_VALUE;
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
        int steps = steps(tables);
        prepare(tables);
        int done = 0;
        boolean stop = false;
        while (done < steps && !stop) {
            stop = step(done & 1, scan.reversed() ? steps - 1 - done : done);
            done++;
        }
        finish(tables, steps, done);
    }

    private int steps(Object[][] tables) {
        var place = places.inputs().get(1);
        long steps = ((long[]) place.array(tables))[place.offset()];
        if (steps < 0 || steps > length)
            throw Scan.refused(steps, length).at(places.node().where());
        return (int) steps;
    }

    private void prepare(Object[][] tables) {
        for (int i = 0; i < carries; i++) {
            var place = places.inputs().get(LEADING + i);
            System.arraycopy(
                    place.array(tables), place.offset(), arguments[0][i], 0, inputSizes[i]);
        }
        for (int i = own; i < inputSizes.length; i++) {
            var place = places.inputs().get(LEADING + i);
            var array = InnerProgram.starting(place, tables, copies[i], inputSizes[i]);
            arguments[0][i] = array;
            arguments[1][i] = array;
        }
        for (int i = 0; i < elements.length; i++)
            elements[i] = places.inputs().get(LEADING + carries + i).array(tables);
        for (int i = 0; i < rows.length; i++)
            rows[i] = places.outputs().get(carries + i).array(tables);
        if (!moving) return;
        for (int parity = 0; parity < 2; parity++) {
            System.arraycopy(elements, 0, arguments[parity], carries, elements.length);
            System.arraycopy(
                    rows, recorded.length, results[parity], carries, rows.length - recorded.length);
        }
    }

    /// Visits one element; true if the loop is to end.
    private boolean step(int parity, int at) {
        var given = arguments[parity];
        var made = results[parity];
        if (moving) move(at);
        else takeElements(given, at);
        execute(given, made, at);
        for (int i = 0; i < recorded.length; i++)
            copy(given[recorded[i]], 0, rows[i], rowStarts[i] + at * rowSizes[i], rowSizes[i]);
        if (!moving) keepRows(made, at);
        return until && ((boolean[]) made[made.length - 1])[0];
    }

    private void execute(Object[] given, Object[] made, int at) {
        try {
            body.execute(given, made);
        } catch (GraphException e) {
            throw e.in(scan.place(places.node(), at));
        }
    }

    private void move(int at) {
        int n = elements.length;
        for (int i = 0; i < n; i++) bases[i] = elementStarts[i] + at * elementSizes[i];
        for (int i = recorded.length; i < rows.length; i++)
            bases[n + i - recorded.length] = rowStarts[i] + at * rowSizes[i];
    }

    private void takeElements(Object[] given, int at) {
        for (int i = 0; i < elements.length; i++) {
            int size = elementSizes[i];
            copy(elements[i], elementStarts[i] + at * size, given[carries + i], 0, size);
        }
    }

    private void keepRows(Object[] made, int at) {
        for (int i = recorded.length, k = carries; i < rows.length; i++, k++)
            copy(made[k], 0, rows[i], rowStarts[i] + at * rowSizes[i], rowSizes[i]);
    }

    /// Almost all arrays are of doubles, and known to be so they are copied quicker.
    private static void copy(Object from, int start, Object to, int at, int size) {
        if (from instanceof double[] f && to instanceof double[] t)
            System.arraycopy(f, start, t, at, size);
        else System.arraycopy(from, start, to, at, size);
    }

    private void finish(Object[][] tables, int steps, int done) {
        for (int i = 0; i < carries; i++) {
            var place = places.outputs().get(i);
            System.arraycopy(
                    arguments[done & 1][i], 0, place.array(tables), place.offset(), inputSizes[i]);
        }
        int first = scan.reversed() ? steps - done : 0;
        for (int row = 0; row < rowSizes.length; row++) {
            var place = places.outputs().get(carries + row);
            int start = place.offset();
            var array = place.array(tables);
            InnerProgram.clear(array, start, start + first * rowSizes[row]);
            int end = start + length * rowSizes[row];
            InnerProgram.clear(array, start + (first + done) * rowSizes[row], end);
        }
        if (scan.until()) {
            var place = places.outputs().getLast();
            ((long[]) place.array(tables))[place.offset()] = done;
        }
    }
}
