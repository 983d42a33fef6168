/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import com.github.luben.zstd.Zstd;
import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;

/**
 * Turns the snappy block of a request into a zstd frame of the same content.
 *
 * <p>The one class that links to zstd-jni, which may be missing: to be touched only where zstd is
 * wanted. Equal blocks give equal frames, so every attempt still sends the same bytes.
 */
final class ZstdRecoder {
  // The fastest of the regular levels; higher ones gain little on messages this repetitive.
  private static final int LEVEL = 1;

  private ZstdRecoder() {}

  /**
   * Makes sure that zstd can be used, native code included.
   *
   * @throws IllegalArgumentException if it can't
   */
  static void requireLibrary() {
    try {
      Zstd.compress(new byte[0], LEVEL);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "zstd needs com.github.luben:zstd-jni on the class path: compression=ZSTD", e);
    }
  }

  static byte[] recode(byte[] block) {
    return Zstd.compress(SnappyBlockDecompressor.decompress(block), LEVEL);
  }
}
