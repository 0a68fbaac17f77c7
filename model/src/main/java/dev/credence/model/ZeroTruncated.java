package dev.credence.model;

import dev.credence.graph.Tensor;

/// Distributions of counts that can be drawn given that they are positive, without rejection.
interface ZeroTruncated {
    Tensor drawPositive(Tensor key, Tensor shape);
}
