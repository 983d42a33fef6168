/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.snappy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class SnappyBlockCompressorTest {
  private static final byte CANARY = 0x5A;

  private final SnappyBlockCompressor compressor = new SnappyBlockCompressor();

  @Test
  void tinyInputIsALiteralAndACopyOfIt() {
    byte[] source = "remote write, remote write, remote write".getBytes(US_ASCII);

    String block = HexFormat.ofDelimiter(" ").formatHex(compress(source));

    assertThat(block)
        .isEqualTo(
            "28" // 40 bytes
                + " 34 72 65 6d 6f 74 65 20 77 72 69 74 65 2c 20" // literal of 14: "remote write, "
                + " 66 0e 00"); // copy of 26 from 14 bytes back, overlapping itself
  }

  @Test
  void shortCopyFromNearbyTakesTwoBytes() {
    byte[] source = "0123456 0123456-abcdefghijklmnopqrstu".getBytes(US_ASCII);

    String block = HexFormat.ofDelimiter(" ").formatHex(compress(source), 0, 12);

    assertThat(block)
        .isEqualTo(
            "25" // 37 bytes
                + " 1c 30 31 32 33 34 35 36 20" // literal of 8: "0123456 "
                + " 0d 08"); // copy of 7 from 8 bytes back
  }

  @Test
  void emptyInputIsOnlyItsLength() {
    assertThat(compress(new byte[0])).containsExactly(0);
  }

  @Test
  void oneByteIsRestored() {
    assertRestored(new byte[] {42});
  }

  @Test
  void everyShortLengthIsRestored() {
    Random random = new Random(1);
    for (int length = 0; length <= 300; length++) {
      assertRestored(new byte[length]);
      assertRestored(randomBytes(random, length));
      for (int period : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 64, 100}) {
        assertRestored(periodicBytes(random, period, length));
      }
    }
  }

  @Test
  void everyMatchLengthAndDistanceIsRestored() {
    Random random = new Random(2);
    for (int matchLength = 0; matchLength <= 200; matchLength++) {
      for (int gap : new int[] {0, 1, 59, 60, 61, 255, 256, 257, 2040, 2047, 2048, 2049}) {
        byte[] source = randomBytes(random, 2 * matchLength + gap + 20);
        System.arraycopy(source, 0, source, matchLength + gap, matchLength);

        assertRestored(source);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 61, 256, 257, 65535, 65536, 65537, 131_071, 131_072, 131_073, 5_000_000})
  void everyKindOfContentIsRestoredAtTheEdgesOfTheFormat(int length) {
    Random random = new Random(length);

    assertRestored(new byte[length]);
    assertRestored(randomBytes(random, length));
    assertRestored(periodicBytes(random, 1000, length));
    assertRestored(periodicBytes(random, 65_535, length));
    assertRestored(periodicBytes(random, 65_536, length));
    assertRestored(periodicBytes(random, 65_537, length));
  }

  @Test
  void literalsOfEveryHeaderSizeBeforeAMatchAreRestored() {
    Random random = new Random(3);
    for (int length : new int[] {1, 16, 17, 60, 61, 256, 257, 65_535, 65_536, 65_537, 200_000}) {
      byte[] source = randomBytes(random, length + 100);
      Arrays.fill(source, length, length + 100, (byte) 7);

      assertRestored(source);
    }
  }

  @Test
  void matchesReachAcrossSixtyFourKibibytes() {
    Random random = new Random(4);
    byte[] source = randomBytes(random, 65_536 + 2_000);
    System.arraycopy(source, 64_000, source, 65_536, 1_536);

    byte[] block = assertRestored(source);

    assertThat(block.length).isLessThan(source.length - 1_400);
  }

  @Test
  void equalBytesShrinkToThreeBytesForSixtyFour() {
    byte[] block = assertRestored(new byte[1_000_000]);

    assertThat(block.length).isLessThan(1_000_000 * 3 / 64 + 20);
  }

  @Test
  void randomBytesGrowByLittle() {
    byte[] block = assertRestored(randomBytes(new Random(5), 1_000_000));

    assertThat(block.length).isLessThan(1_000_020);
  }

  @Test
  void randomStructuredInputsAreRestored() {
    Random random = new Random(6);
    for (int i = 0; i < 15_000; i++) {
      assertRestored(structuredBytes(random, 1 << random.nextInt(4, 13)));
    }
    for (int i = 0; i < 100; i++) {
      assertRestored(structuredBytes(random, 1 << random.nextInt(13, 19)));
    }
  }

  @Test
  void sourceMayBeginAndEndAnywhereInItsArray() {
    byte[] array = structuredBytes(new Random(7), 100_000);
    for (int offset = 0; offset < 70; offset++) {
      int length = array.length - offset - 13;
      byte[] range = Arrays.copyOfRange(array, offset, offset + length);
      byte[] target = new byte[SnappyBlockCompressor.maxCompressedLength(length)];

      int written = compressor.compress(array, offset, length, target, 0);

      assertThat(Arrays.copyOf(target, written)).isEqualTo(compress(range));
      assertThat(uncompress(target, 0, written)).isEqualTo(range);
    }
  }

  @Test
  void sourceIsNotReadBeyondItsRange() {
    byte[] repeated = periodicBytes(new Random(8), 50, 5_000);
    byte[] target = new byte[SnappyBlockCompressor.maxCompressedLength(1_000)];

    int written = compressor.compress(repeated, 2_000, 1_000, target, 0);

    assertThat(uncompress(target, 0, written))
        .isEqualTo(Arrays.copyOfRange(repeated, 2_000, 3_000));
  }

  @Test
  void reusedCompressorRemembersNothing() {
    byte[] first = structuredBytes(new Random(9), 100_000);
    byte[] second = structuredBytes(new Random(10), 3_000);
    byte[] firstBlock = compress(first);
    byte[] secondBlock = compress(second);

    assertThat(new SnappyBlockCompressorTest().compress(second)).isEqualTo(secondBlock);
    assertThat(compress(first)).isEqualTo(firstBlock);
    assertThat(compress(second)).isEqualTo(secondBlock);
  }

  @Test
  void remoteWrite1RequestIsNoLargerThanTheReferences() throws IOException {
    for (int series : new int[] {200, 2_000, 7_500}) {
      byte[] request = remoteWrite1Request(series);

      assertThat(assertRestored(request).length)
          .isLessThanOrEqualTo(Snappy.compress(request).length);
    }
  }

  @Test
  void remoteWrite2RequestIsNoLargerThanTheReferences() throws IOException {
    for (int series : new int[] {200, 2_000, 20_000}) {
      byte[] request = remoteWrite2Request(series);

      assertThat(assertRestored(request).length)
          .isLessThanOrEqualTo(Snappy.compress(request).length);
    }
  }

  @Test
  void smallRequestIsWithinTwoPercentOfTheReferences() throws IOException {
    for (int series = 1; series < 200; series++) {
      for (byte[] request :
          new byte[][] {remoteWrite1Request(series), remoteWrite2Request(series)}) {
        int reference = Snappy.compress(request).length;

        assertThat(assertRestored(request).length).isLessThanOrEqualTo(reference + reference / 50);
      }
    }
  }

  @Test
  void targetWithoutRoomIsRefused() {
    byte[] target = new byte[SnappyBlockCompressor.maxCompressedLength(100)];

    assertThatThrownBy(() -> compressor.compress(new byte[100], 0, 100, target, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "target must have room for maxCompressedLength: targetOffset=1, targetLength=133,"
                + " maxCompressedLength=133");
  }

  @Test
  void sourceRangeOutsideItsArrayIsRefused() {
    assertThatThrownBy(() -> compressor.compress(new byte[100], 50, 51, new byte[1_000], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void lengthThatNoArrayCanHoldIsRefused() {
    assertThat(SnappyBlockCompressor.maxCompressedLength(2_000_000_000)).isEqualTo(2_031_250_032);
    assertThatThrownBy(() -> SnappyBlockCompressor.maxCompressedLength(Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("length must fit an array once compressed: length=2147483647");
    assertThatThrownBy(() -> SnappyBlockCompressor.maxCompressedLength(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Compresses between canaries, has xerial's decoder restore the source, and returns the block.
   */
  private byte[] assertRestored(byte[] source) {
    byte[] block = compress(source);
    // Compared by Arrays: AssertJ's message for arrays of megabytes would be slow to make.
    assertThat(Arrays.equals(uncompress(block, 0, block.length), source)).isTrue();
    return block;
  }

  private byte[] compress(byte[] source) {
    int margin = 40;
    int room = SnappyBlockCompressor.maxCompressedLength(source.length);
    byte[] target = new byte[margin + room + margin];
    Arrays.fill(target, 0, margin, CANARY);
    Arrays.fill(target, margin + room, target.length, CANARY);

    int written = compressor.compress(source, 0, source.length, target, margin);

    assertThat(written).isBetween(1, room);
    for (int i = 0; i < margin; i++) {
      assertThat(target[i]).isEqualTo(CANARY);
      assertThat(target[margin + room + i]).isEqualTo(CANARY);
    }
    return Arrays.copyOfRange(target, margin, margin + written);
  }

  private static byte[] uncompress(byte[] block, int offset, int length) {
    try {
      byte[] restored = new byte[Snappy.uncompressedLength(block, offset, length)];
      Snappy.uncompress(block, offset, length, restored, 0);
      return restored;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] randomBytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] periodicBytes(Random random, int period, int length) {
    byte[] bytes = randomBytes(random, length);
    for (int i = period; i < length; i++) {
      bytes[i] = bytes[i - period];
    }
    return bytes;
  }

  /**
   * Runs of fresh bytes (from a small or a full alphabet), of one byte, and of copies from anywhere
   * before.
   */
  private static byte[] structuredBytes(Random random, int maxLength) {
    byte[] bytes = new byte[random.nextInt(maxLength / 2, maxLength)];
    int alphabet = random.nextBoolean() ? 4 : 256;
    int maxRun = 1 << random.nextInt(1, 10);
    int i = 0;
    while (i < bytes.length) {
      int kind = random.nextInt(4);
      int from = i == 0 ? 0 : random.nextInt(i);
      byte same = (byte) random.nextInt(alphabet);
      for (int end = Math.min(bytes.length, i + 1 + random.nextInt(maxRun)); i < end; i++) {
        bytes[i] =
            kind == 0 || from == i
                ? (byte) random.nextInt(alphabet)
                : kind == 1 ? same : bytes[from++];
      }
    }
    return bytes;
  }

  /**
   * Classic histograms of 15 buckets as WriteRequest 1.0: about 400 bytes a sample, of which le and
   * value change.
   */
  private static byte[] remoteWrite1Request(int series) {
    String[] le =
        "0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1.0 2.5 5.0 7.5 10.0 +Inf".split(" ", -1);
    String[] statuses = {"200", "204", "404", "500"};
    Random random = new Random(series);
    ByteBuffer request = ByteBuffer.allocate(500 * series).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer labels = ByteBuffer.allocate(500);
    double count = 0;
    for (int i = 0; i < series; i++) {
      count = i % 15 == 0 ? 0 : count + random.nextInt(500);
      String[] namesAndValues = {
        "__name__", "http_server_request_duration_seconds_bucket",
        "deployment_environment", "production",
        "http_request_method", i / 60 % 2 == 0 ? "GET" : "POST",
        "http_response_status_code", statuses[i / 15 % statuses.length],
        "http_route", "/api/v1/customers/{customerId}/orders/" + i / 120,
        "instance", "0f8fad5b-d9cb-469f-a165-70867728950e",
        "job", "shop/checkout-service",
        "le", le[i % 15],
        "network_protocol_version", "1.1",
        "otel_scope_name", "io.opentelemetry.tomcat-10.0",
        "url_scheme", "https"
      };
      labels.clear();
      for (int k = 0; k < namesAndValues.length; k += 2) {
        byte[] name = namesAndValues[k].getBytes(US_ASCII);
        byte[] value = namesAndValues[k + 1].getBytes(US_ASCII);
        labels.put((byte) 0x0A).put((byte) (name.length + value.length + 4));
        labels.put((byte) 0x0A).put((byte) name.length).put(name);
        labels.put((byte) 0x12).put((byte) value.length).put(value);
      }
      request.put((byte) 0x0A);
      putVarint(request, labels.position() + 18);
      request.put(labels.array(), 0, labels.position());
      request.put((byte) 0x12).put((byte) 16);
      putSample(request, count);
    }
    return Arrays.copyOf(request.array(), request.position());
  }

  /** The same as series of a 2.0 request: about 50 bytes each, half of them refs. */
  private static byte[] remoteWrite2Request(int series) {
    Random random = new Random(series);
    ByteBuffer request = ByteBuffer.allocate(100 * series).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer refs = ByteBuffer.allocate(100);
    double count = 0;
    for (int i = 0; i < series; i++) {
      count = i % 15 == 0 ? 0 : count + random.nextInt(500);
      refs.clear();
      for (int ref :
          new int[] {
            1, 2, 3, 4, 5, 40 + i / 60 % 2, 6, 42 + i / 15 % 4, 7, 46 + i / 120, 8, 9, 10, 11, 12
          }) {
        putVarint(refs, ref);
      }
      putVarint(refs, 20 + i % 15);
      for (int ref = 13; ref < 19; ref++) {
        putVarint(refs, ref);
      }
      request.put((byte) 0x2A).put((byte) (refs.position() + 24));
      request.put((byte) 0x0A).put((byte) refs.position()).put(refs.array(), 0, refs.position());
      request.put((byte) 0x12).put((byte) 16);
      putSample(request, count);
      request.put((byte) 0x2A).put((byte) 2).put((byte) 8).put((byte) 3);
    }
    return Arrays.copyOf(request.array(), request.position());
  }

  private static void putSample(ByteBuffer message, double value) {
    message.put((byte) 0x09).putDouble(value).put((byte) 0x10);
    putVarint(message, 1_767_225_600_000L);
  }

  private static void putVarint(ByteBuffer message, long value) {
    while (value > 0x7F) {
      message.put((byte) (value | 0x80));
      value >>>= 7;
    }
    message.put((byte) value);
  }
}
