package dev.credence.inference;

/// A stretch of a trajectory: its two ends, the sum of its momenta, and the draw it proposes.
///
/// Ends are in the order of building, `last` being where building goes on. Points belong to the
/// pool; a stretch holds one reference for each of its three roles, even when one point has all.
final class Subtree {
    PhasePoint first;
    PhasePoint last;
    PhasePoint proposal;

    /// The sum of exp(H₀ − H) over the points.
    double weight;

    /// The momentum of a single point, or [#sumStorage].
    private double[] momentumSum;

    private final double[] sumStorage;
    private boolean single;

    Subtree(int dimension) {
        sumStorage = new double[dimension];
    }

    /// Becomes the stretch of one point, which the caller took with three references.
    void startAt(PhasePoint point, double pointWeight) {
        first = point;
        last = point;
        proposal = point;
        weight = pointWeight;
        momentumSum = point.momentum;
        single = true;
    }

    /// Reverses the order of building; the sums and the criterion do not depend on it.
    void reverse() {
        var end = first;
        first = last;
        last = end;
    }

    /// Adds the momenta of the stretch that follows, and tells whether the joint stretch turns.
    ///
    /// The generalised criterion (Betancourt 2017, appendix A.4) on the whole and, as Stan does, on
    /// each half with the nearest point of the other, which catches trajectories of about a whole
    /// period that the ends alone do not see. For two single points all three are the same.
    ///
    /// The ends stay as they are; [#append] moves them.
    boolean turnsWith(Subtree next) {
        return single && next.single ? pairTurns(next) : halvesTurn(next);
    }

    private boolean pairTurns(Subtree next) {
        double[] own = momentumSum;
        double[] other = next.momentumSum;
        double[] sum = sumStorage;
        double[] firstVelocity = first.velocity;
        double[] lastVelocity = next.last.velocity;
        double atFirst = 0;
        double atLast = 0;
        for (int i = 0; i < sum.length; i++) {
            double rho = own[i] + other[i];
            sum[i] = rho;
            atFirst += firstVelocity[i] * rho;
            atLast += lastVelocity[i] * rho;
        }
        momentumSum = sum;
        return !(atFirst > 0 && atLast > 0);
    }

    private boolean halvesTurn(Subtree next) {
        double[] own = momentumSum;
        double[] other = next.momentumSum;
        double[] sum = sumStorage;
        double[] ownLastMomentum = last.momentum;
        double[] nextFirstMomentum = next.first.momentum;
        double[] ownFirstVelocity = first.velocity;
        double[] ownLastVelocity = last.velocity;
        double[] nextFirstVelocity = next.first.velocity;
        double[] nextLastVelocity = next.last.velocity;
        double wholeAtFirst = 0;
        double wholeAtLast = 0;
        double ownAtFirst = 0;
        double ownAtNext = 0;
        double nextAtOwn = 0;
        double nextAtLast = 0;
        for (int i = 0; i < sum.length; i++) {
            // Both sums are read before one of them, which may be this very array, is written.
            double ownSum = own[i];
            double otherSum = other[i];
            double whole = ownSum + otherSum;
            double ownAndFirst = ownSum + nextFirstMomentum[i];
            double lastAndNext = otherSum + ownLastMomentum[i];
            double firstVelocity = ownFirstVelocity[i];
            double lastVelocity = nextLastVelocity[i];
            sum[i] = whole;
            wholeAtFirst += firstVelocity * whole;
            wholeAtLast += lastVelocity * whole;
            ownAtFirst += firstVelocity * ownAndFirst;
            ownAtNext += nextFirstVelocity[i] * ownAndFirst;
            nextAtOwn += ownLastVelocity[i] * lastAndNext;
            nextAtLast += lastVelocity * lastAndNext;
        }
        momentumSum = sum;
        return !(wholeAtFirst > 0
                && wholeAtLast > 0
                && ownAtFirst > 0
                && ownAtNext > 0
                && nextAtOwn > 0
                && nextAtLast > 0);
    }

    /// Takes over the far end of the stretch that follows, and its proposal if asked to.
    void append(Subtree next, boolean takeProposal, PhasePointPool pool) {
        pool.release(last);
        pool.release(next.first);
        pool.release(takeProposal ? proposal : next.proposal);
        last = next.last;
        if (takeProposal) proposal = next.proposal;
        weight += next.weight;
        single = false;
    }

    /// Gives all points back.
    void release(PhasePointPool pool) {
        pool.release(first);
        pool.release(last);
        pool.release(proposal);
    }
}
