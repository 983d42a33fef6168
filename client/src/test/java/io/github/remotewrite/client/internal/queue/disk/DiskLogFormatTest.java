/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes on disk: what an older version of the library has to be able to have written. */
class DiskLogFormatTest {
  @TempDir Path parent;

  @Test
  void segmentIsAHeaderAndRecords() throws Exception {
    QueueFixture queue = new QueueFixture(parent.resolve("lane"));
    try (DiskLog log = queue.open(1 << 20)) {
      log.append(stored(Protocol.V2, "abc", 7, 0x0102030405060708L));
      log.append(stored(Protocol.V1, "", 1, 2));

      byte[] segment = Files.readAllBytes(queue.segments().get(0));
      String first =
          "f55257fe" // magic
              + "0000000c" // offset
              + "0000000000000001" // segment
              + "0000000000000001" // sequence number
              + "0000000000000000" // samples before
              + "0102030405060708" // queued
              + "00000007" // samples
              + "00000003" // bytes of the body
              + "00000002" // version of Remote Write
              + crc("616263");
      String second =
          "f55257fe"
              + "0000004b"
              + "0000000000000001"
              + "0000000000000002"
              + "0000000000000007"
              + "0000000000000002"
              + "00000001"
              + "00000000"
              + "00000001"
              + "00000000";
      assertThat(hex(segment))
          .isEqualTo(withCrc("5257515300000001") + withCrc(first) + "616263" + withCrc(second));
    }
  }

  @Test
  void checkpointIsTwoSlotsInTwoSectors() throws Exception {
    QueueFixture queue = new QueueFixture(parent.resolve("lane"));
    try (DiskLog log = queue.open(1 << 20)) {
      log.append(stored(Protocol.V2, "abc", 7, 1));
      log.append(stored(Protocol.V2, "d", 2, 1));
      assertThat(log.peek()).isNotNull();
      log.remove();

      String checkpoint = hex(Files.readAllBytes(QueueFixture.checkpoint(queue.directory)));
      String afterRemoval =
          withCrc("5257514300000001")
              + "0000000000000001" // segment
              + "000000000000004b" // offset
              + "0000000000000002" // sequence number
              + "0000000000000007" // samples before
              + "0000000000000003" // next sequence number
              + "0000000000000009"; // samples so far
      assertThat(checkpoint).hasSize(2 * (512 + 64));
      assertThat(checkpoint.substring(2 * 512)).isEqualTo(withCrc(afterRemoval));
      assertThat(checkpoint.substring(2 * 64, 2 * 512)).matches("0+");
      assertThat(checkpoint).startsWith(withCrc("5257514300000001"));
    }
  }

  /** The checksum is CRC-32C (Castagnoli), whose check value is e3069283. */
  @Test
  void checksumIsCrc32c() {
    assertThat(Crc.of("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xe3069283);
  }

  @Test
  void checkpointsAreWrittenInTurn() throws Exception {
    QueueFixture queue = new QueueFixture(parent.resolve("lane"));
    try (DiskLog log = queue.open(1 << 20)) {
      QueueFixture.append(log, 0, 4, 50);
      QueueFixture.remove(log, 1);
      byte[] before = Files.readAllBytes(QueueFixture.checkpoint(queue.directory));
      QueueFixture.remove(log, 1);
      byte[] after = Files.readAllBytes(QueueFixture.checkpoint(queue.directory));

      assertThat(hex(after).substring(2 * 512)).isEqualTo(hex(before).substring(2 * 512));
      assertThat(hex(after).substring(0, 2 * 64)).isNotEqualTo(hex(before).substring(0, 2 * 64));
    }
  }

  private static StoredRequest stored(Protocol protocol, String body, int samples, long millis) {
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    return new StoredRequest(new EncodedRequest(protocol, bytes, samples, false), millis);
  }

  private static String withCrc(String hex) {
    return hex + crc(hex);
  }

  private static String crc(String hex) {
    CRC32C crc = new CRC32C();
    crc.update(HexFormat.of().parseHex(hex));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
