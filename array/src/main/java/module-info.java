/// Dense n-d values, linear algebra, special functions and the counter-based random generator.
module dev.credence.array {
    exports dev.credence.array;

    uses dev.credence.array.KernelsProvider;
}
