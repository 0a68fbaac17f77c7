package dev.credence.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.array.Kernels;

import org.junit.jupiter.api.Test;

/// The provider is found as a service, and refuses with a sentence that says what to do.
class SimdKernelsProviderTest {
    @Test
    void isFoundAsTheFastest() {
        assertThat(Kernels.fastest()).isInstanceOf(SimdKernels.class);
        assertThat(Kernels.fastest().describe()).matches("Vector API, \\d+ bit( \\(.*\\))?");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(SimdKernelsProvider.unfit("512", 512)).isEmpty();
        assertThat(SimdKernelsProvider.unfit("128", 512)).isEmpty();
        assertThat(SimdKernelsProvider.unfit("64", 64))
                .hasValue("this processor has no vectors of doubles");
        assertThat(SimdKernelsProvider.unfit("wide", 256))
                .hasValue("credence.simd.bits is 'wide', pass 128, 256 or 512");
        assertThat(SimdKernelsProvider.unfit("512", 256))
                .hasValue("credence.simd.bits is 512, but this processor's vectors have 256 bit");
    }
}
