/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.FsyncPolicy;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.queue.disk.DiskLogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskQueueTest {
  private static final long CAPACITY = 1_000_000;

  @TempDir private Path directory;
  private final RecordedLosses losses = new RecordedLosses();
  private final List<DiskQueue<String>> opened = new ArrayList<>();
  private long nowMillis = 1_000;

  @AfterEach
  void closeQueues() {
    opened.forEach(DiskQueue::close);
  }

  @Test
  void oldestOfALaneComesFirstWithItsOwner() throws Exception {
    DiskQueue<String> queue = open(2);
    add(queue, 0, "a");
    add(queue, 1, "b");
    add(queue, 0, "c");

    assertThat(take(queue, 0)).isEqualTo("a of a");
    assertThat(take(queue, 0)).isEqualTo("c of c");
    assertThat(take(queue, 1)).isEqualTo("b of b");
    assertThat(queue.usage().samples()).isZero();
  }

  @Test
  void whatWasNotRemovedIsThereAgainWithoutAnOwner() throws Exception {
    DiskQueue<String> queue = open(1);
    add(queue, 0, "a");
    add(queue, 0, "b");
    add(queue, 0, "c");
    assertThat(take(queue, 0)).isEqualTo("a of a");
    assertThat(queue.take(0).owner()).isEqualTo("b");
    queue.close();

    DiskQueue<String> again = open(1);
    add(again, 0, "d");

    assertThat(again.usage().samples()).isEqualTo(3);
    assertThat(take(again, 0)).isEqualTo("b of null");
    assertThat(take(again, 0)).isEqualTo("c of null");
    assertThat(take(again, 0)).isEqualTo("d of d");
    assertThat(losses.told()).isEmpty();
  }

  @Test
  void timeOfQueueingAndVersionOutliveTheProcess() throws Exception {
    DiskQueue<String> queue = open(1);
    queue.add(0, new Queued<>(new EncodedRequest(Protocol.V2, bytes("a"), 7, false), 42, "a"));
    queue.close();

    Queued<String> read = open(1).take(0);

    assertThat(read.queuedMillis()).isEqualTo(42);
    assertThat(read.request().protocol()).isEqualTo(Protocol.V2);
    assertThat(read.request().samples()).isEqualTo(7);
  }

  @Test
  void withAnotherNumberOfLanesTheFirstDeliversWhatIsLeftBeforeAnyOtherLaneBegins()
      throws Exception {
    DiskQueue<String> three = open(3);
    add(three, 0, "a");
    add(three, 2, "b");
    three.close();

    DiskQueue<String> two = open(2);
    add(two, 0, "c");
    add(two, 1, "d");
    CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> takeUnchecked(two, 1));
    assertThat(take(two, 0)).isEqualTo("a of null");
    assertThat(two.take(0).request().body()).isEqualTo(bytes("b"));
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS));

    two.remove(0);

    assertThat(take(two, 0)).isEqualTo("c of c");
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("d of d");
    try (Stream<Path> directories = Files.list(directory)) {
      assertThat(directories.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("lane-0-of-2", "lane-1-of-2");
    }
  }

  @Test
  void takerWaitsUntilSomethingIsAdded() throws Exception {
    DiskQueue<String> queue = open(1);
    CompletableFuture<String> taken = CompletableFuture.supplyAsync(() -> takeUnchecked(queue, 0));

    add(queue, 0, "a");

    assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo("a of a");
  }

  @Test
  void oldestOfAllLanesMakeRoomAndTheirOwnersAreTold() throws Exception {
    DiskQueue<String> queue = open(2, 20_000);
    add(queue, 0, "o".repeat(1_000));
    for (int i = 0; i < 40; i++) {
      add(queue, 1, "n".repeat(1_000));
    }
    add(queue, 0, "last");

    assertThat(queue.usage().bytes()).isLessThanOrEqualTo(20_000);
    assertThat(take(queue, 0)).isEqualTo("last of last");
    assertThat(take(queue, 1)).startsWith("nnn");
    long kept = queue.usage().samples() + 2;
    assertThat(losses.samples()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 42 - kept));
    assertThat(losses.told()).hasSize((int) (42 - kept)).first().asString().startsWith("ooo");
  }

  @Test
  void requestThatIsNotStoredIsLost() throws Exception {
    DiskQueue<String> queue = open(1, 2_000);
    add(queue, 0, "x".repeat(3_000));
    add(queue, 0, "a");

    assertThat(losses.samples()).isEqualTo(Map.of(DropReason.QUEUE_FAILED, 1L));
    assertThat(losses.told()).singleElement().asString().startsWith("xxx");
    assertThat(take(queue, 0)).isEqualTo("a of a");
  }

  @Test
  void whatWasLostToDamageIsTold() throws Exception {
    DiskQueue<String> queue = open(1);
    add(queue, 0, "a");
    add(queue, 0, "b");
    queue.close();
    Path segment;
    try (Stream<Path> files = Files.list(directory.resolve("lane-0-of-1"))) {
      segment =
          files
              .filter(file -> file.getFileName().toString().endsWith(".segment"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 1] ^= 1; // The body of b.
    Files.write(segment, bytes);

    DiskQueue<String> again = open(1);

    assertThat(take(again, 0)).isEqualTo("a of null");
    assertThat(losses.samples()).isEqualTo(Map.of(DropReason.QUEUE_FAILED, 1L));
  }

  @Test
  void queueInUseIsRefused() throws Exception {
    open(1);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> open(1))
        .withMessageContaining("queue directory is in use by another process: directory=");
  }

  @Test
  void foreignDirectoryIsRefusedAndLeftAlone() throws Exception {
    Path foreign = Files.writeString(directory.resolve("photo.jpg"), "x");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> open(1))
        .withMessage(
            "queue directory must hold nothing but a queue: directory="
                + directory
                + ", found=photo.jpg");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(foreign);
    }
  }

  private DiskQueue<String> open(int lanes) throws IOException {
    return open(lanes, CAPACITY);
  }

  private DiskQueue<String> open(int lanes, long capacityBytes) throws IOException {
    DiskQueue<String> queue =
        DiskQueue.open(
            directory,
            lanes,
            new DiskLogSettings(capacityBytes, FsyncPolicy.NEVER, Duration.ZERO),
            losses);
    opened.add(queue);
    return queue;
  }

  /** Adds a request of one sample whose owner has the name of its body. */
  private void add(DiskQueue<String> queue, int lane, String body) {
    nowMillis++;
    queue.add(
        lane,
        new Queued<>(new EncodedRequest(Protocol.V1, bytes(body), 1, false), nowMillis, body));
  }

  private static String take(DiskQueue<String> queue, int lane) throws InterruptedException {
    Queued<String> taken = queue.take(lane);
    queue.remove(lane);
    return new String(taken.request().body(), UTF_8) + " of " + taken.owner();
  }

  private static String takeUnchecked(DiskQueue<String> queue, int lane) {
    try {
      return take(queue, lane);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
