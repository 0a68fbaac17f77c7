package dev.credence.model;

import java.util.List;

/// Names for the axes of a variable, from the left.
public record Dims(List<String> names) {
    public Dims {
        names = List.copyOf(names);
    }
}
