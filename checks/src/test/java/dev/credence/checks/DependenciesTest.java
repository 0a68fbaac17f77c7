package dev.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Each library and plugin of the build has its row in `docs/dependencies.md`, with its licence.
final class DependenciesTest {
    private static final Path PAGE = Tree.ROOT.resolve("docs/dependencies.md");
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.-]+:[\\w.-]+)` \\|.*");

    /// Licences of what users load: they ask for no more than Apache-2.0 does.
    private static final Set<String> LICENCES = Set.of("Apache-2.0", "MIT", "BSD-3-Clause");

    /// More licences for what only builds, tests or measures the project.
    private static final Set<String> LICENCES_OF_TOOLS =
            Set.of("EPL-2.0", "GPL-2.0 with Classpath Exception");

    /// One line of the table of dependencies.
    private record Row(String version, Set<String> modules, String scope, String licence) {}

    @Test
    void thePageListsWhatTheBuildNames() {
        assertThat(rows().keySet())
                .as("dependencies in docs/dependencies.md and in the poms")
                .containsExactlyInAnyOrderElementsOf(usesByCoordinates().keySet());
    }

    @Test
    void versionsAgree() {
        var versions = new TreeMap<String, Set<String>>();
        Pom.all().stream()
                .flatMap(pom -> pom.thirdParty().stream())
                .forEach(artifact ->
                        artifact.version()
                                .ifPresent(version ->
                                        versions.computeIfAbsent(
                                                        artifact.coordinates(),
                                                        _ -> new TreeSet<>())
                                                .add(version)));
        rows().forEach((coordinates, row) ->
                assertThat(versions.get(coordinates))
                        .as("versions of %s in the poms and in docs", coordinates)
                        .isEqualTo(Set.of(row.version())));
    }

    @Test
    void modulesAgree() {
        var uses = usesByCoordinates();
        rows().forEach((coordinates, row) ->
                assertThat(row.modules())
                        .as("modules that use %s, by docs and poms", coordinates)
                        .isEqualTo(uses.get(coordinates)));
    }

    @Test
    void licencesAreAcceptable() {
        rows().forEach((coordinates, row) ->
                assertThat(row)
                        .as("the licence of %s suits its scope", coordinates)
                        .matches(DependenciesTest::isAcceptable));
    }

    private static boolean isAcceptable(Row row) {
        return LICENCES.contains(row.licence())
                || (!row.scope().equals("compile") && LICENCES_OF_TOOLS.contains(row.licence()));
    }

    @Test
    void theChecksSeeEveryModule() {
        var artifacts =
                Tree.modules().stream()
                        .filter(module -> !module.equals("checks"))
                        .map(m -> m.equals("facade") ? "credence" : "credence-" + m)
                        .toList();
        assertThat(Pom.of(Tree.ROOT.resolve("checks/pom.xml")).ownDependencies())
                .as("dependencies in checks/pom.xml")
                .containsAll(artifacts);
    }

    @Test
    void everyModuleIsDescribed() {
        var page = Tree.read(PAGE);
        assertThat(Tree.modules())
                .as("modules named in docs/dependencies.md")
                .allMatch(module -> page.contains("`%s`".formatted(module)));
    }

    /// The modules that use each artifact; those whose version is only managed are left out.
    private static Map<String, Set<String>> usesByCoordinates() {
        var uses = new TreeMap<String, Set<String>>();
        for (var pom : Pom.all()) {
            for (var artifact : pom.thirdParty()) {
                if (!artifact.managed()) {
                    uses.computeIfAbsent(artifact.coordinates(), _ -> new TreeSet<>())
                            .add(pom.module());
                }
            }
        }
        return uses;
    }

    private static Map<String, Row> rows() {
        var rows = new TreeMap<String, Row>();
        for (var line : Tree.lines(PAGE)) {
            var matcher = ROW.matcher(line);
            if (matcher.matches()) {
                var cells = line.split("\\s*\\|\\s*");
                assertThat(cells).as("cells of the row of %s", matcher.group(1)).hasSize(7);
                var modules = new TreeSet<>(List.of(cells[3].split(", ")));
                rows.put(matcher.group(1), new Row(cells[2], modules, cells[4], cells[6]));
            }
        }
        return rows;
    }
}
