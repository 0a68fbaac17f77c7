package dev.credence.jvm;

import dev.credence.array.DType;
import dev.credence.graph.Profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the clock after a group of steps and counts the time since the last reading.
///
/// @param clock where the memory table holds the last reading
/// @param entry what the time is counted for; empty at the start
record Lap(int clock, Optional<Profile.Entry> entry) implements Call {
    @Override
    public void run(Object[][] tables) {
        var last = (long[]) tables[Slot.Table.MEMORY.ordinal()][clock];
        long now = System.nanoTime();
        entry.ifPresent(e -> e.add(now - last[0]));
        last[0] = System.nanoTime();
    }

    /// The units with a reading of the clock before the first and after each.
    static List<Lowering.Unit> between(
            List<Lowering.Unit> units, List<Group> groups, Profile profile, Memory memory) {
        int clock = memory.scratch(Kind.LONG, 1).index();
        var timed = new ArrayList<Lowering.Unit>();
        timed.add(reading(new Lap(clock, Optional.empty()), memory));
        for (int i = 0; i < units.size(); i++) {
            var entry = profile.entry(Report.describe(groups.get(i)), bytes(groups.get(i)));
            timed.add(units.get(i));
            timed.add(reading(new Lap(clock, Optional.of(entry)), memory));
        }
        return timed;
    }

    private static Lowering.Unit reading(Lap lap, Memory memory) {
        return new Lowering.Unit(List.of(new Code.Perform(memory.object(lap))), false);
    }

    private static long bytes(Group group) {
        return group.steps().stream()
                .flatMap(s -> s.writes().stream())
                .distinct()
                .mapToLong(v -> v.size() * (v.dtype() == DType.BOOL ? 1L : 8L))
                .sum();
    }
}
