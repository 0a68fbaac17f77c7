package dev.credence.bench;

import java.util.Map;

/// What other systems reach on the speed workloads: measured earlier, elsewhere, each by its own
/// means, so their order counts and not their digits.
///
/// CmdStan 2.32.2 (Stan math 4.7, g++ 14 -O3) and PyMC 5.10.3 (PyTensor 2.18, C backend, OpenBLAS)
/// on two cores of an AMD EPYC with AVX-512, 2026-11-20, medians.
///
/// @param microseconds the processor time of one gradient while sampling
/// @param essPerSecond the smallest bulk effective sample size by seconds of sampling
record Peer(double microseconds, double essPerSecond) {
    static final Map<String, Peer> CMDSTAN =
            Map.of(
                    "W1", new Peer(1.71, 30_600),
                    "W2", new Peer(2.54, 57_700),
                    "W3", new Peer(1310, 19.7),
                    "W4", new Peer(392, 221),
                    "W5", new Peer(21.3, 564),
                    "W6", new Peer(2320, 48.9));
    static final Map<String, Peer> PYMC =
            Map.of(
                    "W1", new Peer(81, 796),
                    "W2", new Peer(59, 3650),
                    "W3", new Peer(2270, 22.5),
                    "W4", new Peer(801, 134),
                    "W5", new Peer(136, 104),
                    "W6", new Peer(4310, 32));
    static final String NOTE =
            "CmdStan and PyMC: measured earlier on another machine, while sampling; an order, not a"
                    + " comparison.";
}
