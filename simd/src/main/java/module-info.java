/// The array kernels on `jdk.incubator.vector`, found as a service; absent means plain Java.
module dev.credence.simd {
    requires dev.credence.array;
    requires static jdk.incubator.vector;

    provides dev.credence.array.KernelsProvider with
            dev.credence.simd.SimdKernelsProvider;
}
