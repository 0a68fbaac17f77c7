package dev.credence.cli;

import dev.credence.run.UserError;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// One Java source file, compiled in memory and run in this JVM, as `java File.java` would.
///
/// The program sees all of Credence's modules; a compact source file (`void main()`) is the usual
/// form.
final class SourceProgram {
    private final Path file;
    private final Map<String, byte[]> classes;

    private SourceProgram(Path file, Map<String, byte[]> classes) {
        this.file = file;
        this.classes = classes;
    }

    /// Compiles the file.
    ///
    /// @throws UserError with the compiler's messages if it does not compile
    static SourceProgram compile(Path file) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null)
            throw UserError.failed("this Java has no compiler; a JDK 25 is needed, not a JRE");
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var classes = new HashMap<String, ByteArrayOutputStream>();
        try (var standard =
                        compiler.getStandardFileManager(
                                diagnostics, Locale.ROOT, StandardCharsets.UTF_8);
                var files = new InMemory(standard, classes)) {
            var task =
                    compiler.getTask(
                            null, files, diagnostics, options(), null, List.of(new Source(file)));
            if (!task.call()) throw UserError.failed(complaint(file, diagnostics.getDiagnostics()));
        }
        var bytes = new HashMap<String, byte[]>();
        classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return new SourceProgram(file, bytes);
    }

    private static List<String> options() {
        var options =
                new ArrayList<>(List.of("-proc:none", "-g", "-Xlint:none", "--release", "25"));
        var modules = System.getProperty("jdk.module.path");
        if (modules != null)
            options.addAll(List.of("--module-path", modules, "--add-modules", "dev.credence"));
        else options.addAll(List.of("--class-path", System.getProperty("java.class.path")));
        return options;
    }

    private static String complaint(
            Path file, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        var errors =
                diagnostics.stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).toList();
        var text =
                new StringBuilder(
                        "%s does not compile: %d error%s"
                                .formatted(file, errors.size(), errors.size() == 1 ? "" : "s"));
        for (var error : errors) {
            text.append(
                    "%n%s:%d: %s"
                            .formatted(
                                    file.getFileName(),
                                    error.getLineNumber(),
                                    error.getMessage(Locale.ROOT)));
            sourceLine(file, error.getLineNumber())
                    .ifPresent(line ->
                            text.append(
                                    "%n    %s%n    %s^"
                                            .formatted(
                                                    line,
                                                    " "
                                                            .repeat(
                                                                    (int)
                                                                            Math.max(
                                                                                    0,
                                                                                    error
                                                                                                    .getColumnNumber()
                                                                                            - 1)))));
        }
        return text.toString();
    }

    private static Optional<String> sourceLine(Path file, long number) {
        try (var lines = Files.lines(file)) {
            return lines.skip(Math.max(0, number - 1)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Runs the program's main method.
    ///
    /// @throws ProgramFailure if it threw
    void run(String... args) {
        var loader = new Loader(classes, SourceProgram.class.getClassLoader());
        var main = findMain(loader);
        main.setAccessible(true);
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Object target = null;
            if (!Modifier.isStatic(main.getModifiers())) {
                var constructor = main.getDeclaringClass().getDeclaredConstructor();
                constructor.setAccessible(true);
                target = constructor.newInstance();
            }
            if (main.getParameterCount() == 1) main.invoke(target, (Object) args);
            else main.invoke(target);
        } catch (InvocationTargetException e) {
            throw new ProgramFailure(file.getFileName().toString(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw UserError.failed(
                    "%s: the main method cannot be called: %s".formatted(file, e.getMessage()));
        }
    }

    private Method findMain(Loader loader) {
        var base = file.getFileName().toString().replaceFirst("\\.java$", "");
        var names = new ArrayList<>(classes.keySet().stream().sorted().toList());
        if (names.remove(base)) names.addFirst(base);
        for (var name : names) {
            for (var parameters : List.of(new Class<?>[] {String[].class}, new Class<?>[0])) {
                try {
                    return loader.loadClass(name).getDeclaredMethod("main", parameters);
                } catch (NoSuchMethodException e) {
                    continue;
                } catch (ClassNotFoundException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw UserError.failed("%s has no main method; write `void main() { … }`".formatted(file));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final Path file;

        Source(Path file) {
            super(file.toUri(), Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return Files.readString(file);
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("mem:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    var out = new ByteArrayOutputStream();
                    classes.put(name, out);
                    return out;
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes, ClassLoader parent) {
            super(parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var bytes = classes.get(name);
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
