package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What options may be, and the sentences for what they may not.
class SamplingOptionsTest {
    private final SamplingOptions options = SamplingOptions.defaults();

    @Test
    void theUsualOnesAreThere() {
        assertThat(options.draws()).isEqualTo(1000);
        assertThat(options.warmup()).isEqualTo(1000);
        assertThat(options.chains()).isEqualTo(4);
        assertThat(options.threads())
                .isEqualTo(Math.min(4, Runtime.getRuntime().availableProcessors()));
        assertThat(options.targetAcceptance()).isEqualTo(0.8);
        assertThat(options.maxTreeDepth()).isEqualTo(10);
        assertThat(options.adaptation()).isEqualTo(AdaptationMethod.GRADIENT);
    }

    @Test
    void eachCanBeReplaced() {
        var changed =
                options.withDraws(1)
                        .withWarmup(0)
                        .withChains(2)
                        .withThreads(3)
                        .withSeed(4)
                        .withTargetAcceptance(0.9)
                        .withMaxTreeDepth(5)
                        .withAdaptation(AdaptationMethod.WINDOWED);
        assertThat(changed)
                .isEqualTo(new SamplingOptions(1, 0, 2, 3, 4, 0.9, 5, AdaptationMethod.WINDOWED));
    }

    @Test
    void moreChainsTakeMoreThreads() {
        assertThat(options.withChains(1).threads()).isEqualTo(1);
    }

    @Test
    void valuesOutOfRangeAreRefusedInASentence() {
        refuses(() -> options.withDraws(0), "draws must be at least 1, not 0");
        refuses(() -> options.withWarmup(-1), "warmup must be at least 0, not -1");
        refuses(() -> options.withChains(0), "chains must be at least 1, not 0");
        refuses(() -> options.withThreads(0), "threads must be at least 1, not 0");
        refuses(() -> options.withMaxTreeDepth(0), "maxTreeDepth must be at least 1, not 0");
        refuses(
                () -> options.withMaxTreeDepth(21),
                "maxTreeDepth must be at most 20, not 21: a tree of depth d takes 2^d gradients");
        refuses(
                () -> options.withTargetAcceptance(1),
                "targetAcceptance must be between 0 and 1, not 1.0; 0.8 is usual, 0.9 to 0.99 helps"
                        + " against divergences");
        refuses(
                () -> options.withTargetAcceptance(Double.NaN),
                "targetAcceptance must be between 0 and 1, not NaN; 0.8 is usual, 0.9 to 0.99 helps"
                        + " against divergences");
    }

    private static void refuses(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }
}
