package dev.credence.checks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Which module may use which, and which libraries; the picture is in `docs/design.md`.
final class ArchitectureTest {
    /// Nobody is allowed `simd`: its kernels are found as a service. Nobody but `bench` is allowed
    /// `jvm`, for the same reason.
    private static final Map<String, Set<String>> ALLOWED_MODULES =
            Map.ofEntries(
                    Map.entry("array", Set.of()),
                    Map.entry("simd", Set.of("array")),
                    Map.entry("graph", Set.of("array")),
                    Map.entry("jvm", Set.of("array", "graph")),
                    Map.entry("model", Set.of("array", "graph")),
                    Map.entry("posterior", Set.of("array")),
                    Map.entry("inference", Set.of("array", "posterior")),
                    Map.entry("plot", Set.of("array", "posterior")),
                    Map.entry(
                            "facade",
                            Set.of("array", "graph", "model", "posterior", "inference", "plot")),
                    Map.entry(
                            "bench",
                            Set.of(
                                    "array",
                                    "graph",
                                    "jvm",
                                    "model",
                                    "posterior",
                                    "inference",
                                    "plot",
                                    "facade")),
                    Map.entry("checks", Set.of()));

    /// Packages outside `java` and `javax`; a module that is not listed uses none.
    private static final Map<String, List<String>> ALLOWED_LIBRARIES =
            Map.of(
                    "simd", List.of("jdk.incubator.vector."),
                    "jvm", List.of("jdk.incubator.vector."),
                    "posterior", List.of("tools.jackson."),
                    "facade",
                            List.of("info.picocli.", "picocli.", "de.siegmar.fastcsv.", "com.sun."),
                    "bench",
                            List.of(
                                    "jdk.incubator.vector.",
                                    "org.openjdk.jmh.",
                                    "org.ejml.",
                                    "picocli.",
                                    "tools.jackson.",
                                    "com.sun.management."));

    private static final Modules MODULES = new Modules();

    @Test
    void everyModuleOfTheBuildHasItsRow() {
        assertThat(ALLOWED_MODULES.keySet())
                .as("modules with a row in ArchitectureTest.ALLOWED_MODULES")
                .containsAll(Tree.modules());
    }

    @Test
    void classesUseAllowedModulesAndLibrariesOnly() {
        assertThat(MODULES.classes().stream().flatMap(ArchitectureTest::forbiddenUses).sorted())
                .as("uses that ArchitectureTest allows to no one, or not to this module")
                .isEmpty();
    }

    private static Stream<String> forbiddenUses(JavaClass type) {
        var module = MODULES.moduleOf(type).orElseThrow();
        return type.getDirectDependenciesFromSelf().stream()
                .filter(use -> !isAllowed(module, use.getTargetClass().getBaseComponentType()))
                .map(use -> "module '%s': %s".formatted(module, use.getDescription()));
    }

    private static boolean isAllowed(String module, JavaClass used) {
        var owner = MODULES.moduleOf(used);
        if (owner.isPresent()) {
            return owner.get().equals(module)
                    || ALLOWED_MODULES.getOrDefault(module, Set.of()).contains(owner.get());
        }
        return used.isPrimitive()
                || Stream.concat(
                                Stream.of("java.", "javax."),
                                ALLOWED_LIBRARIES.getOrDefault(module, List.of()).stream())
                        .anyMatch(used.getName()::startsWith);
    }

    @Test
    void descriptorsRequireAllowedModulesOnly() {
        MODULES.descriptors()
                .forEach((module, descriptor) ->
                        assertThat(ownModules(descriptor.requires().stream().map(r -> r.name())))
                                .as("modules required by module-info of '%s'", module)
                                .isSubsetOf(ALLOWED_MODULES.getOrDefault(module, Set.of())));
    }

    private static List<String> ownModules(Stream<String> names) {
        return names.filter(name -> name.startsWith("dev.credence"))
                .map(name -> name.equals("dev.credence") ? "facade" : name.substring(13))
                .toList();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.(**)").should().beFreeOfCycles().check(MODULES.classes());
    }

    @Test
    void eachModuleKeepsToItsOwnPackages() {
        assertThat(MODULES.classes().stream())
                .allSatisfy(type -> {
                    var module = MODULES.moduleOf(type).orElseThrow();
                    var root = module.equals("facade") ? "dev.credence" : "dev.credence." + module;
                    assertThat(type.getPackageName() + ".")
                            .as("package of %s, a class of '%s'", type.getName(), module)
                            .startsWith(root + ".");
                });
    }

    @Test
    void internalPackagesAreNotExported() {
        assertThat(
                        MODULES.descriptors().values().stream()
                                .flatMap(d -> d.exports().stream())
                                .map(e -> e.source())
                                .filter(name -> name.matches(".*\\.internal(\\..*)?")))
                .as("exported packages called internal")
                .isEmpty();
    }
}
