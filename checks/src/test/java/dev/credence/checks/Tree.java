package dev.credence.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// The files of the project as its authors keep them: build output and version control left out.
final class Tree {
    static final Path ROOT = root();

    private static final Set<String> SKIPPED_FOLDERS = Set.of(".git", ".idea", ".vscode", "target");
    private static final List<Path> FILES = walk();

    private Tree() {}

    /// The folders of the modules in the build, in its order.
    static List<String> modules() {
        return Pom.of(ROOT.resolve("pom.xml")).modules();
    }

    /// All files whose name ends with one of the endings, sorted.
    static List<Path> filesEnding(String... endings) {
        return FILES.stream()
                .filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith))
                .toList();
    }

    /// The Java files that are shipped, sorted.
    static List<Path> mainSources() {
        return filesEnding(".java").stream()
                .filter(file -> relative(file).contains("/src/main/java/"))
                .toList();
    }

    /// The path from the root, with forward slashes, as messages show it.
    static String relative(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s as UTF-8 text".formatted(file), e);
        }
    }

    static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "no folder above '%s' holds '.mvn'; run the checks inside the project"
                                .formatted(Path.of("").toAbsolutePath()));
            }
        }
        return folder;
    }

    private static List<Path> walk() {
        var files = new ArrayList<Path>();
        try {
            Files.walkFileTree(
                    ROOT,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return SKIPPED_FOLDERS.contains(folder.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            files.add(file);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the files below %s".formatted(ROOT), e);
        }
        Collections.sort(files);
        return List.copyOf(files);
    }
}
