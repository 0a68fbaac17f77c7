package dev.credence.inference;

import java.util.ArrayList;

/// Keeps the points of past trajectories for the next ones, so that a step allocates nothing.
///
/// It grows to what the deepest tree so far needed: about three points for each level of the tree.
final class PhasePointPool {
    private final int dimension;
    private final ArrayList<PhasePoint> free = new ArrayList<>();
    private int size;

    PhasePointPool(int dimension) {
        this.dimension = dimension;
    }

    /// A point with arbitrary contents and that many references.
    PhasePoint take(int references) {
        PhasePoint point;
        if (free.isEmpty()) {
            point = new PhasePoint(dimension);
            size++;
        } else {
            point = free.removeLast();
        }
        point.references = references;
        return point;
    }

    /// Gives up one reference.
    void release(PhasePoint point) {
        if (--point.references == 0) free.add(point);
    }

    /// Gives up all references at once.
    void discard(PhasePoint point) {
        point.references = 0;
        free.add(point);
    }

    /// The points in use now.
    int inUse() {
        return size - free.size();
    }
}
