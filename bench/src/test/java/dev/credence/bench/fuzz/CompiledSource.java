package dev.credence.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles the programs that [JavaSource] writes and runs them for their samples.
final class CompiledSource {
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    private CompiledSource() {}

    static Sample sample(String source) throws IOException, ReflectiveOperationException {
        var matcher = CLASS.matcher(source);
        assertThat(matcher.find()).isTrue();
        var name = matcher.group(1);
        var unit =
                new SimpleJavaFileObject(
                        URI.create("string:///%s.java".formatted(name)),
                        javax.tools.JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return source;
                    }
                };
        var folder = Files.createTempDirectory("credence-fuzz");
        try {
            var options =
                    List.of(
                            "-d",
                            folder.toString(),
                            "-proc:none",
                            "-cp",
                            System.getProperty("java.class.path"));
            boolean compiled =
                    ToolProvider.getSystemJavaCompiler()
                            .getTask(null, null, null, options, null, List.of(unit))
                            .call();
            assertThat(compiled).as(source).isTrue();
            try (var loader =
                    new URLClassLoader(
                            new java.net.URL[] {folder.toUri().toURL()},
                            CompiledSource.class.getClassLoader())) {
                return (Sample) loader.loadClass(name).getMethod("sample").invoke(null);
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList())
                Files.delete(file);
        }
    }
}
