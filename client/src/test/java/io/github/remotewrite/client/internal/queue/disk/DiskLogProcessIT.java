/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only other processes can show: being killed, being refused, a file that may not grow. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class DiskLogProcessIT {
  private static final int KILLS = 6;

  @TempDir Path parent;

  @Test
  void everythingAcknowledgedBeforeAKillIsThere() throws Exception {
    Path directory = parent.resolve("lane");
    int first = 0;
    int removed = -1;
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> steps = new ArrayList<>();
      try (ChildProcess child =
          ChildProcess.start("", "endless", directory.toString(), Integer.toString(first))) {
        for (int i = 0; i < 300 + 37 * kill; i++) {
          steps.add(requireNonNull(child.line()));
        }
        steps.addAll(child.kill());
      }
      int appended = last(steps, "appended ", first - 1);
      removed = last(steps, "removed ", removed);

      QueueFixture queue = new QueueFixture(directory);
      try (DiskLog log = queue.open(1 << 20)) {
        List<Integer> numbers = QueueFixture.drain(log);
        // One step more of each kind may have been done than it came to say.
        assertThat(numbers.get(0)).isBetween(removed + 1, removed + 2);
        int newest = numbers.get(numbers.size() - 1);
        assertThat(newest).isBetween(appended, appended + 1);
        assertThat(numbers)
            .isEqualTo(IntStream.rangeClosed(numbers.get(0), newest).boxed().toList());
        // All that can be lost is the request that was just being written.
        assertThat(log.recovery().lostRecords()).isLessThanOrEqualTo(1);
        assertThat(queue.losses).isEmpty();
        first = newest + 1;
        removed = newest;
      }
    }
  }

  @Test
  void anotherProcessIsRefused() throws Exception {
    Path directory = parent.resolve("lane");
    QueueFixture queue = new QueueFixture(directory);
    String refused = "queue directory is in use by another process: directory=" + directory;
    try (DiskLog log = queue.open(1 << 20)) {
      QueueFixture.append(log, 0, 1, 50);
      assertThat(opening(directory)).isEqualTo(refused);

      // A second opening in this process must not make the first give up its lock.
      assertThat(opensHere(queue)).isFalse();
      assertThat(opening(directory)).isEqualTo(refused);
    }
    assertThat(opening(directory)).isEqualTo("opened");
  }

  @Test
  void processThatIsKilledLetsGoOfTheDirectory() throws Exception {
    Path directory = parent.resolve("lane");
    QueueFixture queue = new QueueFixture(directory);
    try (ChildProcess child = ChildProcess.start("", "endless", directory.toString(), "0")) {
      assertThat(child.line()).isEqualTo("appended 0");
      assertThat(opensHere(queue)).isFalse();
      child.kill();
    }

    assertThat(opensHere(queue)).isTrue();
  }

  @Test
  void fileThatMayNotGrowRefusesAndRecovers() throws Exception {
    Path directory = parent.resolve("lane");
    int limitBytes = 64 << 10;
    int fit = (limitBytes - 12) / 1_060;
    List<String> steps = new ArrayList<>();
    try (ChildProcess child =
        ChildProcess.start("ulimit -f 64; ", "fill", directory.toString(), "0")) {
      String line = child.line();
      while (line != null) {
        steps.add(line);
        line = child.line();
      }
    }

    List<String> expected = new ArrayList<>();
    IntStream.range(0, fit).forEach(number -> expected.add("appended " + number));
    IntStream.range(fit, fit + 3).forEach(number -> expected.add("refused " + number));
    expected.add("delivered " + fit);
    expected.add("refused again " + (fit + 3));
    expected.add("appended again " + (fit + 4));
    assertThat(steps).isEqualTo(expected);
    try (DiskLog log = new QueueFixture(directory).open(1 << 20)) {
      assertThat(log.recovery().isLossy()).isFalse();
      assertThat(QueueFixture.drain(log)).containsExactly(fit + 4);
    }
  }

  private static String opening(Path directory) throws Exception {
    try (ChildProcess child = ChildProcess.start("", "open", directory.toString(), "0")) {
      return requireNonNull(child.line());
    }
  }

  private static boolean opensHere(QueueFixture queue) {
    try (DiskLog log = queue.open(1 << 20)) {
      return log.recovery() != null;
    } catch (IOException refused) {
      return false;
    }
  }

  private static int last(List<String> steps, String kind, int none) {
    return steps.stream()
        .filter(step -> step.startsWith(kind) && step.length() > kind.length())
        .mapToInt(step -> Integer.parseInt(step.substring(kind.length())))
        .max()
        .orElse(none);
  }
}
