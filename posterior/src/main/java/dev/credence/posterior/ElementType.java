package dev.credence.posterior;

import dev.credence.array.DType;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// How one element of a stored array is laid out in bytes, little-endian.
sealed interface ElementType {
    /// NumPy's name of the layout, for example `<f8`.
    String code();

    /// The number of bytes of one element.
    int bytes();

    /// A Java array of that many elements, filled as a missing chunk is read.
    Object allocate(int length);

    /// Appends `length` elements of `storage` from `from` on.
    void put(Object storage, int from, int length, ByteBuffer out);

    /// Reads `length` elements into `storage` from `to` on.
    void take(ByteBuffer in, Object storage, int to, int length);

    /// The layout of an array's dtype.
    static ElementType of(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> Numbers.FLOAT64;
            case INT64 -> Numbers.INT64;
            case BOOL -> Numbers.BOOL;
            case FLOAT32 -> Numbers.FLOAT32;
            case INT32 -> Numbers.INT32;
        };
    }

    /// The layouts of numbers.
    enum Numbers implements ElementType {
        FLOAT64("<f8", 8) {
            @Override
            public Object allocate(int length) {
                var values = new double[length];
                Arrays.fill(values, Double.NaN);
                return values;
            }

            @Override
            public void put(Object storage, int from, int length, ByteBuffer out) {
                out.asDoubleBuffer().put((double[]) storage, from, length);
                out.position(out.position() + length * 8);
            }

            @Override
            public void take(ByteBuffer in, Object storage, int to, int length) {
                in.asDoubleBuffer().get((double[]) storage, to, length);
            }
        },
        INT64("<i8", 8) {
            @Override
            public Object allocate(int length) {
                return new long[length];
            }

            @Override
            public void put(Object storage, int from, int length, ByteBuffer out) {
                out.asLongBuffer().put((long[]) storage, from, length);
                out.position(out.position() + length * 8);
            }

            @Override
            public void take(ByteBuffer in, Object storage, int to, int length) {
                in.asLongBuffer().get((long[]) storage, to, length);
            }
        },
        BOOL("|b1", 1) {
            @Override
            public Object allocate(int length) {
                return new boolean[length];
            }

            @Override
            public void put(Object storage, int from, int length, ByteBuffer out) {
                var flags = (boolean[]) storage;
                for (int i = from; i < from + length; i++) out.put((byte) (flags[i] ? 1 : 0));
            }

            @Override
            public void take(ByteBuffer in, Object storage, int to, int length) {
                var flags = (boolean[]) storage;
                for (int i = to; i < to + length; i++) flags[i] = in.get() != 0;
            }
        },
        FLOAT32("<f4", 4) {
            @Override
            public Object allocate(int length) {
                var values = new float[length];
                Arrays.fill(values, Float.NaN);
                return values;
            }

            @Override
            public void put(Object storage, int from, int length, ByteBuffer out) {
                out.asFloatBuffer().put((float[]) storage, from, length);
                out.position(out.position() + length * 4);
            }

            @Override
            public void take(ByteBuffer in, Object storage, int to, int length) {
                in.asFloatBuffer().get((float[]) storage, to, length);
            }
        },
        INT32("<i4", 4) {
            @Override
            public Object allocate(int length) {
                return new int[length];
            }

            @Override
            public void put(Object storage, int from, int length, ByteBuffer out) {
                out.asIntBuffer().put((int[]) storage, from, length);
                out.position(out.position() + length * 4);
            }

            @Override
            public void take(ByteBuffer in, Object storage, int to, int length) {
                in.asIntBuffer().get((int[]) storage, to, length);
            }
        };

        private final String code;
        private final int bytes;

        Numbers(String code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public int bytes() {
            return bytes;
        }
    }

    /// Text of at most `width` code points, four bytes each, padded with zeros; stored in a
    /// `String[]`.
    record Text(int width) implements ElementType {
        @Override
        public String code() {
            return "<U" + width;
        }

        @Override
        public int bytes() {
            return 4 * width;
        }

        @Override
        public Object allocate(int length) {
            var texts = new String[length];
            Arrays.fill(texts, "");
            return texts;
        }

        @Override
        public void put(Object storage, int from, int length, ByteBuffer out) {
            var texts = (String[]) storage;
            for (int i = from; i < from + length; i++) {
                int end = out.position() + bytes();
                texts[i].codePoints().forEach(out::putInt);
                while (out.position() < end) out.putInt(0);
            }
        }

        @Override
        public void take(ByteBuffer in, Object storage, int to, int length) {
            var texts = (String[]) storage;
            for (int i = to; i < to + length; i++) {
                var text = new StringBuilder();
                for (int k = 0; k < width; k++) {
                    int codePoint = in.getInt();
                    if (codePoint != 0) text.appendCodePoint(codePoint);
                }
                texts[i] = text.toString();
            }
        }
    }
}
