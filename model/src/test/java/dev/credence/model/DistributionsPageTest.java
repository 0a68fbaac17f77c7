package dev.credence.model;

import static dev.credence.model.Distributions.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.graph.Input;
import dev.credence.graph.Tensor;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps `docs/guide/distributions.md`, the table of all distributions, equal to the code.
///
/// Run with `-Dcredence.docs.write=true` to write the page anew.
final class DistributionsPageTest {
    private static final Path ROOT = root();
    private static final Path PAGE = ROOT.resolve("docs/guide/distributions.md");
    private static final Pattern CLASS =
            Pattern.compile("((?:^///.*\\R)+)public ", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("(`[^`]*`)|\\[#?([^\\]`]+)\\](?!\\()");

    /// The kinds of distributions, in the order of the page.
    private enum Kind {
        REAL("Real numbers"),
        COUNTS("Integers"),
        VECTORS("Vectors and matrices"),
        SERIES("Time series"),
        COMBINED("Made of other distributions");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) folder = folder.getParent();
        return folder;
    }

    @Test
    void thePageListsTheDistributions() throws IOException {
        var page = page();
        if (Boolean.getBoolean("credence.docs.write")) Files.writeString(PAGE, page);
        assertThat(PAGE)
                .as("run this test with -Dcredence.docs.write=true to write the page")
                .hasContent(page);
    }

    /// One distribution of each family: those of the reference tables, and those without a row
    /// there.
    private static Map<Class<?>, Distribution> examples() {
        Tensor one = constant(1);
        Tensor matrix = identity(2);
        var others =
                Stream.of(
                        new BernoulliLogit(one),
                        new BinomialLogit(one, one),
                        new CategoricalLogit(constant(0.5, 0.5)),
                        new Flat(),
                        new HalfFlat(),
                        new Interpolated(constant(0.0, 1.0), constant(1.0, 1.0)),
                        new DiracDelta(one),
                        new ZeroOneInflatedBeta(one, one, one, one),
                        kroneckerNormal(constant(0.0, 0.0), List.of(matrix), one),
                        eulerMaruyama(
                                1,
                                (x, p) -> new EulerMaruyama.Coefficients(x, one),
                                List.of(),
                                normal(0, 1),
                                2),
                        independent(normal(constant(0.0, 0.0), one), 1),
                        censored(normal(0, 1), 0, 1),
                        truncated(gamma(1, 1), 0, 1),
                        mixture(constant(0.5, 0.5), List.of(normal(0, 1), normal(1, 1))),
                        customDist("CustomDist", Parameters.of(), (x, p) -> x));
        var examples = new LinkedHashMap<Class<?>, Distribution>();
        Stream.concat(DistributionTables.cases().stream().map(c -> c.distribution()), others)
                .forEach(d -> examples.putIfAbsent(d.getClass(), d));
        return examples;
    }

    private static List<Method> factories() {
        return Arrays.stream(Distributions.class.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()))
                .filter(m -> Distribution.class.isAssignableFrom(m.getReturnType()))
                .toList();
    }

    private static Kind kind(Distribution d) {
        var combined =
                List.of(
                        Mixture.class,
                        GeneralMixture.class,
                        Truncated.class,
                        Censored.class,
                        ZeroInflated.class,
                        Hurdle.class,
                        Independent.class,
                        CustomDist.class);
        var series = List.of(RandomWalk.class, AR.class, GARCH11.class, EulerMaruyama.class);
        if (combined.contains(d.getClass())) return Kind.COMBINED;
        if (series.contains(d.getClass())) return Kind.SERIES;
        if (d.eventRank() > 0) return Kind.VECTORS;
        return d.support().isDiscrete() ? Kind.COUNTS : Kind.REAL;
    }

    private static String page() throws IOException {
        var rows = new TreeMap<Kind, List<String>>();
        var examples = examples();
        var missing =
                factories().stream()
                        .map(Method::getReturnType)
                        .filter(t -> t != Distribution.class && !examples.containsKey(t))
                        .toList();
        assertThat(missing).as("families without an example").isEmpty();
        for (var d : examples.values()) {
            rows.computeIfAbsent(kind(d), k -> new ArrayList<>()).add(row(d));
        }
        var lines = new ArrayList<String>();
        lines.add(
                """
                # Distributions

                All families, how to make them, and what is known of each beside its density, its draws and a
                starting point. Parameters are tensors and broadcast; most functions take plain numbers as well.
                `logcdf` is the log of the distribution function; `icdf` inverts it, by a formula (yes) or by
                bisection. A mean or variance that the parameters leave without a value is infinite or NaN.

                `randomVariable(distribution, seed)` is a tensor, `draw(distribution, n, seed)` draws from it,
                `distribution.logp(value)` is its log-density as a graph. In a model, an unknown moves in
                unconstrained space by the transform of the support; `sampledBy(transform)` takes another one,
                `untransformed()` none, `ordered()` keeps vectors ascending.
                """);
        for (var kind : rows.keySet()) {
            lines.add("## %s%n".formatted(kind.title));
            lines.add("| distribution | made by | values | logcdf | icdf | mean | variance |");
            lines.add("|---|---|---|---|---|---|---|");
            lines.addAll(rows.get(kind).stream().sorted().toList());
            lines.add("");
        }
        return String.join("\n", lines);
    }

    private static String row(Distribution d) throws IOException {
        var type = d.getClass();
        return "| **%s**: %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        type.getSimpleName(),
                        sentence(type).replace("|", "\\|"),
                        made(type),
                        kind(d) == Kind.COMBINED ? "as theirs" : values(d),
                        d.logcdf(d.supportPoint()).isPresent() ? "yes" : "",
                        icdf(d),
                        d.mean().isPresent() ? "yes" : "",
                        d.variance().isPresent() ? "yes" : "");
    }

    private static String values(Distribution d) {
        var axes = d.eventRank() > d.support().eventRank() ? d.eventRank() : 0;
        var text = named(d).support().toString();
        return axes == 0 ? text : "%s, %s".formatted(text, axes == 1 ? "a vector" : "a matrix");
    }

    /// The family with its parameters' names in the place of their values.
    private static Distribution named(Distribution d) {
        var names = new ArrayList<Tensor>();
        d.parameters().forEach((name, p) -> names.add(new Input(name, p.type())));
        return d.withParameters(names);
    }

    private static String icdf(Distribution d) {
        if (d.icdf(constant(0.5)).isEmpty()) return "";
        boolean formula =
                Arrays.stream(d.getClass().getDeclaredMethods())
                        .anyMatch(m -> m.getName().equals("icdf"));
        return formula ? "yes" : "bisection";
    }

    /// The functions that make the family, each once whatever the types of its parameters.
    private static String made(Class<?> type) {
        return factories().stream()
                .filter(m -> m.getReturnType() == type || generic(m, type))
                .map(m ->
                        "`%s(%s)`"
                                .formatted(
                                        m.getName(),
                                        Arrays.stream(m.getParameters())
                                                .map(Parameter::getName)
                                                .collect(Collectors.joining(", "))))
                .distinct()
                .sorted()
                .collect(Collectors.joining("<br>"));
    }

    /// A function whose result depends on what it is given.
    private static boolean generic(Method m, Class<?> type) {
        return m.getReturnType() == Distribution.class
                && m.getName().equalsIgnoreCase(type.getSimpleName());
    }

    /// The first sentence of the type's documentation, links as code.
    private static String sentence(Class<?> type) throws IOException {
        var path = "model/src/main/java/%s.java".formatted(type.getName().replace('.', '/'));
        var found = CLASS.matcher(Files.readString(ROOT.resolve(path)).replace("\r", ""));
        if (!found.find()) return "";
        var text =
                found.group(1)
                        .lines()
                        .map(l -> l.strip().substring(3).strip())
                        .takeWhile(l -> !l.isEmpty() && !l.startsWith("@"))
                        .collect(Collectors.joining(" "));
        var end = Pattern.compile("\\.(?= [A-Z`]|$)").matcher(text);
        var first = end.find() ? text.substring(0, end.end()) : text;
        return LINK.matcher(first)
                .replaceAll(m -> m.group(1) == null ? "`%s`".formatted(m.group(2)) : m.group(1));
    }
}
