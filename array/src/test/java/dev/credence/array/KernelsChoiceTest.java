package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// The first usable provider is taken; without one the plain kernels say why.
class KernelsChoiceTest {
    private static final Kernels FAST = new PlainKernels("fast");

    private record Fixed(Optional<String> unavailable) implements KernelsProvider {
        @Override
        public Kernels kernels() {
            return FAST;
        }
    }

    private static final KernelsProvider USABLE = new Fixed(Optional.empty());
    private static final KernelsProvider ABSENT = new Fixed(Optional.of("pass --add-this"));

    @Test
    void takesTheFirstThatIsUsable() {
        assertThat(KernelsChoice.choose("on", List.of(ABSENT, USABLE))).isSameAs(FAST);
    }

    @Test
    void saysWhyItIsPlain() {
        assertThat(KernelsChoice.choose("on", List.of(ABSENT)).describe())
                .isEqualTo("plain Java: pass --add-this");
        assertThat(KernelsChoice.choose("on", List.of()).describe())
                .isEqualTo("plain Java: no dev.credence.simd here");
        assertThat(KernelsChoice.choose("off", List.of(USABLE)).describe())
                .isEqualTo("plain Java: switched off by credence.simd=off");
    }
}
