/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.snappy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class SnappyBlockDecompressorTest {
  @Test
  void readsWhatTheReferenceWrote() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2_000; round++) {
      byte[] original = bytes(random, random.nextInt(20_000));
      assertThat(SnappyBlockDecompressor.decompress(Snappy.compress(original))).isEqualTo(original);
    }
  }

  @Test
  void readsWhatOurCompressorWrote() {
    SplittableRandom random = new SplittableRandom(2);
    SnappyBlockCompressor compressor = new SnappyBlockCompressor();
    for (int length : new int[] {0, 1, 59, 60, 61, 255, 256, 65_535, 65_536, 200_000}) {
      byte[] original = bytes(random, length);
      byte[] block = new byte[SnappyBlockCompressor.maxCompressedLength(length)];
      int size = compressor.compress(original, 0, length, block, 0);
      assertThat(SnappyBlockDecompressor.decompress(Arrays.copyOf(block, size)))
          .isEqualTo(original);
    }
  }

  @Test
  void blockThatIsCutOffIsRefused() throws IOException {
    byte[] block = Snappy.compress(bytes(new SplittableRandom(3), 1_000));
    for (int length = 0; length < block.length; length++) {
      byte[] cut = Arrays.copyOf(block, length);
      assertThatThrownBy(() -> SnappyBlockDecompressor.decompress(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Runs of few letters, so that there are copies of all lengths. */
  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    int run = 0;
    for (int i = 0; i < length; i++) {
      if (run == 0 && i > 100 && random.nextInt(4) == 0) {
        run = random.nextInt(100);
      }
      bytes[i] = run > 0 ? bytes[i - 1 - random.nextInt(50)] : (byte) random.nextInt(256);
      run = Math.max(0, run - 1);
    }
    return bytes;
  }
}
