/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far the records of a log have their outcome, and how far it reaches.
 *
 * <p>The position alone decides what waits. The numbers tell what is missing if something is.
 *
 * @param segment number of the segment of the oldest record without an outcome
 * @param offset where in that segment it begins, or will
 * @param sequence sequence number of that record
 * @param samplesBefore samples of all records before it
 * @param endSequence sequence number of the next record to be appended
 * @param endSamples samples of all records so far
 */
record Checkpoint(
    long segment,
    long offset,
    long sequence,
    long samplesBefore,
    long endSequence,
    long endSamples) {
  /** Before anything was appended. */
  static final Checkpoint START = new Checkpoint(0, 0, 1, 0, 1, 0);

  static final int BYTES = FileHeader.BYTES + 6 * Long.BYTES + Integer.BYTES;
  private static final int CRC_OFFSET = BYTES - Integer.BYTES;

  /** Writes it as a slot of the checkpoint's file, from the beginning of a buffer on. */
  void put(ByteBuffer slot) {
    FileHeader.put(slot, FileHeader.CHECKPOINT_MAGIC);
    slot.putLong(segment)
        .putLong(offset)
        .putLong(sequence)
        .putLong(samplesBefore)
        .putLong(endSequence)
        .putLong(endSamples);
    slot.putInt(Crc.of(slot, 0, CRC_OFFSET));
  }

  /** Reads a slot; null if it is damaged. */
  static @Nullable Checkpoint parse(ByteBuffer slot) {
    if (FileHeader.version(slot, 0, FileHeader.CHECKPOINT_MAGIC) != FileHeader.VERSION
        || slot.limit() < BYTES
        || slot.getInt(CRC_OFFSET) != Crc.of(slot, 0, CRC_OFFSET)) {
      return null;
    }
    slot.position(FileHeader.BYTES);
    return new Checkpoint(
        slot.getLong(),
        slot.getLong(),
        slot.getLong(),
        slot.getLong(),
        slot.getLong(),
        slot.getLong());
  }

  /** Returns whether this is further on than another one. */
  boolean isAfter(Checkpoint other) {
    if (segment != other.segment) {
      return segment > other.segment;
    }
    return offset != other.offset ? offset > other.offset : endSequence > other.endSequence;
  }

  /** Returns the same position in a log that reaches further. */
  Checkpoint withEnd(long newEndSequence, long newEndSamples) {
    return new Checkpoint(segment, offset, sequence, samplesBefore, newEndSequence, newEndSamples);
  }
}
