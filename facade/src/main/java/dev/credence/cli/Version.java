package dev.credence.cli;

import picocli.CommandLine.IVersionProvider;

import java.util.Optional;

/// Tells the version of Credence, as the module descriptor or the jar has it.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"credence " + text()};
    }

    static String text() {
        return Version.class.getModule().getDescriptor() == null
                ? "(development)"
                : Version.class
                        .getModule()
                        .getDescriptor()
                        .rawVersion()
                        .or(() ->
                                Optional.ofNullable(
                                        Version.class.getPackage().getImplementationVersion()))
                        .orElse("(development)");
    }
}
