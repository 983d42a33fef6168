/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import org.junit.jupiter.api.Test;

class MemoryQueueTest {
  private final RecordedLosses losses = new RecordedLosses();
  private final MemoryQueue<String> queue = new MemoryQueue<>(2, 10, losses);
  private long nowMillis = 1_000;

  @Test
  void oldestOfALaneComesFirst() throws Exception {
    add(0, "a", 1);
    add(1, "b", 1);
    add(0, "c", 1);

    assertThat(take(0)).isEqualTo("a");
    assertThat(take(0)).isEqualTo("c");
    assertThat(take(1)).isEqualTo("b");
  }

  @Test
  void requestIsTakenAgainUntilItIsRemoved() throws Exception {
    add(0, "a", 1);

    assertThat(queue.take(0).owner()).isEqualTo("a");
    assertThat(queue.take(0).owner()).isEqualTo("a");
  }

  @Test
  void oldestOfAllLanesMakeRoom() throws Exception {
    add(1, "oldest", 4);
    add(0, "older", 4);
    add(0, "new", 6);

    assertThat(losses.told()).containsExactly("oldest 1 " + DropReason.QUEUE_FULL);
    assertThat(take(0)).isEqualTo("older");
    assertThat(take(0)).isEqualTo("new");
  }

  @Test
  void whatIsLargerThanTheQueueIsLost() {
    add(0, "large", 11);
    add(0, "small", 1);

    assertThat(losses.told()).containsExactly("large 1 " + DropReason.QUEUE_FULL);
  }

  @Test
  void takenBytesAreFreeAgain() throws Exception {
    add(0, "a", 10);
    queue.take(0);

    add(0, "b", 10);

    assertThat(losses.told()).isEmpty();
  }

  @Test
  void usageIsWhatWaitsAndWhatIsInFlight() throws Exception {
    assertThat(queue.usage()).isEqualTo(QueueUsage.NOTHING);
    add(0, "a", 4);
    add(1, "b", 2);
    queue.take(0);

    assertThat(queue.usage()).isEqualTo(new QueueUsage(2, 6, 1_001));

    queue.remove(0);
    assertThat(queue.usage()).isEqualTo(new QueueUsage(1, 2, 1_002));
  }

  @Test
  void closingLosesWhatWaitsAndWhatComesLater() {
    add(0, "a", 1);

    queue.close();
    add(0, "b", 1);
    queue.close();

    assertThat(losses.told()).containsExactly("a 1 CLOSED", "b 1 CLOSED");
  }

  private void add(int lane, String owner, int bytes) {
    nowMillis++;
    queue.add(
        lane,
        new Queued<>(new EncodedRequest(Protocol.V1, new byte[bytes], 1, false), nowMillis, owner));
  }

  private String take(int lane) throws InterruptedException {
    String owner = queue.take(lane).owner();
    queue.remove(lane);
    return String.valueOf(owner);
  }
}
