/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.append;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.drain;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.numberOf;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.remove;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.request;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.samplesOf;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.client.FsyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLogFailingDiskTest {
  private static final long SMALL = 3_200;
  private static final int RECORD = 110;

  @TempDir Path parent;
  private QueueFixture queue;

  @BeforeEach
  void setUp() {
    queue = new QueueFixture(parent.resolve("lane"));
  }

  @Test
  void appendIsOneWrite() throws Exception {
    try (DiskLog log = queue.open(1 << 20)) {
      append(log, 0, 1, 50);
      int before = queue.disk.writes;

      append(log, 1, 2, 50);

      assertThat(queue.disk.writes - before).isEqualTo(1);
    }
  }

  @Test
  void fullDiskRefusesWhateverFitsOnItInPart() throws Exception {
    for (int space = 0; space < RECORD; space++) {
      QueueFixture other = new QueueFixture(parent.resolve("lane" + space));
      try (DiskLog log = other.open(SMALL)) {
        append(log, 0, 2, 50);
        other.disk.space = space;
        assertThatThrownBy(() -> log.append(request(2, 50)))
            .isInstanceOf(IOException.class)
            .hasMessage("No space left on device");
        assertThat(log.usage().records()).isEqualTo(2);
        assertThat(other.bytesOnDisk()).isEqualTo(log.usage().bytes()); // Cut off again.
        other.disk.space = Long.MAX_VALUE;
        append(log, 3, 8, 50);
      }
      try (DiskLog log = other.open(SMALL)) {
        assertThat(log.recovery().isLossy()).isFalse();
        assertThat(drain(log)).containsExactly(0, 1, 3, 4, 5, 6, 7);
      }
    }
  }

  @Test
  void fragmentThatCannotBeCutOffDoesNoHarm() throws Exception {
    for (int space = 0; space < RECORD; space++) {
      QueueFixture other = new QueueFixture(parent.resolve("lane" + space));
      try (DiskLog log = other.open(SMALL)) {
        append(log, 0, 2, 50);
        other.disk.space = space;
        other.disk.failTruncate = true;
        assertThatThrownBy(() -> log.append(request(2, 50))).isInstanceOf(IOException.class);
        other.disk.space = Long.MAX_VALUE;
        append(log, 3, 8, 50);

        assertThat(numberOf(requireNonNull(log.peek()))).isZero();
      }
      try (DiskLog log = other.open(SMALL)) {
        assertThat(log.recovery().lostRecords()).isZero();
        assertThat(drain(log)).containsExactly(0, 1, 3, 4, 5, 6, 7);
      }
    }
  }

  @Test
  void fullDiskLeavesNoEmptySegments() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 3, 50);
      for (int space = 0; space < 12 + RECORD; space++) {
        queue.disk.space = space;
        assertThatThrownBy(() -> log.append(request(3, 50))).isInstanceOf(IOException.class);
      }
      queue.disk.space = Long.MAX_VALUE;

      assertThat(queue.segments()).hasSizeLessThanOrEqualTo(2);
      append(log, 4, 5, 50);
      assertThat(drain(log)).containsExactly(0, 1, 2, 4);
      assertThat(queue.losses).isEmpty();
    }
  }

  @Test
  void removingMakesRoomOnAFullDisk() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 2, 50);
      queue.disk.space = 0;
      assertThatThrownBy(() -> log.append(request(2, 50))).isInstanceOf(IOException.class);
      assertThat(drain(log)).containsExactly(0, 1);
      assertThatThrownBy(() -> log.append(request(3, 50))).isInstanceOf(IOException.class);

      assertThat(queue.segments()).isEmpty(); // Its space is somebody's again.
    }
  }

  @Test
  void whatWaitsIsDeliveredFromAFullDisk() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 7, 50);
    }
    queue.disk.space = 0;
    try (DiskLog log = queue.open(SMALL)) {
      assertThat(drain(log)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void unreadableRecordIsSkippedAndCounted() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 9, 50);
      queue.disk.unreadable(queue.segments().get(1), 12 + RECORD + 70, 12 + RECORD + 80);

      assertThat(drain(log)).containsExactly(0, 1, 2, 3, 5, 6, 7, 8);
      assertThat(queue.losses)
          .containsExactly(
              new Loss(
                  Loss.Reason.DAMAGE,
                  1,
                  samplesOf(4),
                  "segment can't be read: segment=0000000000000002, offset=122,"
                      + " error=\"Input/output error\""));
    }
  }

  @Test
  void unreadableBlockCostsNoMoreThanWhatIsInIt() throws Exception {
    try (DiskLog log = queue.open(1 << 20)) {
      append(log, 0, 100, 940); // 1000 bytes each
      queue.disk.unreadable(queue.segments().get(0), 8_192, 12_288);

      List<Integer> delivered = drain(log);

      assertThat(delivered).hasSize(95).doesNotContain(8, 9, 10, 11, 12).startsWith(0).endsWith(99);
      assertThat(queue.lostSamples()).isEqualTo(18 + 19 + 20 + 21 + 22);
    }
  }

  @Test
  void unreadableRecordsAreCountedAtTheOpening() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 9, 50);
    }
    queue.disk.unreadable(queue.segments().get(1), 12 + RECORD + 70, 12 + RECORD + 80);
    try (DiskLog log = queue.open(SMALL)) {
      assertThat(log.recovery().lostRecords()).isEqualTo(1);
      assertThat(log.recovery().lostSamples()).isEqualTo(samplesOf(4));
      assertThat(drain(log)).containsExactly(0, 1, 2, 3, 5, 6, 7, 8);
      assertThat(queue.losses).isEmpty();
    }
  }

  @Test
  void segmentThatCannotBeOpenedForAWhileIsNotLost() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 4, 50);
      queue.disk.failOpenForReading = true;
      for (int i = 0; i < 9; i++) {
        assertThatThrownBy(log::peek).hasMessage("Too many open files");
      }
      queue.disk.failOpenForReading = false;

      assertThat(drain(log)).containsExactly(0, 1, 2, 3);
      assertThat(queue.losses).isEmpty();
    }
  }

  @Test
  void segmentThatCanNeverBeOpenedDoesNotBlockTheNext() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 3, 50);
      queue.disk.failOpenForReading = true;
      for (int i = 0; i < 9; i++) {
        assertThatThrownBy(log::peek).isInstanceOf(IOException.class);
      }
      assertThat(log.peek()).isNull();
      queue.disk.failOpenForReading = false;

      assertThat(queue.lostSamples()).isEqualTo(samplesOf(0) + samplesOf(1) + samplesOf(2));
      append(log, 3, 4, 50);
      assertThat(drain(log)).containsExactly(3);
    }
  }

  @Test
  void segmentThatCannotBeDeletedStillCounts() throws Exception {
    try (DiskLog log = queue.open(SMALL)) {
      append(log, 0, 6, 50);
      queue.disk.failDelete = true;
      remove(log, 2);
      assertThat(log.peek()).isNotNull();
      assertThatThrownBy(log::remove).hasMessage("Operation not permitted");

      assertThat(log.usage().bytes()).isEqualTo(queue.bytesOnDisk());
      assertThat(log.usage().records()).isEqualTo(3);
      queue.disk.failDelete = false;
      assertThat(drain(log)).containsExactly(3, 4, 5);
    }
    assertThat(queue.segments()).isEmpty();
  }

  @Test
  void recordThatCannotBeForcedIsNotStored() throws Exception {
    try (DiskLog log = queue.open(SMALL, FsyncPolicy.ALWAYS)) {
      append(log, 0, 1, 50);
      queue.disk.failForce = true;
      assertThatThrownBy(() -> log.append(request(1, 50))).isInstanceOf(IOException.class);
      queue.disk.failForce = false;
      append(log, 2, 3, 50);

      assertThat(queue.segments()).hasSize(2); // The first can't be relied on any more.
      assertThat(drain(log)).containsExactly(0, 2);
    }
  }

  @Test
  void segmentWhoseNameCannotBeForcedIsNotUsed() throws Exception {
    try (DiskLog log = queue.open(SMALL, FsyncPolicy.ALWAYS)) {
      queue.disk.failForceDirectory = true;
      assertThatThrownBy(() -> log.append(request(0, 50))).isInstanceOf(IOException.class);
      assertThat(queue.segments()).isEmpty();
      queue.disk.failForceDirectory = false;

      append(log, 1, 2, 50);
      assertThat(drain(log)).containsExactly(1);
    }
  }
}
