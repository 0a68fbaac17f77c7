package dev.credence.cli;

import dev.credence.run.UserError;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// Turns exceptions into one sentence and an exit code; the trace follows only where the sentence
/// is not ours.
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult result) {
        var err = command.getErr();
        switch (failure) {
            case UserError e -> {
                err.println("credence: " + e.getMessage());
                return e.exitCode();
            }
            case NoSuchFileException e -> err.println("credence: there is no file " + e.getFile());
            case FileAlreadyExistsException e ->
                    err.println("credence: " + e.getFile() + " exists already");
            case ProgramFailure e -> e.print(err);
            default -> {
                if (isOurs(failure)) err.println("credence: " + failure.getMessage());
                else failure.printStackTrace(err);
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /// Whether the message is a sentence of Credence's own, so that a trace would only hide it.
    static boolean isOurs(Throwable failure) {
        if (failure.getMessage() == null) return false;
        if (failure.getClass().getName().startsWith("dev.credence.")) return true;
        var trace = failure.getStackTrace();
        return failure instanceof IllegalArgumentException
                && trace.length > 0
                && trace[0].getClassName().startsWith("dev.credence.");
    }
}
