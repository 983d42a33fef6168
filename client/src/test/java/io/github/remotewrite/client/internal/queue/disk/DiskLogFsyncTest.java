/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.append;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.drain;
import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.FsyncPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLogFsyncTest {
  private static final long SMALL = 3_200;

  @TempDir Path parent;
  private QueueFixture queue;

  @BeforeEach
  void setUp() {
    queue = new QueueFixture(parent.resolve("lane"));
  }

  @Test
  void always_forcesEachAppend() throws Exception {
    try (DiskLog log = queue.open(1 << 20, FsyncPolicy.ALWAYS)) {
      append(log, 0, 5, 50);

      assertThat(queue.disk.segmentsForced()).isEqualTo(5);
    }
  }

  @Test
  void always_doesNotForceRemovals() throws Exception {
    try (DiskLog log = queue.open(1 << 20, FsyncPolicy.ALWAYS)) {
      append(log, 0, 5, 50);
      int before = queue.disk.forced.size();
      drain(log);

      assertThat(queue.disk.forced).hasSize(before);
    }
  }

  @Test
  void never_forcesNothing() throws Exception {
    try (DiskLog log = queue.open(SMALL, FsyncPolicy.NEVER)) {
      append(log, 0, 50, 50);
      remove(log, 10);
      log.flush();
      log.forceIfDue();
    }

    assertThat(queue.disk.forced).isEmpty();
    assertThat(queue.disk.directoriesForced).isZero();
  }

  @Test
  void interval_forcesTheFirstAppendAndThenWhenDue() throws Exception {
    try (DiskLog log = queue.open(1 << 20, FsyncPolicy.INTERVAL)) {
      append(log, 0, 5, 50);
      assertThat(queue.disk.segmentsForced()).isEqualTo(1);

      queue.clock.advance(QueueFixture.INTERVAL.minusNanos(1));
      append(log, 5, 6, 50);
      assertThat(queue.disk.segmentsForced()).isEqualTo(1);

      queue.clock.advance(QueueFixture.INTERVAL);
      append(log, 6, 8, 50);
      assertThat(queue.disk.segmentsForced()).isEqualTo(2);
    }
  }

  @Test
  void interval_forcesWithARemovalWhenDue() throws Exception {
    try (DiskLog log = queue.open(1 << 20, FsyncPolicy.INTERVAL)) {
      append(log, 0, 5, 50);
      queue.clock.advance(QueueFixture.INTERVAL);
      remove(log, 2);

      assertThat(queue.disk.segmentsForced()).isEqualTo(2);
    }
  }

  @Test
  void interval_forcesWhenAskedOnceForWhatIsNew() throws Exception {
    try (DiskLog log = queue.open(1 << 20, FsyncPolicy.INTERVAL)) {
      append(log, 0, 5, 50);
      log.forceIfDue();
      assertThat(queue.disk.segmentsForced()).isEqualTo(1);

      queue.clock.advance(QueueFixture.INTERVAL);
      log.forceIfDue();
      assertThat(queue.disk.segmentsForced()).isEqualTo(2);

      queue.clock.advance(QueueFixture.INTERVAL);
      log.forceIfDue();
      assertThat(queue.disk.segmentsForced()).isEqualTo(2);
    }
  }

  @Test
  void flushForcesWhatIsNewBeforeItIsDue() throws Exception {
    try (DiskLog log = queue.open(1 << 20, FsyncPolicy.INTERVAL)) {
      append(log, 0, 5, 50);
      log.flush();
      log.flush();

      assertThat(queue.disk.segmentsForced()).isEqualTo(2);
    }
  }

  @Test
  void finishedSegmentIsForced() throws Exception {
    try (DiskLog log = queue.open(SMALL, FsyncPolicy.INTERVAL)) {
      append(log, 0, 4, 50);

      assertThat(queue.disk.forced).containsOnly(queue.segments().get(0)).hasSize(2);
    }
  }

  @Test
  void nameOfANewSegmentIsForced() throws Exception {
    for (FsyncPolicy policy : new FsyncPolicy[] {FsyncPolicy.ALWAYS, FsyncPolicy.INTERVAL}) {
      QueueFixture other = new QueueFixture(parent.resolve(policy.name()));
      try (DiskLog log = other.open(SMALL, policy)) {
        append(log, 0, 7, 50);

        assertThat(other.disk.directoriesForced).isEqualTo(3);
      }
    }
  }

  @Test
  void checkpointIsForcedBeforeASegmentIsDeleted() throws Exception {
    try (DiskLog log = queue.open(SMALL, FsyncPolicy.INTERVAL)) {
      append(log, 0, 7, 50);
      remove(log, 2);
      assertThat(queue.disk.checkpointsForced()).isZero();

      remove(log, 1);
      assertThat(queue.disk.checkpointsForced()).isEqualTo(1);
    }
  }
}
