package dev.credence.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// The cache gives equal code one class, and lets go of classes that were not used for long.
final class KernelCacheTest {
    private static final int MOST_WAITS = 100;

    /// Methods that write numbers; each takes some 5 kB of bytecode.
    private static List<List<Code>> methods(int count, double number) {
        var slot = new Slot(Slot.Table.OUTPUTS, 0, Kind.DOUBLE);
        var stores =
                IntStream.range(0, 300)
                        .<Code>mapToObj(i ->
                                new Code.Store(slot, Expr.Index.at(i), new Expr.Real(number + i)))
                        .toList();
        return Collections.nCopies(count, stores);
    }

    @Test
    void equalCodeIsOneClass() {
        var cache = new KernelCache();
        var first = cache.find(methods(1, 2));
        assertThat(cache.find(methods(1, 2))).isSameAs(first);
        assertThat(cache.find(methods(1, 3))).isNotSameAs(first);
        assertThat(cache.generated()).isEqualTo(2);
    }

    @Test
    void manySmallClassesLetGoOfTheFirst() throws InterruptedException {
        var cache = new KernelCache();
        var first = new WeakReference<>(cache.find(methods(1, 0)).kernel().getClass());
        for (int i = 1; i <= 260; i++) cache.find(methods(1, i));
        assertCollected(first);
    }

    @Test
    void someLargeClassesLetGoOfTheFirst() throws InterruptedException {
        var cache = new KernelCache();
        var methods = methods(60, 0);
        var first = new WeakReference<>(cache.find(methods).kernel().getClass());
        int size = cache.find(methods).bytes().length;
        for (int i = 1; i <= (10 << 20) / size; i++) cache.find(methods(60, i));
        assertCollected(first);
        assertThat(cache.find(methods).bytes()).hasSize(size);
    }

    private static void assertCollected(WeakReference<?> reference) throws InterruptedException {
        for (int i = 0; i < MOST_WAITS && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(reference.get()).isNull();
    }
}
