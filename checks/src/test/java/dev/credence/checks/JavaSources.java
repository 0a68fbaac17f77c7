package dev.credence.checks;

import com.sun.source.util.JavacTask;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Java text that a reader would run with `java File.java`, checked by the compiler in memory
/// against the modules of the build.
final class JavaSources {
    private JavaSources() {}

    /// What the compiler objects to, each as `line: message`.
    static List<String> errors(String text) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(diagnostics, null, null)) {
            var task =
                    compiler.getTask(
                            null, files, diagnostics, options(), null, List.of(new Text(text)));
            ((JavacTask) task).analyze();
        } catch (IOException e) {
            throw new IllegalStateException("the compiler could not read its class path", e);
        }
        return diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> d.getLineNumber() + ": " + d.getMessage(null))
                .toList();
    }

    private static List<String> options() {
        var paths = System.getProperty("java.class.path");
        var finder =
                ModuleFinder.of(
                        Stream.of(paths.split(File.pathSeparator))
                                .map(Path::of)
                                .filter(path -> path.startsWith(Tree.ROOT))
                                .toArray(Path[]::new));
        var modules =
                finder.findAll().stream()
                        .map(ModuleReference::descriptor)
                        .map(d -> d.name())
                        .filter(name -> name.startsWith("dev.credence"))
                        .collect(Collectors.joining(","));
        return List.of("-proc:none", "--module-path", paths, "--add-modules", modules);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
