package dev.credence.graph;

import dev.credence.array.DType;
import dev.credence.array.NdArray;

/// Turns what users give functions into arrays of the input's type, where nothing is lost by it.
///
/// Numbers are taken as the input's dtype has them: a `double` is rounded for a float32 input.
/// Arrays are cast only where every element keeps its value.
public final class Arguments {
    private Arguments() {}

    /// A number, a Java array or an [NdArray] as the latter, in its own dtype.
    ///
    /// @param what names what it is given for, in the message
    /// @throws GraphException if it is something else
    public static NdArray array(Object argument, String what) {
        return switch (argument) {
            case null ->
                    throw new GraphException(
                            "%s cannot be given null; use a number, a Java array or an NdArray"
                                    .formatted(what));
            case NdArray a -> a;
            case Boolean b -> NdArray.scalar(b);
            case Long l -> NdArray.scalar(l);
            case Integer i -> NdArray.scalar((long) i);
            case Short s -> NdArray.scalar((long) s);
            case Byte b -> NdArray.scalar((long) b);
            case Number n -> NdArray.scalar(n.doubleValue());
            case double[] d -> NdArray.of(d);
            case double[][] d -> rows(d, what);
            case float[] f -> NdArray.of(f, f.length);
            case long[] l -> NdArray.of(l, l.length);
            case int[] i -> NdArray.of(i, i.length);
            case boolean[] b -> NdArray.of(b, b.length);
            default ->
                    throw new GraphException(
                            "%s cannot be given a %s; use a number, a Java array or an NdArray"
                                    .formatted(what, argument.getClass().getSimpleName()));
        };
    }

    private static NdArray rows(double[][] rows, String what) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length == rows[0].length) continue;
            throw new GraphException(
                    "%s cannot be given rows of different lengths: row 0 has %d entries, row %d has %d"
                            .formatted(what, rows[0].length, i, rows[i].length));
        }
        return NdArray.of(rows);
    }

    static NdArray convert(Object argument, Tensor input) {
        var given = array(argument, "'%s'".formatted(input));
        var value = argument instanceof Number ? number(given, input) : given;
        var cast = cast(value, input);
        if (!input.type().accepts(cast)) {
            throw new GraphException(
                    "'%s' is %s and cannot be given a value of type %s"
                            .formatted(input, input.type(), TensorType.of(value)));
        }
        return cast;
    }

    /// A Java number in the precision of a floating input.
    private static NdArray number(NdArray scalar, Tensor input) {
        return input.dtype().isFloating() ? scalar.cast(input.dtype()) : scalar;
    }

    /// An array in the dtype of a shared variable, cast as an argument would be.
    static NdArray widened(NdArray value, Shared variable) {
        try {
            return cast(value, variable);
        } catch (GraphException e) {
            throw GraphException.called(e.getMessage());
        }
    }

    private static NdArray cast(NdArray value, Tensor input) {
        var wanted = input.dtype();
        if (value.dtype().promote(wanted) == wanted) return value.cast(wanted);
        if (value.dtype() == DType.FLOAT64 && wanted == DType.FLOAT32) {
            throw new GraphException(
                    "'%s' is %s and is not given float64 values, which would be rounded; cast them to float32 first"
                            .formatted(input, input.type()));
        }
        if (!value.dtype().isInteger() || wanted == DType.BOOL) return value;
        var cast = value.cast(wanted);
        long[] before = value.cast(DType.INT64).longs();
        long[] after = cast.cast(DType.INT64).longs();
        for (int i = 0; i < before.length; i++) {
            if (before[i] == after[i] && before[i] != Long.MAX_VALUE) continue;
            throw new GraphException(
                    "'%s' is %s and cannot hold the value %d of element %d exactly"
                            .formatted(input, input.type(), before[i], i));
        }
        return cast;
    }
}
