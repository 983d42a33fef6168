/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static io.github.remotewrite.client.internal.send.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.AttemptOutcome;
import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.FsyncPolicy;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.WriteResult;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.client.internal.queue.DiskQueue;
import io.github.remotewrite.client.internal.queue.LossListener;
import io.github.remotewrite.client.internal.queue.MemoryQueue;
import io.github.remotewrite.client.internal.queue.Queued;
import io.github.remotewrite.client.internal.queue.RequestQueue;
import io.github.remotewrite.client.internal.queue.disk.DiskLogSettings;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.FakeClock;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointSenderTest {
  private final FakeClock clock = new FakeClock();
  private final LogRecorder log = new LogRecorder();
  private final List<EndpointSender> senders = new ArrayList<>();

  @AfterEach
  void stopSenders() {
    senders.forEach(EndpointSender::stop);
  }

  @Test
  void requestsOfALaneAreSentInTheirOrder() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(503), answer(204));
    EncodedRequest first = request(1);
    EncodedRequest second = request(2);
    EndpointSender sender = sender(transport);

    WriteResult result = send(sender, first, second);

    assertThat(transport.attempts()).containsExactly(first, first, second);
    assertThat(result).isEqualTo(new WriteResult(3, Map.of(), 0));
    assertThat(sender.statistics().samplesWritten()).isEqualTo(3);
    assertThat(sender.statistics().requestsWritten()).isEqualTo(2);
    assertThat(sender.statistics().attempts())
        .isEqualTo(
            Map.of(
                AttemptOutcome.WRITTEN, 2L,
                AttemptOutcome.RETRYABLE, 1L,
                AttemptOutcome.PERMANENT, 0L));
    assertThat(sender.statistics().attemptBytes()).containsEntry(AttemptOutcome.RETRYABLE, 10L);
  }

  @Test
  void lanesDoNotWaitForEachOther() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Transport transport =
        (request, attempt, timeout) -> {
          if (request.samples() == 1) {
            release.await();
          }
          return answer(204);
        };
    EndpointSender sender = sender(transport);
    PendingWrite slow = new PendingWrite(1);
    PendingWrite fast = new PendingWrite(2);

    sender.enqueue(0, request(1), slow);
    sender.enqueue(1, request(2), fast);

    assertThat(fast.outcome().get(10, TimeUnit.SECONDS).isComplete()).isTrue();
    assertThat(slow.outcome()).isNotDone();
    assertThat(sender.usage().samples()).isPositive();
    release.countDown();
    assertThat(slow.outcome().get(10, TimeUnit.SECONDS).isComplete()).isTrue();
  }

  @Test
  void rejectedRequestDoesNotCostTheNext() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(403), answer(204));
    EndpointSender sender = sender(transport);

    WriteResult result = send(sender, request(1), request(2));

    assertThat(result).isEqualTo(new WriteResult(2, Map.of(DropReason.REJECTED, 1L), 0));
    assertThat(sender.statistics().samplesDropped()).containsEntry(DropReason.REJECTED, 1L);
    assertThat(result.isComplete()).isFalse();
  }

  @Test
  void requestThatIsTooOldIsDroppedAndCounted() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(503));

    WriteResult result = send(sender(transport), request(5));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.EXPIRED, 5L));
    assertThat(log.lines()).last().asString().contains("status=503");
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
          return answer(204);
        };

    WriteResult result = send(sender(transport), request(1), request(2));

    assertThat(result).isEqualTo(new WriteResult(2, Map.of(DropReason.ERROR, 1L), 0));
  }

  @Test
  void lossesOfTheQueueAreCountedAndTold() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Transport transport =
        (request, attempt, timeout) -> {
          entered.countDown();
          release.await();
          return answer(204);
        };
    EndpointSender sender = sender(transport, 25);
    PendingWrite write = new PendingWrite(1 + 2 + 4 + 8);
    sender.enqueue(0, request(1), write);
    entered.await();

    sender.enqueue(0, request(2), write);
    sender.enqueue(0, request(4), write);
    sender.enqueue(0, request(8), write); // 3 x 10 bytes don't fit into 25.
    release.countDown();

    assertThat(write.outcome().get(10, TimeUnit.SECONDS))
        .isEqualTo(new WriteResult(1 + 4 + 8, Map.of(DropReason.QUEUE_FULL, 2L), 0));
    assertThat(sender.statistics().samplesDropped()).containsEntry(DropReason.QUEUE_FULL, 2L);
    assertThat(log.lines())
        .first()
        .asString()
        .contains("queue is full, dropped the oldest requests", "samples=2", "capacityBytes=25");
  }

  @Test
  void stoppedSenderGivesUpWhatIsInFlightAndWhatWaits() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    Transport transport =
        (request, attempt, timeout) -> {
          entered.countDown();
          new CountDownLatch(1).await();
          return answer(204);
        };
    EndpointSender sender = sender(transport);
    PendingWrite write = new PendingWrite(3);
    sender.enqueue(0, request(1), write);
    sender.enqueue(0, request(2), write);
    entered.await();

    sender.stop();

    assertThat(write.outcome().get(10, TimeUnit.SECONDS).samplesDropped())
        .isEqualTo(Map.of(DropReason.CLOSED, 3L));
  }

  @Test
  void metadataThatIsRefusedCostsNoSample() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(answer(403), answer(204));

    WriteResult result = send(sender(transport), request(0), request(2));

    assertThat(result).isEqualTo(new WriteResult(2, Map.of(), 0));
  }

  @Test
  void metadataThatWaitsWhenTheSenderStopsIsNoLoss() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    Transport transport =
        (request, attempt, timeout) -> {
          entered.countDown();
          new CountDownLatch(1).await();
          return answer(204);
        };
    EndpointSender sender = sender(transport);
    PendingWrite write = new PendingWrite(0);
    sender.enqueue(0, request(0), write);
    sender.enqueue(0, request(0), write);
    entered.await();

    sender.stop();

    assertThat(write.outcome()).isCompletedWithValue(new WriteResult(0, Map.of(), 0));
    assertThat(log.lines()).isEmpty();
  }

  /** With another number of lanes before, all wait for the first one to deliver that. */
  @Test
  void metadataThatAnEarlierProcessLeftHoldsUpNoLane(@TempDir Path directory) throws Exception {
    DiskLogSettings settings = new DiskLogSettings(1 << 20, FsyncPolicy.NEVER, Duration.ZERO);
    RequestQueue<PendingWrite> before = open(directory, 4, settings, new NoLosses());
    before.add(2, new Queued<>(request(0), 1, null));
    before.close();
    EndpointSender sender =
        sender(
            new ScriptedTransport(answer(204), answer(204)),
            losses -> open(directory, 2, settings, losses));
    sender.resume();
    PendingWrite write = new PendingWrite(3);

    sender.enqueue(1, request(3), write);

    assertThat(write.outcome().get(10, TimeUnit.SECONDS).isComplete()).isTrue();
  }

  @Test
  void arraysOfRewrittenRequestsAreUsedAgain() throws Exception {
    List<byte[]> sent = new CopyOnWriteArrayList<>();
    EndpointSender sender =
        sender(
            (request, attempt, timeout) -> {
              sent.add(request.buffer());
              return answer(204);
            });
    V2Encoder encoder = new V2Encoder(100, 100_000, false);
    for (int i = 0; i < 3; i++) {
      encoder.add(Series.of(Labels.of("__name__", "up")), 1_000 + i, i);
      send(sender, encoder.finish().get(0));
    }

    assertThat(sent.get(2)).isSameAs(sent.get(0));
  }

  @Test
  void writeWithoutRequestsIsCompleteAtOnce() {
    assertThat(new PendingWrite(0).outcome()).isCompletedWithValue(new WriteResult(0, Map.of(), 0));
  }

  private static WriteResult send(EndpointSender sender, EncodedRequest... requests)
      throws Exception {
    PendingWrite write =
        new PendingWrite(List.of(requests).stream().mapToLong(EncodedRequest::samples).sum());
    for (EncodedRequest request : requests) {
      sender.enqueue(0, request, write);
    }
    return write.outcome().get(10, TimeUnit.SECONDS);
  }

  private EndpointSender sender(Transport transport) {
    return sender(transport, 1_000);
  }

  private EndpointSender sender(Transport transport, long capacityBytes) {
    return sender(transport, losses -> new MemoryQueue<>(2, capacityBytes, losses));
  }

  private EndpointSender sender(
      Transport transport,
      Function<LossListener<PendingWrite>, RequestQueue<PendingWrite>> queues) {
    EndpointSender sender =
        new EndpointSender(
            new EndpointSender.Settings(
                "http://host/write",
                ProtocolVersion.V1,
                2,
                new Backoff(Duration.ofMillis(30), Duration.ofSeconds(5), 2, Integer.MAX_VALUE),
                Duration.ofSeconds(10),
                Duration.ofHours(2)),
            transport,
            () -> new V1Rewriter(2_000, 3_000_000, true),
            queues,
            clock,
            () -> 0.5,
            log,
            Thread::new);
    senders.add(sender);
    return sender;
  }

  private static EncodedRequest request(int samples) {
    return new EncodedRequest(Protocol.V1, new byte[10], samples, false);
  }

  private static RequestQueue<PendingWrite> open(
      Path directory, int lanes, DiskLogSettings settings, LossListener<PendingWrite> losses) {
    try {
      return DiskQueue.open(directory, lanes, settings, losses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class NoLosses implements LossListener<PendingWrite> {
    @Override
    public void lost(long samples, DropReason reason, String detail) {
      throw new AssertionError("samples must not be lost: samples=" + samples);
    }

    @Override
    public void tell(@Nullable PendingWrite owner, long samples, DropReason reason) {
      throw new AssertionError("samples must not be lost: samples=" + samples);
    }
  }
}
