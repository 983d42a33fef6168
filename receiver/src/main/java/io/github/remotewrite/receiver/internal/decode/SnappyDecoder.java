/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import java.io.IOException;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Decompresses a snappy block. */
public final class SnappyDecoder {
  private static final int MAX_DECODED_BYTES = 32 << 20;

  private SnappyDecoder() {}

  /** Returns the decompressed bytes; none if the block is corrupt or declares too many. */
  public static byte[] decode(byte[] block, List<Violation> violations) {
    try {
      int length = Snappy.uncompressedLength(block);
      // The declared length is unsigned: from 2 GiB on it arrives here as a negative number.
      if (length < 0 || length > MAX_DECODED_BYTES) {
        String detail =
            "decodedBytes=" + Integer.toUnsignedString(length) + ", maxBytes=" + MAX_DECODED_BYTES;
        violations.add(new Violation(Rule.DECODED_SIZE, detail));
        return new byte[0];
      }
      return Snappy.uncompress(block);
    } catch (IOException e) {
      String detail = "bodyBytes=" + block.length + ", error=" + e.getMessage();
      violations.add(new Violation(Rule.SNAPPY, detail));
      return new byte[0];
    }
  }
}
