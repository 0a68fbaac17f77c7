package dev.credence.posterior;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Turns chunks into compressed bytes and back; one per thread, its buffers are reused.
final class ChunkCodec implements AutoCloseable {
    /// Draws are close to noise: more effort costs time and gains a few percent.
    static final int LEVEL = Deflater.BEST_SPEED;

    private final Deflater deflater = new Deflater(LEVEL);
    private ByteBuffer plain = ByteBuffer.allocate(0);
    private byte[] packed = new byte[0];

    /// A buffer for one chunk of that many bytes, zeroed.
    ByteBuffer buffer(int bytes) {
        if (plain.capacity() < bytes) {
            plain = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        } else {
            Arrays.fill(plain.array(), 0, bytes, (byte) 0);
        }
        return plain.clear().limit(bytes);
    }

    /// The buffer's bytes from 0 to its limit, compressed with zlib.
    byte[] pack(ByteBuffer chunk) {
        deflater.reset();
        deflater.setInput(chunk.array(), 0, chunk.limit());
        deflater.finish();
        int bound = chunk.limit() + chunk.limit() / 1000 + 64;
        if (packed.length < bound) packed = new byte[bound];
        int length = deflater.deflate(packed);
        return Arrays.copyOf(packed, length);
    }

    /// The bytes of a chunk file.
    ///
    /// @throws IOException if they are damaged or fewer than `bytes`
    static ByteBuffer unpack(byte[] file, String compressor, int bytes) throws IOException {
        byte[] plain =
                switch (compressor) {
                    case "zlib" -> {
                        try (var in = new InflaterInputStream(new ByteArrayInputStream(file))) {
                            yield in.readNBytes(bytes);
                        }
                    }
                    case "gzip" -> {
                        try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
                            yield in.readNBytes(bytes);
                        }
                    }
                    default -> file;
                };
        if (plain.length < bytes) {
            throw new IOException("%d bytes of %d".formatted(plain.length, bytes));
        }
        return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
