package dev.credence.jvm;

import dev.credence.graph.Executable;
import dev.credence.graph.GraphException;
import dev.credence.graph.Scan;

import java.util.List;

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
    private final int[] rowSizes;

    /// Arguments and results of even and of odd steps; the carries of one are those of the other.
    private final Object[][] arguments = new Object[2][];

    private final Object[][] results = new Object[2][];
    private final Object[] copies;

    private ScanCall(Scan scan, PerformCall places, InnerProgram body) {
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
        this.copies = body.inputs().stream().map(InnerProgram::newArray).toArray();
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
        var body = InnerProgram.of(scan.body(), settings);
        return new InnerCall(
                scan.toString(), List.of(body), () -> new ScanCall(scan, places, body));
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
    public void run(Object[][] tables) {
        int steps = steps(tables);
        prepare(tables);
        int done = 0;
        boolean stop = false;
        while (done < steps && !stop) {
            stop = step(tables, done & 1, scan.reversed() ? steps - 1 - done : done);
            done++;
        }
        finish(tables, steps, done);
    }

    private int steps(Object[][] tables) {
        var place = places.inputs().get(1);
        long steps = ((long[]) place.array(tables))[place.offset()];
        if (steps < 0 || steps > length) {
            throw new GraphException(
                            "a scan over %d elements cannot make %d steps".formatted(length, steps))
                    .at(places.node().where());
        }
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
    }

    /// Visits one element; true if the loop is to end.
    private boolean step(Object[][] tables, int parity, int at) {
        var given = arguments[parity];
        for (int i = carries; i < own; i++) {
            var place = places.inputs().get(LEADING + i);
            int from = place.offset() + at * inputSizes[i];
            System.arraycopy(place.array(tables), from, given[i], 0, inputSizes[i]);
        }
        var made = results[parity];
        body.execute(given, made);
        int row = 0;
        for (int i = 0; i < scan.recorded().size(); i++)
            keep(given[scan.recorded().get(i)], row++, at, tables);
        for (int i = 0; i < scan.stacked(); i++) keep(made[carries + i], row++, at, tables);
        return scan.until() && ((boolean[]) made[made.length - 1])[0];
    }

    private void keep(Object values, int row, int at, Object[][] tables) {
        var place = places.outputs().get(carries + row);
        int to = place.offset() + at * rowSizes[row];
        System.arraycopy(values, 0, place.array(tables), to, rowSizes[row]);
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
