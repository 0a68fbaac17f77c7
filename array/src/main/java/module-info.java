/// Dense n-d values, linear algebra, special functions and the counter-based random generator.
module dev.credence.array {
    requires org.apache.commons.numbers.gamma;

    exports dev.credence.array;

    uses dev.credence.array.KernelsProvider;
}
