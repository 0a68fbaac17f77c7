package dev.credence.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where runs print and write: a program started by the command line keeps its draws in a folder, a
/// library call prints its progress and writes nothing.
public final class Session implements AutoCloseable {
    private static volatile Session current =
            new Session(Optional.empty(), System.err, Terminal.isTerminal());

    private final Optional<Path> directory;
    private final PrintStream out;
    private final boolean terminal;
    private final List<FinishedRun> runs = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Session(Optional<Path> directory, PrintStream out, boolean terminal) {
        this.directory = directory;
        this.out = out;
        this.terminal = terminal;
    }

    /// The session that runs belong to now.
    public static Session current() {
        return current;
    }

    /// Begins a session that keeps what runs produce below `directory`.
    public static Session begin(Path directory) {
        current = new Session(Optional.of(directory), System.out, Terminal.isTerminal());
        return current;
    }

    public PrintStream out() {
        return out;
    }

    /// Whether `out` is a terminal, where a line can be written over.
    public boolean terminal() {
        return terminal;
    }

    /// Whether this session belongs to a program of the command line, which reports at its end.
    public boolean reportsAtEnd() {
        return directory.isPresent();
    }

    /// A new folder's name for the draws of a run of that model; empty if nothing is to be written.
    public synchronized Optional<Path> newDraws(String modelName) {
        return directory.map(d -> {
            var slug =
                    modelName
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9]+", "-")
                            .replaceAll("^-|-$", "");
            var base = slug.isEmpty() ? "model" : slug;
            var path = d.resolve(base + ".zarr");
            for (int i = 2; Files.exists(path); i++) path = d.resolve(base + "-" + i + ".zarr");
            try {
                Files.createDirectories(d);
            } catch (IOException e) {
                throw UserError.failed(
                        "the folder %s for the draws cannot be made: %s"
                                .formatted(d, e.getMessage()));
            }
            return path;
        });
    }

    /// Notes a finished run for the report at the end.
    public synchronized void add(FinishedRun run) {
        runs.add(run);
    }

    public synchronized List<FinishedRun> runs() {
        return List.copyOf(runs);
    }

    /// Everything is written; an interrupted process may end now.
    @Override
    public void close() {
        closed.countDown();
    }

    /// Waits until the session is closed, but not longer than it takes to write a report.
    void awaitClosed() {
        try {
            if (!closed.await(30, TimeUnit.SECONDS))
                System.err.println("credence: the program did not end in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
