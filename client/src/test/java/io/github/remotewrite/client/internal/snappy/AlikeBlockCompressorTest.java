/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.snappy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class AlikeBlockCompressorTest {
  private static final int RECORDS = 400;

  private final AlikeBlockCompressor compressor =
      new AlikeBlockCompressor(new SnappyBlockCompressor());

  @Test
  void anyLikenessMakesTheSameMessage() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 2_000; run++) {
      byte[] message = records(random, random.nextInt(1, 40));
      int headSize = random.nextInt(message.length);
      Likeness likeness = new Likeness();
      for (int at = 0; at < message.length - headSize; at += random.nextInt(1, 60)) {
        int distance = random.nextInt(3) == 0 ? random.nextInt(-5, 70_000) : random.nextInt(1, 200);
        if (random.nextBoolean()) {
          likeness.add(at, distance);
        } else {
          likeness.addToBeSearched(at, distance);
        }
      }

      byte[] block =
          compress(message, headSize, likeness, AlikeBlockCompressor.ALL_CONSTANT, message.length);

      assertThat(Snappy.uncompress(block)).isEqualTo(message);
      assertThat(SnappyBlockDecompressor.decompress(block)).isEqualTo(message);
    }
  }

  @Test
  void bytesThatChangeMayBeWrittenOver() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    for (int run = 0; run < 500; run++) {
      byte[] message = records(random, RECORDS / 10);
      byte[] kinds = new byte[message.length];
      Likeness likeness = new Likeness();
      for (int at = 0; at < message.length; at += 40) {
        likeness.add(at, 40);
        likeness.addToBeSearched(at + 20, random.nextInt(1, 200));
        int hole = Math.min(message.length, at + random.nextInt(40));
        int end = Math.min(message.length, hole + 8);
        Arrays.fill(kinds, hole, end, AlikeBlockCompressor.HOLE);
        Arrays.fill(kinds, end, Math.min(message.length, end + 4), (byte) 2);
      }
      byte[] block = compress(message, 0, likeness, kinds, message.length);

      for (int literal = 0; literal < compressor.literalCount(); literal++) {
        for (int i = 0; i < compressor.literalLength(literal); i++) {
          int source = compressor.literalSource(literal) + i;
          assertThat(block[compressor.literalTarget(literal) + i]).isEqualTo(message[source]);
          if (kinds[source] == AlikeBlockCompressor.HOLE) {
            message[source]++;
            block[compressor.literalTarget(literal) + i]++;
          }
        }
      }
      assertThat(Snappy.uncompress(block)).isEqualTo(message);
    }
  }

  @Test
  void recordsThatDifferLittleTakeFewBytes() {
    StringBuilder text = new StringBuilder();
    Likeness likeness = new Likeness();
    for (int i = 0; i < RECORDS; i++) {
      if (i > 0) {
        likeness.add(text.length(), 40);
      }
      text.append(String.format("%04d a record of forty characters, each", i));
      text.append(' ');
    }
    byte[] message = text.toString().getBytes(StandardCharsets.UTF_8);

    byte[] block =
        compress(message, 0, likeness, AlikeBlockCompressor.ALL_CONSTANT, message.length);

    assertThat(message).hasSize(40 * RECORDS);
    assertThat(block.length).isLessThan(9 * RECORDS);
  }

  @Test
  void bytesBehindTheMessageAreNotRead() throws IOException {
    byte[] message = "abcdefghabcdefghabcdefghxabcdefgh".getBytes(StandardCharsets.UTF_8);
    Likeness likeness = new Likeness();
    likeness.add(8, 8);
    for (int length = 1; length <= message.length; length++) {
      byte[] block = compress(message, 0, likeness, AlikeBlockCompressor.ALL_CONSTANT, length);

      assertThat(Snappy.uncompress(block)).isEqualTo(Arrays.copyOf(message, length));
    }
  }

  private byte[] compress(
      byte[] message, int headSize, Likeness likeness, byte[] kinds, int length) {
    byte[] target = new byte[SnappyBlockCompressor.maxCompressedLength(length)];
    int compressed = compressor.compress(message, headSize, length, likeness, kinds, target);
    return Arrays.copyOf(target, compressed);
  }

  /** Returns records of 40 bytes, of which some are as in the one before. */
  private static byte[] records(SplittableRandom random, int count) {
    byte[] bytes = new byte[40 * count + random.nextInt(40)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = i >= 40 && random.nextInt(20) > 0 ? bytes[i - 40] : (byte) random.nextInt(256);
    }
    return bytes;
  }
}
