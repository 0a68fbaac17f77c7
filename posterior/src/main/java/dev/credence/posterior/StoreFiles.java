package dev.credence.posterior;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;

/// Puts a whole store in the place of an older one, so that no reader sees a mixture and no failure
/// loses the older one.
final class StoreFiles {
    private StoreFiles() {}

    /// Lets `write` fill a directory beside `target` and then moves it there.
    static void replace(Path target, Consumer<Path> write) {
        var place = target.toAbsolutePath();
        if (Files.exists(place) && !isEmpty(place) && !Files.exists(place.resolve(".zgroup"))) {
            throw new StorageException(
                    "%s holds files that are not a store; choose another directory"
                            .formatted(target));
        }
        var fresh = place.resolveSibling("." + place.getFileName() + ".saving");
        var old = place.resolveSibling("." + place.getFileName() + ".replaced");
        try {
            delete(fresh);
            write.accept(fresh);
            delete(old);
            if (Files.exists(place)) Files.move(place, old);
            Files.move(fresh, place);
            delete(old);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot move the new store to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    private static boolean isEmpty(Path place) {
        if (!Files.isDirectory(place)) return false;
        try (var files = Files.list(place)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new StorageException("cannot list %s: %s".formatted(place, e.getMessage()), e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (var files = Files.walk(directory)) {
            for (var file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
