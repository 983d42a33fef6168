/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.append;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.drain;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.remove;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.request;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.samplesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segments of 400 bytes with records 0 to 6: 0, 1, 2; 3, 4, 5; 6. Records 0 and 1 were removed. */
@Timeout(120)
class DiskLogDamageTest {
  private static final long CAPACITY = 3_200;
  private static final int BODY = 50;
  private static final int RECORD = 60 + BODY;
  private static final int FIRST_WAITING = 2;
  private static final int RECORDS = 7;
  private static final int[] FLIPS = {0x01, 0x80, 0xFF};
  private static final int[] NO_FLIPS = {};
  private static final String CHECKPOINT = "remote-write.checkpoint";

  @TempDir Path parent;
  private final Map<String, byte[]> intact = new TreeMap<>();
  private Path directory;

  @BeforeEach
  void setUp() throws Exception {
    directory = parent.resolve("lane");
    try (DiskLog log = new QueueFixture(directory).open(CAPACITY)) {
      append(log, 0, RECORDS, BODY);
      remove(log, FIRST_WAITING);
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        intact.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    assertThat(intact.keySet())
        .containsExactly(segment(1), segment(2), segment(3), CHECKPOINT, "remote-write.lock");
  }

  @Test
  void cutAtEveryOffset() throws Exception {
    for (String name : damageable()) {
      byte[] whole = bytes(name);
      for (int length = 0; length < whole.length; length++) {
        if (isPadding(name, length)) {
          continue;
        }
        restore();
        Files.write(directory.resolve(name), Arrays.copyOf(whole, length));

        int cut = length;
        List<Integer> expected =
            waiting().filter(number -> !isIn(number, name) || end(number) <= cut).boxed().toList();
        String damage = name + " cut at " + length;
        check(damage, name, expected);
        checkEmptyAndWhole(damage);
      }
    }
  }

  @Test
  void everyByteFlipped() throws Exception {
    for (String name : damageable()) {
      byte[] whole = bytes(name);
      for (int offset = 0; offset < whole.length; offset++) {
        for (int flip : isPadding(name, offset) ? NO_FLIPS : FLIPS) {
          byte[] flipped = whole.clone();
          flipped[offset] ^= (byte) flip;
          restore();
          Files.write(directory.resolve(name), flipped);

          int at = offset;
          List<Integer> expected =
              waiting()
                  .filter(n -> !isIn(n, name) || at < end(n) - RECORD || at >= end(n))
                  .boxed()
                  .toList();
          String damage = name + " flipped at " + offset + " by " + flip;
          check(damage, name, expected);
          if (flip == FLIPS[0]) {
            checkEmptyAndWhole(damage);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfDamage(Kind kind) throws Exception {
    kind.inflict(this);

    QueueFixture queue = new QueueFixture(directory);
    try (DiskLog log = queue.open(CAPACITY)) {
      assertThat(log.recovery().isLossy()).isEqualTo(kind.lossy);
      assertThat(log.recovery().damage().isEmpty()).isEqualTo(!kind.lossy && !kind.noticed);
      append(log, RECORDS, RECORDS + 1, BODY);

      List<Integer> expected = new ArrayList<>(kind.survivors);
      expected.add(RECORDS);
      assertThat(drain(log)).isEqualTo(expected);
      assertThat(queue.losses).isEmpty();
    }
    try (DiskLog log = queue.open(CAPACITY)) {
      assertThat(log.recovery()).isEqualTo(new Recovery(0, 0, 0, 0, 0, List.of()));
    }
  }

  @Test
  void damageSaysWhereAndWhat() throws Exception {
    Kind.BODY_FLIPPED.inflict(this);
    try (DiskLog log = new QueueFixture(directory).open(CAPACITY)) {
      assertThat(log.recovery().lostRecords()).isEqualTo(1);
      assertThat(log.recovery().lostSamples()).isEqualTo(samplesOf(4));
      assertThat(log.recovery().lostBytes()).isEqualTo(RECORD);
      assertThat(log.recovery().damage())
          .singleElement()
          .asString()
          .matches(
              "record is corrupt: segment=0000000000000002, offset=122,"
                  + " expectedCrc=0x[0-9a-f]+, foundCrc=0x[0-9a-f]+");
    }
  }

  @Test
  void damageAfterTheOpeningIsReportedWhenItIsMet() throws Exception {
    QueueFixture queue = new QueueFixture(directory);
    try (DiskLog log = queue.open(CAPACITY)) {
      Kind.BODY_FLIPPED.inflict(this);

      assertThat(drain(log)).containsExactly(2, 3, 5, 6);
      assertThat(queue.losses)
          .singleElement()
          .satisfies(
              loss -> {
                assertThat(loss.reason()).isEqualTo(Loss.Reason.DAMAGE);
                assertThat(loss.records()).isEqualTo(1);
                assertThat(loss.samples()).isEqualTo(samplesOf(4));
                assertThat(loss.detail()).startsWith("record is corrupt: segment=00");
              });
      assertThat(log.usage().records()).isZero();
      assertThat(log.usage().samples()).isZero();
    }
  }

  @Test
  void segmentThatVanishesAfterTheOpeningIsReported() throws Exception {
    QueueFixture queue = new QueueFixture(directory);
    try (DiskLog log = queue.open(CAPACITY)) {
      Files.delete(directory.resolve(segment(2)));

      assertThat(drain(log)).containsExactly(2, 6);
      assertThat(queue.losses)
          .containsExactly(
              new Loss(
                  Loss.Reason.DAMAGE,
                  3,
                  samplesOf(3) + samplesOf(4) + samplesOf(5),
                  "segment is missing: segment=0000000000000002"));
    }
    try (DiskLog log = queue.open(CAPACITY)) {
      assertThat(log.recovery().isLossy()).isFalse();
    }
  }

  @Test
  void damageInTheSegmentThatIsAppendedToCostsOnlyItsRecord() throws Exception {
    QueueFixture queue = new QueueFixture(parent.resolve("other"));
    try (DiskLog log = queue.open(CAPACITY)) {
      append(log, 0, 1, BODY);
      Path active = queue.segments().get(0);
      byte[] bytes = Files.readAllBytes(active);
      bytes[80] ^= 1;
      Files.write(active, bytes);

      assertThat(drain(log)).isEmpty();
      append(log, 1, 3, BODY);
      assertThat(drain(log)).containsExactly(1, 2);
      assertThat(queue.lostSamples()).isEqualTo(samplesOf(0));
    }
  }

  @Test
  void openingDoesNotTouchDamagedSegments() throws Exception {
    Kind.BODY_FLIPPED.inflict(this);
    byte[] before = Files.readAllBytes(directory.resolve(segment(2)));
    new QueueFixture(directory).open(CAPACITY).close();

    assertThat(Files.readAllBytes(directory.resolve(segment(2)))).isEqualTo(before);
  }

  @Test
  void largeGarbageIsSearchedThrough() throws Exception {
    Path path = directory.resolve(segment(2));
    byte[] garbage = new byte[300_000];
    ByteBuffer magics = ByteBuffer.wrap(garbage);
    while (magics.remaining() >= 4) {
      magics.putInt(RecordHeader.MAGIC);
    }
    Files.write(path, concat(bytes(segment(2)), garbage));
    try (DiskLog log = new QueueFixture(directory).open(CAPACITY)) {
      assertThat(log.usage().records()).isEqualTo(5);
    }
  }

  /** The ways to damage a log. */
  enum Kind {
    NOTHING(false, false, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) {}
    },
    LAST_RECORD_TORN(true, true, 2, 3, 4, 5) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(segment(3), Arrays.copyOf(test.bytes(segment(3)), 12 + RECORD - 1));
      }
    },
    LAST_RECORD_HEADER_TORN(true, true, 2, 3, 4, 5) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(segment(3), Arrays.copyOf(test.bytes(segment(3)), 12 + 59));
      }
    },
    LAST_SEGMENT_ZEROED(true, true, 2, 3, 4, 5) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(segment(3), new byte[test.bytes(segment(3)).length]);
      }
    },
    MIDDLE_SEGMENT_EMPTY(true, true, 2, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(segment(2), new byte[0]);
      }
    },
    FIRST_SEGMENT_MISSING(true, true, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        Files.delete(test.directory.resolve(segment(1)));
      }
    },
    MIDDLE_SEGMENT_MISSING(true, true, 2, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        Files.delete(test.directory.resolve(segment(2)));
      }
    },
    LAST_SEGMENT_MISSING(true, true, 2, 3, 4, 5) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        Files.delete(test.directory.resolve(segment(3)));
      }
    },
    ALL_SEGMENTS_MISSING(true, true) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        for (int number = 1; number <= 3; number++) {
          Files.delete(test.directory.resolve(segment(number)));
        }
      }
    },
    SEGMENT_HEADER_BROKEN(false, false, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] bytes = test.bytes(segment(2));
        Arrays.fill(bytes, 0, 12, (byte) 0);
        test.write(segment(2), bytes);
      }
    },
    BODY_FLIPPED(true, true, 2, 3, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] bytes = test.bytes(segment(2));
        bytes[12 + RECORD + 60 + 7] ^= 4;
        test.write(segment(2), bytes);
      }
    },
    RECORD_HEADER_BROKEN(true, true, 2, 3, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] bytes = test.bytes(segment(2));
        Arrays.fill(bytes, 12 + RECORD, 12 + RECORD + 60, (byte) 0xAA);
        test.write(segment(2), bytes);
      }
    },
    LENGTH_HUGE(true, true, 2, 3, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] bytes = test.bytes(segment(2));
        ByteBuffer.wrap(bytes).putInt(12 + RECORD + 44, Integer.MAX_VALUE);
        test.write(segment(2), bytes);
      }
    },
    // Nothing behind such a length can be trusted, but no memory is taken for it.
    LENGTH_HUGE_WITH_A_CHECKSUM_THAT_FITS(true, true, 2, 3, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] bytes = test.bytes(segment(2));
        ByteBuffer.wrap(bytes).putInt(12 + RECORD + 44, Integer.MAX_VALUE);
        fixCrc(bytes, 12 + RECORD);
        test.write(segment(2), bytes);
      }
    },
    UNKNOWN_PROTOCOL_WITH_A_CHECKSUM_THAT_FITS(true, true, 2, 3, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] bytes = test.bytes(segment(2));
        ByteBuffer.wrap(bytes).putInt(12 + RECORD + 48, 3);
        fixCrc(bytes, 12 + RECORD);
        test.write(segment(2), bytes);
      }
    },
    GARBAGE_AFTER_THE_END(true, true, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] garbage = new byte[100];
        Arrays.fill(garbage, (byte) 0xF5);
        test.write(segment(3), concat(test.bytes(segment(3)), garbage));
      }
    },
    // The record behind it follows the one before it: nothing is missing.
    GARBAGE_BETWEEN_SEGMENTS(false, true, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(segment(2), concat(test.bytes(segment(2)), new byte[100]));
      }
    },
    BYTES_INSERTED(true, true, 2, 3, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] bytes = test.bytes(segment(2));
        int at = 12 + RECORD;
        test.write(
            segment(2),
            concat(
                concat(Arrays.copyOf(bytes, at), new byte[9]),
                Arrays.copyOfRange(bytes, at, bytes.length)));
      }
    },
    RECORD_WRITTEN_OVER_ITS_NEIGHBOUR(true, true, 2, 3, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        byte[] bytes = test.bytes(segment(2));
        System.arraycopy(bytes, 12, bytes, 12 + RECORD, RECORD);
        test.write(segment(2), bytes);
      }
    },
    SEGMENT_COPIED(true, true, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(segment(4), test.bytes(segment(2)));
      }
    },
    SEGMENTS_SWAPPED(true, true, 2) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(segment(2), test.bytes(segment(3)));
        test.write(segment(3), test.bytes(segment(2)));
      }
    },
    CHECKPOINT_MISSING(false, false, 0, 1, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        Files.delete(test.directory.resolve(CHECKPOINT));
      }
    },
    CHECKPOINT_EMPTY(false, false, 0, 1, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(CHECKPOINT, new byte[0]);
      }
    },
    CHECKPOINT_ZEROED(false, false, 0, 1, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        test.write(CHECKPOINT, new byte[CheckpointFile.BYTES]);
      }
    },
    LOCK_MISSING(false, false, 2, 3, 4, 5, 6) {
      @Override
      void inflict(DiskLogDamageTest test) throws IOException {
        Files.delete(test.directory.resolve("remote-write.lock"));
      }
    };

    private final boolean lossy;
    private final boolean noticed;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Integer> survivors;

    Kind(boolean lossy, boolean noticed, Integer... survivors) {
      this.lossy = lossy;
      this.noticed = noticed;
      this.survivors = List.of(survivors);
    }

    abstract void inflict(DiskLogDamageTest test) throws IOException;
  }

  /** A record in a body is not taken for one of the log, even if it can no longer be told so. */
  @Test
  void recordInsideADamagedBodyIsNotReturned() throws Exception {
    Path other = parent.resolve("other");
    byte[] inner = Arrays.copyOfRange(bytes(segment(1)), 12, 12 + RECORD);
    try (DiskLog log = new QueueFixture(other).open(1 << 20)) {
      log.append(
          new StoredRequest(
              new EncodedRequest(request(0, BODY).request().protocol(), inner, 1, false), 0));
      append(log, 1, 2, BODY);
    }
    Path path = other.resolve(segment(1));
    byte[] bytes = Files.readAllBytes(path);
    bytes[12] ^= 1;
    Files.write(path, bytes);

    try (DiskLog log = new QueueFixture(other).open(1 << 20)) {
      assertThat(log.recovery().lostRecords()).isEqualTo(1);
      assertThat(drain(log)).containsExactly(1);
    }
  }

  private void check(String damage, String name, List<Integer> expected) throws IOException {
    boolean checkpointDamaged = name.equals(CHECKPOINT);
    QueueFixture queue = new QueueFixture(directory);
    try (DiskLog log = queue.open(CAPACITY)) {
      Recovery recovery = log.recovery();
      List<Integer> delivered = drain(log);
      if (checkpointDamaged) {
        // One removed record may come again for each step the older slot is behind, or all.
        assertThat(delivered).as(damage).endsWith(2, 3, 4, 5, 6);
        assertThat(delivered)
            .as(damage)
            .isEqualTo(IntStream.range(delivered.get(0), RECORDS).boxed().toList());
        assertThat(recovery.isLossy()).as(damage).isFalse();
      } else {
        assertThat(delivered).as(damage).isEqualTo(expected);
        List<Integer> lost = waiting().filter(n -> !expected.contains(n)).boxed().toList();
        assertThat(recovery.lostRecords()).as(damage).isEqualTo(lost.size());
        assertThat(recovery.lostSamples())
            .as(damage)
            .isEqualTo(lost.stream().mapToLong(QueueFixture::samplesOf).sum());
      }
      assertThat(recovery.records()).as(damage).isEqualTo(delivered.size());
      assertThat(queue.losses).as(damage).isEmpty();
    }
  }

  /** Checks that what was delivered or reported once is neither another time. */
  private void checkEmptyAndWhole(String damage) throws IOException {
    try (DiskLog log = new QueueFixture(directory).open(CAPACITY)) {
      assertThat(log.recovery().isLossy()).as(damage + ", reopened").isFalse();
      assertThat(log.peek()).as(damage + ", reopened").isNull();
    }
  }

  /** Returns whether an offset is one of many between the slots of the checkpoint. */
  private static boolean isPadding(String name, int offset) {
    return name.equals(CHECKPOINT) && offset > 70 && offset < 506;
  }

  private static IntStream waiting() {
    return IntStream.range(FIRST_WAITING, RECORDS);
  }

  private static boolean isIn(int number, String name) {
    return name.equals(segment(1 + number / 3));
  }

  /** Returns where a record ends in its segment. */
  private static int end(int number) {
    return 12 + (number % 3 + 1) * RECORD;
  }

  private List<String> damageable() {
    return List.of(segment(1), segment(2), segment(3), CHECKPOINT);
  }

  private void restore() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : intact.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
  }

  private byte[] bytes(String name) {
    byte[] bytes = intact.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(name);
    }
    return bytes.clone();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  private static String segment(int number) {
    return "remote-write-000000000000000" + number + ".segment";
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void fixCrc(byte[] bytes, int record) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, record, 56);
    ByteBuffer.wrap(bytes).putInt(record + 56, (int) crc.getValue());
  }
}
