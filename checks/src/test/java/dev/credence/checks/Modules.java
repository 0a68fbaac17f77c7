package dev.credence.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The compiled modules of the build: their classes and their descriptors.
final class Modules {
    private static final Set<JavaModifier> OPEN =
            Set.of(JavaModifier.PUBLIC, JavaModifier.PROTECTED);

    private final Map<String, ModuleDescriptor> descriptors = new LinkedHashMap<>();
    private final Map<String, String> moduleOfClass = new HashMap<>();
    private final JavaClasses classes;

    Modules() {
        var folders = new LinkedHashMap<String, Path>();
        for (var module : Tree.modules()) {
            var folder = classesOf(module);
            if (Files.isDirectory(folder)) {
                folders.put(module, folder);
                readDescriptor(folder).ifPresent(d -> descriptors.put(module, d));
            } else if (Files.isDirectory(Tree.ROOT.resolve(module).resolve("src/main/java"))) {
                throw new IllegalStateException(
                        "module '%s' is not compiled: %s is missing; run ./mvnw verify in the root"
                                .formatted(module, folder));
            }
        }
        classes = new ClassFileImporter().importPaths(folders.values());
        for (var type : classes) {
            var uri = type.getSource().orElseThrow().getUri();
            folders.forEach((module, folder) -> {
                if (Path.of(uri).startsWith(folder)) {
                    moduleOfClass.put(type.getName(), module);
                }
            });
        }
    }

    static Path classesOf(String module) {
        return Tree.ROOT.resolve(module).resolve("target/classes");
    }

    JavaClasses classes() {
        return classes;
    }

    /// The descriptors by module, without the modules that are no JPMS modules.
    Map<String, ModuleDescriptor> descriptors() {
        return descriptors;
    }

    /// The module a class was compiled in; empty for classes from elsewhere.
    Optional<String> moduleOf(JavaClass type) {
        return Optional.ofNullable(moduleOfClass.get(type.getBaseComponentType().getName()));
    }

    /// The public types in exported packages, nested ones included.
    List<JavaClass> exportedTypes() {
        return classes.stream().filter(this::isExported).toList();
    }

    private boolean isExported(JavaClass type) {
        var descriptor = moduleOf(type).map(descriptors::get);
        boolean exported =
                descriptor.stream()
                        .flatMap(d -> d.exports().stream())
                        .anyMatch(e -> e.source().equals(type.getPackageName()));
        for (Optional<JavaClass> t = Optional.of(type);
                exported && t.isPresent();
                t = t.get().getEnclosingClass()) {
            exported = t.get().getModifiers().stream().anyMatch(OPEN::contains);
        }
        return exported;
    }

    private static Optional<ModuleDescriptor> readDescriptor(Path folder) {
        var file = folder.resolve("module-info.class");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var stream = Files.newInputStream(file)) {
            return Optional.of(ModuleDescriptor.read(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s".formatted(file), e);
        }
    }
}
