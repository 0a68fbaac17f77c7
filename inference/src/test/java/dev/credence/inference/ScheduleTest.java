package dev.credence.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.inference.ForegroundSchedule.Phase;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// When each adaptation renews its metric.
class ScheduleTest {
    @Test
    void stanWindowsOfTheUsualWarmup() {
        assertThat(windowEnds(1000)).containsExactly(99, 149, 249, 449, 949);
        assertThat(windowEnds(500)).containsExactly(99, 149, 249, 449);
        assertThat(windowEnds(400)).containsExactly(99, 149, 349);
        assertThat(windowEnds(150)).containsExactly(99);
    }

    @Test
    void stanWindowsOfAShortWarmup() {
        var schedule = new WindowSchedule(100);
        assertThat(schedule.collects(14)).isFalse();
        assertThat(schedule.collects(15)).isTrue();
        assertThat(schedule.collects(89)).isTrue();
        assertThat(schedule.collects(90)).isFalse();
        assertThat(windowEnds(100)).containsExactly(89);
        assertThat(windowEnds(20)).containsExactly(17);
    }

    @Test
    void stanWindowsLeaveRoomAtBothEnds() {
        var schedule = new WindowSchedule(1000);
        assertThat(schedule.collects(74)).isFalse();
        assertThat(schedule.collects(75)).isTrue();
        assertThat(schedule.collects(949)).isTrue();
        assertThat(schedule.collects(950)).isFalse();
    }

    @Test
    void stanHasNoWindowBelowTwentyDraws() {
        assertThat(windowEnds(19)).isEmpty();
        var schedule = new WindowSchedule(19);
        assertThat(IntStream.range(0, 19)).noneMatch(schedule::collects);
    }

    @Test
    void nutpieSwitchesEveryTenDrawsEarlyAndRarelyLater() {
        var phases = phases(1000);
        // The first ten include the start of the chain.
        var expected =
                new ArrayList<>(IntStream.iterate(8, d -> d < 300, d -> d + 10).boxed().toList());
        expected.addAll(List.of(378, 498));
        assertThat(draws(phases, Phase.SWITCH)).isEqualTo(expected);
        assertThat(draws(phases, Phase.LATE)).isEqualTo(IntStream.range(581, 850).boxed().toList());
        assertThat(draws(phases, Phase.FINAL))
                .isEqualTo(IntStream.range(850, 1000).boxed().toList());
    }

    @Test
    void nutpieWindowGrowsByHalf() {
        var switches = draws(phases(4000), Phase.SWITCH);
        var late = switches.stream().filter(draw -> draw >= 1200).toList();
        // Windows of 80, 120, 180, 270, 405 draws, the first from the last early switch at 1198.
        assertThat(late).containsExactly(1278, 1398, 1578, 1848, 2253);
    }

    @Test
    void nutpieWaitsForDrawsThatTellSomething() {
        var schedule = new ForegroundSchedule(1000);
        for (int draw = 0; draw < 850; draw++) {
            assertThat(schedule.advance(draw, 9)).isNotEqualTo(Phase.SWITCH);
        }
    }

    private static List<Integer> windowEnds(int warmup) {
        var schedule = new WindowSchedule(warmup);
        return IntStream.range(0, warmup).filter(schedule::ends).boxed().toList();
    }

    private static List<Phase> phases(int warmup) {
        var schedule = new ForegroundSchedule(warmup);
        var phases = new ArrayList<Phase>();
        int background = 1;
        for (int draw = 0; draw < warmup; draw++) {
            background++;
            phases.add(schedule.advance(draw, background));
            if (phases.getLast() == Phase.SWITCH) background = 0;
        }
        return phases;
    }

    private static List<Integer> draws(List<Phase> phases, Phase phase) {
        return IntStream.range(0, phases.size())
                .filter(draw -> phases.get(draw) == phase)
                .boxed()
                .toList();
    }
}
