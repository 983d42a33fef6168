/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static io.github.remotewrite.client.internal.send.ScriptedTransport.permanent;
import static io.github.remotewrite.client.internal.send.ScriptedTransport.retryable;
import static io.github.remotewrite.client.internal.send.ScriptedTransport.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.WriteResult;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final FakeClock clock = new FakeClock();
  private final DeliveryCounters counters = new DeliveryCounters();
  private final LogRecorder log = new LogRecorder();
  private final List<Lane> lanes = new ArrayList<>();

  @AfterEach
  void stopLanes() {
    lanes.forEach(Lane::stop);
  }

  @Test
  void requestsAreSentInTheirOrder() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(retryable("status=503"), written());
    EncodedRequest first = request(1);
    EncodedRequest second = request(2);

    WriteResult result = send(lane(transport, 1_000), first, second);

    assertThat(transport.attempts()).containsExactly(first, first, second);
    assertThat(result).isEqualTo(new WriteResult(3, Map.of(), 0));
    assertThat(counters.snapshot().samplesWritten()).isEqualTo(3);
    assertThat(counters.snapshot().requestsWritten()).isEqualTo(2);
  }

  @Test
  void rejectedRequestDoesNotCostTheNext() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(permanent("status=400"), written());

    WriteResult result = send(lane(transport, 1_000), request(1), request(2));

    assertThat(result).isEqualTo(new WriteResult(2, Map.of(DropReason.REJECTED, 1L), 0));
    assertThat(counters.snapshot().samplesDropped()).containsEntry(DropReason.REJECTED, 1L);
    assertThat(result.isComplete()).isFalse();
  }

  @Test
  void requestThatCouldNotBeDeliveredIsDroppedAsTimeout() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(retryable("status=500"));

    WriteResult result = send(lane(transport, 1_000), request(5));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.TIMEOUT, 5L));
    assertThat(log.lines()).singleElement().asString().contains("samples=5", "status=500");
  }

  @Test
  void failureOfTheTransportItselfDoesNotEndTheLane() throws Exception {
    List<Integer> calls = new ArrayList<>();
    Transport transport =
        (request, attempt, timeout) -> {
          calls.add(request.samples());
          if (calls.size() == 1) {
            throw new LinkageError("class unloaded");
          }
          return written();
        };

    WriteResult result = send(lane(transport, 1_000), request(1), request(2));

    assertThat(result).isEqualTo(new WriteResult(2, Map.of(DropReason.ERROR, 1L), 0));
  }

  @Test
  void fullQueueDropsTheOldestAndCountsThem() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Transport transport =
        (request, attempt, timeout) -> {
          entered.countDown();
          release.await();
          return written();
        };
    Lane lane = lane(transport, 25);
    PendingWrite write = new PendingWrite(1 + 2 + 4 + 8);
    lane.enqueue(request(1), write, deadline());
    entered.await();

    lane.enqueue(request(2), write, deadline());
    lane.enqueue(request(4), write, deadline());
    lane.enqueue(request(8), write, deadline()); // 3 x 10 bytes don't fit into 25.
    release.countDown();

    assertThat(write.outcome().get(10, TimeUnit.SECONDS))
        .isEqualTo(new WriteResult(1 + 4 + 8, Map.of(DropReason.QUEUE_FULL, 2L), 0));
  }

  @Test
  void stoppedLaneGivesUpWhatIsInFlightAndWhatWaits() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    Transport transport =
        (request, attempt, timeout) -> {
          entered.countDown();
          new CountDownLatch(1).await();
          return written();
        };
    Lane lane = lane(transport, 1_000);
    PendingWrite write = new PendingWrite(3);
    lane.enqueue(request(1), write, deadline());
    lane.enqueue(request(2), write, deadline());
    entered.await();

    lane.stop();

    assertThat(write.outcome().get(10, TimeUnit.SECONDS).samplesDropped())
        .isEqualTo(Map.of(DropReason.CLOSED, 3L));
  }

  @Test
  void writeWithoutRequestsIsCompleteAtOnce() {
    assertThat(new PendingWrite(0).outcome()).isCompletedWithValue(new WriteResult(0, Map.of(), 0));
  }

  private WriteResult send(Lane lane, EncodedRequest... requests) throws Exception {
    PendingWrite write =
        new PendingWrite(List.of(requests).stream().mapToLong(EncodedRequest::samples).sum());
    for (EncodedRequest request : requests) {
      lane.enqueue(request, write, deadline());
    }
    return write.outcome().get(10, TimeUnit.SECONDS);
  }

  private Lane lane(Transport transport, long capacityBytes) {
    Backoff backoff =
        new Backoff(Duration.ofMillis(30), Duration.ofSeconds(5), 2, Integer.MAX_VALUE);
    Lane lane =
        new Lane(
            capacityBytes,
            transport,
            new Negotiation(ProtocolVersion.V1, log, "http://host/write", clock),
            new V1Rewriter(2_000, 3_000_000),
            backoff,
            clock,
            () -> 0.5,
            counters,
            log,
            "http://host/write",
            Thread::new);
    lanes.add(lane);
    return lane;
  }

  private long deadline() {
    return clock.nanoTime() + Duration.ofSeconds(10).toNanos();
  }

  private static EncodedRequest request(int samples) {
    return new EncodedRequest(Protocol.V1, new byte[10], samples);
  }
}
