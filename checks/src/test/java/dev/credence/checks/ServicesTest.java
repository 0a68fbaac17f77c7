package dev.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Services are found on the module path and on the class path alike.
final class ServicesTest {
    @Test
    void descriptorsAndServiceFilesAgree() throws IOException {
        for (var entry : new Modules().descriptors().entrySet()) {
            assertThat(inFiles(Modules.classesOf(entry.getKey())))
                    .as(
                            "META-INF/services of '%s'; module-info must provide the same",
                            entry.getKey())
                    .isEqualTo(inDescriptor(entry.getValue()));
        }
    }

    private static Map<String, TreeSet<String>> inDescriptor(ModuleDescriptor descriptor) {
        var services = new TreeMap<String, TreeSet<String>>();
        descriptor.provides().forEach(p -> services.put(p.service(), new TreeSet<>(p.providers())));
        return services;
    }

    private static Map<String, TreeSet<String>> inFiles(Path classes) throws IOException {
        var services = new TreeMap<String, TreeSet<String>>();
        var folder = classes.resolve("META-INF/services");
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    var providers = new TreeSet<>(Files.readAllLines(file));
                    providers.removeIf(line -> line.isBlank() || line.startsWith("#"));
                    services.put(file.getFileName().toString(), providers);
                }
            }
        }
        return services;
    }
}
