package dev.credence.inference;

import java.util.SplittableRandom;

/// How to run NUTS: how many draws of how many chains, on how many threads, adapted how.
///
/// The draws depend on everything here but `threads`.
///
/// @param draws the draws to keep of each chain, at least 1
/// @param warmup the draws before these, spent on adaptation; 0 keeps the first guess
/// @param chains the number of independent chains, at least 1
/// @param threads how many chains run at a time, at least 1
/// @param seed the start of all random numbers
/// @param targetAcceptance the acceptance rate to tune the step size to, between 0 and 1; higher
///   means smaller steps and fewer divergences
/// @param maxTreeDepth how many times a trajectory may be doubled, from 1 to 20
/// @param adaptation what the warmup does
public record SamplingOptions(
        int draws,
        int warmup,
        int chains,
        int threads,
        long seed,
        double targetAcceptance,
        int maxTreeDepth,
        AdaptationMethod adaptation) {
    private static final int DEEPEST_TREE = 20;

    /// Checks the values.
    ///
    /// @throws IllegalArgumentException naming the value that is out of range
    public SamplingOptions {
        requireAtLeast("draws", draws, 1);
        requireAtLeast("warmup", warmup, 0);
        requireAtLeast("chains", chains, 1);
        requireAtLeast("threads", threads, 1);
        requireAtLeast("maxTreeDepth", maxTreeDepth, 1);
        if (maxTreeDepth > DEEPEST_TREE) {
            throw new IllegalArgumentException(
                    "maxTreeDepth must be at most %d, not %d: a tree of depth d takes 2^d gradients"
                            .formatted(DEEPEST_TREE, maxTreeDepth));
        }
        if (!(targetAcceptance > 0 && targetAcceptance < 1)) {
            throw new IllegalArgumentException(
                    "targetAcceptance must be between 0 and 1, not %s; 0.8 is usual, 0.9 to 0.99 helps against divergences"
                            .formatted(targetAcceptance));
        }
    }

    /// 1000 draws after 1000 of warmup in 4 chains, on as many threads as there are processors,
    /// with target acceptance 0.8, tree depth 10, adaptation [AdaptationMethod#GRADIENT] and a
    /// random seed, which the options tell.
    public static SamplingOptions defaults() {
        int chains = 4;
        return new SamplingOptions(
                1000,
                1000,
                chains,
                usefulThreads(chains),
                new SplittableRandom().nextInt(1_000_000_000),
                0.8,
                10,
                AdaptationMethod.GRADIENT);
    }

    /// The same with another number of draws a chain.
    public SamplingOptions withDraws(int draws) {
        return new SamplingOptions(
                draws, warmup, chains, threads, seed, targetAcceptance, maxTreeDepth, adaptation);
    }

    /// The same with another length of the warmup.
    public SamplingOptions withWarmup(int warmup) {
        return new SamplingOptions(
                draws, warmup, chains, threads, seed, targetAcceptance, maxTreeDepth, adaptation);
    }

    /// The same with another number of chains, on as many threads as are useful for them.
    public SamplingOptions withChains(int chains) {
        requireAtLeast("chains", chains, 1);
        return new SamplingOptions(
                draws,
                warmup,
                chains,
                usefulThreads(chains),
                seed,
                targetAcceptance,
                maxTreeDepth,
                adaptation);
    }

    /// The same with another number of threads, to be set after the number of chains.
    public SamplingOptions withThreads(int threads) {
        return new SamplingOptions(
                draws, warmup, chains, threads, seed, targetAcceptance, maxTreeDepth, adaptation);
    }

    /// The same with another seed.
    public SamplingOptions withSeed(long seed) {
        return new SamplingOptions(
                draws, warmup, chains, threads, seed, targetAcceptance, maxTreeDepth, adaptation);
    }

    /// The same with another target acceptance.
    public SamplingOptions withTargetAcceptance(double targetAcceptance) {
        return new SamplingOptions(
                draws, warmup, chains, threads, seed, targetAcceptance, maxTreeDepth, adaptation);
    }

    /// The same with another limit on the tree depth.
    public SamplingOptions withMaxTreeDepth(int maxTreeDepth) {
        return new SamplingOptions(
                draws, warmup, chains, threads, seed, targetAcceptance, maxTreeDepth, adaptation);
    }

    /// The same with another adaptation.
    public SamplingOptions withAdaptation(AdaptationMethod adaptation) {
        return new SamplingOptions(
                draws, warmup, chains, threads, seed, targetAcceptance, maxTreeDepth, adaptation);
    }

    private static int usefulThreads(int chains) {
        return Math.min(chains, Runtime.getRuntime().availableProcessors());
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s must be at least %d, not %d".formatted(name, least, value));
        }
    }
}
