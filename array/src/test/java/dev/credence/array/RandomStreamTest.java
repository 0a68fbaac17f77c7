package dev.credence.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Keys and streams: the words are NumPy's, state is exact, derived keys are independent.
class RandomStreamTest {
    static Stream<long[]> numpyRows() throws IOException {
        try (var in = RandomStreamTest.class.getResourceAsStream("philox.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> Stream.of(line.split(",")))
                            .map(cells -> cells.mapToLong(Long::parseUnsignedLong).toArray())
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("numpyRows")
    void blocksAreThoseOfNumPy(long[] row) {
        var key = new RandomKey(row[1], row[0]);
        var block = new long[Philox.WORDS];
        Philox.block(key, row[2], 0, 0, 0, block);
        assertThat(block).containsExactly(Arrays.copyOfRange(row, 3, 7));
        Philox.block(key, row[2] + 1, 0, 0, 0, block);
        assertThat(block).containsExactly(Arrays.copyOfRange(row, 7, 11));
    }

    @ParameterizedTest
    @MethodSource("numpyRows")
    void streamsCountFromZero(long[] row) {
        if (row[2] != 0) return;
        assertThat(words(new RandomKey(row[1], row[0]).stream(), 8))
                .containsExactly(Arrays.copyOfRange(row, 3, 11));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 1001})
    void restoredStreamsContinueInMidStream(int taken) {
        var stream = RandomKey.of(7).stream();
        words(stream, taken);
        var state = stream.save();
        var copy = RandomStream.restore(state);
        assertThat(words(copy, 9)).containsExactly(words(stream, 9));
        assertThat(state).isEqualTo(new RandomStream.State(RandomKey.of(7), taken));
    }

    @Test
    void restoredStreamsGiveTheSameDrawsOfEveryKind() {
        var stream = RandomKey.of(8).stream();
        for (int i = 0; i < 1000; i++) {
            var copy = RandomStream.restore(stream.save());
            assertThat(oneOfEach(copy)).containsExactly(oneOfEach(stream));
        }
    }

    private static double[] oneOfEach(RandomStream stream) {
        return new double[] {
            stream.nextGaussian(),
            stream.nextExponential(),
            stream.nextGamma(0.3),
            stream.nextGamma(3),
            stream.nextPoisson(2),
            stream.nextPoisson(200),
            stream.nextBinomial(10, 0.3),
            stream.nextBinomial(1000, 0.3),
            stream.nextInt(10),
            stream.nextDouble()
        };
    }

    @Test
    void keysOfFoldSplitAndSeedAllDiffer() {
        var seen = new HashSet<RandomKey>();
        int made = 0;
        for (long seed = -20; seed < 20; seed++) {
            var key = RandomKey.of(seed);
            seen.add(key);
            made++;
            for (var child : key.split(50)) {
                seen.add(child);
                seen.add(child.fold(1));
                made += 2;
            }
            for (long data = -50; data < 50; data++) {
                seen.add(key.fold(data));
                made++;
            }
        }
        assertThat(seen).hasSize(made);
    }

    @Test
    void derivedStreamsAreUncorrelated() {
        var root = RandomKey.of(99);
        int streams = 40;
        int n = 4000;
        var rows = new double[streams][n];
        var keys = root.split(streams / 2);
        for (int i = 0; i < streams; i++) {
            var key = i < streams / 2 ? keys[i] : root.fold(i - streams / 2);
            key.stream().gaussians(rows[i], 0, n);
        }
        double worst = 0;
        for (int i = 0; i < streams; i++) {
            for (int j = 0; j < i; j++) {
                double dot = 0;
                for (int k = 0; k < n; k++) dot += rows[i][k] * rows[j][k];
                worst = Math.max(worst, Math.abs(dot) / Math.sqrt(n));
            }
        }
        // 780 pairs, each standard normal: beyond 4.5 with probability 0.005.
        assertThat(worst).isLessThan(4.5);
    }

    @Test
    void everyBitOfFoldedKeysIsFair() {
        int n = 10_000;
        var ones = new int[128];
        for (int i = 0; i < n; i++) {
            var key = RandomKey.of(5).fold(i);
            for (int bit = 0; bit < 64; bit++) {
                ones[bit] += (int) (key.low() >>> bit & 1);
                ones[64 + bit] += (int) (key.high() >>> bit & 1);
            }
        }
        for (int count : ones)
            assertThat((count - n / 2) / Math.sqrt(n / 4.0)).isBetween(-4.5, 4.5);
    }

    @Test
    void boundedIntegersAreUniform() {
        var stream = RandomKey.of(3).stream();
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[stream.nextInt(7)]++;
        double chiSquare = 0;
        for (int count : counts) chiSquare += (count - 10_000.0) * (count - 10_000.0) / 10_000;
        assertThat(chiSquare).isLessThan(27); // six degrees of freedom, level 1e-4
        long bound = (1L << 62) + 12345;
        double mean =
                LongStream.range(0, 10_000).mapToDouble(i -> stream.nextLong(bound)).sum() / 1e4;
        assertThat(mean / bound).isBetween(0.5 - 0.0116, 0.5 + 0.0116);
    }

    @Test
    void wrongRequestsAreRefusedInOneSentence() {
        var stream = RandomKey.of(1).stream();
        assertThatThrownBy(() -> stream.nextInt(0)).hasMessage("bound 0 is not positive");
        assertThatThrownBy(() -> RandomKey.of(1).split(-1))
                .hasMessage("cannot split a key into -1");
        assertThatThrownBy(() -> new RandomStream.State(RandomKey.of(1), -3))
                .hasMessage("a stream cannot have given -3 words");
        assertThatThrownBy(() -> stream.nextGamma(0))
                .hasMessage("gamma draw: shape 0.0 is not positive and finite");
        assertThatThrownBy(() -> stream.nextLogGamma(Double.NaN))
                .hasMessage("gamma draw: shape NaN is not positive and finite");
        assertThatThrownBy(() -> stream.nextPoisson(-1))
                .hasMessage("poisson draw: mean -1.0 is not between 0 and 2^62");
        assertThatThrownBy(() -> stream.nextBinomial(-1, 0.5))
                .hasMessage("binomial draw: n -1 is not between 0 and 2^62");
        assertThatThrownBy(() -> stream.nextBinomial(1, 1.5))
                .hasMessage("binomial draw: p 1.5 is not between 0 and 1");
    }

    private static long[] words(RandomStream stream, int n) {
        return LongStream.generate(stream::nextLong).limit(n).toArray();
    }
}
