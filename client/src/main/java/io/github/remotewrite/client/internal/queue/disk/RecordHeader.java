/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import io.github.remotewrite.client.internal.encode.Protocol;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the body of a record, and tells a record from everything else.
 *
 * <pre>
 * offset  bytes  meaning
 *      0      4  magic: F5 52 57 FE; F5 and FE are in no UTF-8 text
 *      4      4  offset of this record in its segment
 *      8      8  number of the segment
 *     16      8  sequence number of the record, one more than that of the record before
 *     24      8  samples of all records before it
 *     32      8  when it was queued, in milliseconds since 1970
 *     40      4  samples of this record
 *     44      4  bytes of the body
 *     48      4  version of Remote Write the body is of: 1 or 2
 *     52      4  CRC32C of the body
 *     56      4  CRC32C of the 56 bytes before
 *     60         body
 * </pre>
 *
 * <p>All numbers are big-endian. The header has a checksum of its own, so that its length can be
 * trusted when the body is broken, and a magic to search for when the header itself is. It says
 * where it stands, so that a body that happens to contain a record, or a file that was renamed, is
 * never taken for the log. Sequence number and samples before it tell how many records and samples
 * are missing between two that are found.
 */
record RecordHeader(
    int offset,
    long segment,
    long sequence,
    long samplesBefore,
    long queuedMillis,
    int samples,
    int bodyBytes,
    Protocol protocol,
    int bodyCrc) {
  static final int BYTES = 60;
  static final int MAGIC = 0xF55257FE;
  private static final int CRC_OFFSET = 56;

  void put(ByteBuffer buffer) {
    int start = buffer.position();
    buffer
        .putInt(MAGIC)
        .putInt(offset)
        .putLong(segment)
        .putLong(sequence)
        .putLong(samplesBefore)
        .putLong(queuedMillis)
        .putInt(samples)
        .putInt(bodyBytes)
        .putInt(protocol == Protocol.V1 ? 1 : 2)
        .putInt(bodyCrc);
    buffer.putInt(Crc.of(buffer, start, CRC_OFFSET));
  }

  /** Returns the header that stands in a buffer; null if none does that belongs to this place. */
  static @Nullable RecordHeader parse(ByteBuffer buffer, int index, long segment, long offset) {
    if (buffer.getInt(index) != MAGIC
        || buffer.getInt(index + CRC_OFFSET) != Crc.of(buffer, index, CRC_OFFSET)) {
      return null;
    }
    Protocol protocol = protocol(buffer.getInt(index + 48));
    RecordHeader header =
        new RecordHeader(
            buffer.getInt(index + 4),
            buffer.getLong(index + 8),
            buffer.getLong(index + 16),
            buffer.getLong(index + 24),
            buffer.getLong(index + 32),
            buffer.getInt(index + 40),
            buffer.getInt(index + 44),
            protocol == null ? Protocol.V1 : protocol,
            buffer.getInt(index + 52));
    boolean belongsHere =
        protocol != null
            && header.segment == segment
            && header.offset == offset
            && header.samples >= 0
            && header.bodyBytes >= 0;
    return belongsHere ? header : null;
  }

  /** Returns where the record ends in its segment. */
  long end() {
    return (long) offset + BYTES + bodyBytes;
  }

  long nextSequence() {
    return sequence + 1;
  }

  /** Returns how many samples all records up to this one carry. */
  long nextSamplesBefore() {
    return samplesBefore + samples;
  }

  private static @Nullable Protocol protocol(int number) {
    return switch (number) {
      case 1 -> Protocol.V1;
      case 2 -> Protocol.V2;
      default -> null;
    };
  }
}
