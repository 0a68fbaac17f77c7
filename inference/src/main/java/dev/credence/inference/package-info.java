/// Samplers over log-densities: NUTS, its adaptation, chains on threads, and the events of a run.
///
/// A run is [dev.credence.inference.SamplingRun] with [dev.credence.inference.SamplingOptions]. One
/// chain is [dev.credence.inference.Nuts], which knows how to take a step, beside an
/// [dev.credence.inference.Adaptation], which knows how long the step and how heavy each coordinate
/// should be. Nothing here knows of models or graphs.
///
/// | symbol in the papers | name here |
/// |---|---|
/// | θ, q | position |
/// | p, r | momentum |
/// | M⁻¹ | inverse mass matrix |
/// | p♯ = M⁻¹ p | velocity |
/// | π(θ), L(θ) | density, log-density (unnormalised) |
/// | H = ½ pᵀM⁻¹p − log π(q) | energy |
/// | H(q, p) − H₀ | energy error |
/// | exp(H₀ − H) | weight of a point of the trajectory |
/// | ρ | momentum sum over a stretch of the trajectory |
/// | ε, ε̄ | step size, averaged step size |
/// | j, depth | tree depth: a trajectory of depth j has 2ʲ points |
/// | δ | target acceptance |
/// | α, a | acceptance rate |
/// | γ, t₀, κ, μ, H̄ | constants and state of dual averaging |
///
/// Sources: Hoffman and Gelman, "The No-U-Turn Sampler", JMLR 15 (2014); Betancourt, "A Conceptual
/// Introduction to Hamiltonian Monte Carlo", arXiv 1701.02434 (2017); the Stan Reference Manual,
/// chapter "MCMC Sampling"; Seyboldt et al., arXiv 2603.18845 (2026).
package dev.credence.inference;
