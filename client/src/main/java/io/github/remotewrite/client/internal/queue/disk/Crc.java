/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C, for which processors have an instruction. */
final class Crc {
  private Crc() {}

  /** Returns the checksum of part of a buffer; leaves the buffer's position alone. */
  static int of(ByteBuffer buffer, int index, int length) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(index, length));
    return (int) crc.getValue();
  }

  static int of(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
