/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.nio.ByteBuffer;

/**
 * The first bytes of a segment and of each slot of the checkpoint: what it is, in which format.
 *
 * <pre>
 * offset  bytes  meaning
 *      0      4  magic: "RWQS" of a segment, "RWQC" of a checkpoint
 *      4      4  version of the format, 1
 *      8      4  CRC32C of the 8 bytes before
 * </pre>
 *
 * <p>All numbers are big-endian. These 12 bytes are the same in every version to come, so each
 * version can tell a directory of another one, which it refuses, from damage, which it survives:
 * the version counts only if the checksum fits.
 */
final class FileHeader {
  static final int BYTES = 12;
  static final int VERSION = 1;
  static final int SEGMENT_MAGIC = 0x52575153;
  static final int CHECKPOINT_MAGIC = 0x52575143;

  private FileHeader() {}

  static void put(ByteBuffer buffer, int magic) {
    int start = buffer.position();
    buffer.putInt(magic).putInt(VERSION);
    buffer.putInt(Crc.of(buffer, start, 8));
  }

  /** Returns which version a header names; 0 if it is damaged or of something else. */
  static int version(ByteBuffer buffer, int index, int magic) {
    boolean intact =
        buffer.limit() - index >= BYTES
            && buffer.getInt(index) == magic
            && buffer.getInt(index + 8) == Crc.of(buffer, index, 8);
    return intact ? buffer.getInt(index + 4) : 0;
  }
}
