/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static io.github.remotewrite.client.internal.send.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.client.internal.queue.Queued;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.FakeClock;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Every sample of a held request has one outcome, whatever happens while it is delivered. */
class HeldRequestsTest {
  private final FakeClock clock = new FakeClock();
  private final DeliveryCounters counters = new DeliveryCounters();
  private final LogRecorder lines = new LogRecorder();
  private final DeliveryLog log =
      new DeliveryLog(lines, "http://host/write", Duration.ofSeconds(10), clock);
  private final Negotiation negotiation =
      new Negotiation(ProtocolVersion.AUTO, lines, "http://host/write", clock);
  private final LongAdder samplesHeld = new LongAdder();
  private final List<PendingWrite> writes = new ArrayList<>();
  private int requestsOfV1;
  private boolean stopped;

  /** A receiver that is rolled back, and fails the sender at its third request of 1.0. */
  private Transport rolledBack(RuntimeException failure) {
    return (request, attempt, timeout) -> {
      if (request.protocol() == Protocol.V2) {
        return answer(404);
      }
      requestsOfV1++;
      if (requestsOfV1 == 3) {
        throw failure;
      }
      return answer(request.samples() > 2 ? 413 : 204);
    };
  }

  @Test
  void failureWhileAHeldRequestIsDeliveredCostsNoOther() throws Exception {
    Handover handover = handover(rolledBack(new IllegalStateException("bug")));
    negotiation.understood(Protocol.V2);

    for (int i = 0; i < 4; i++) {
      handover.handOver(request(i));
    }
    handover.stop();

    Counted counted = new Counted(counters.snapshot());
    assertThat(counted.total()).isEqualTo(16);
    assertThat(counted.dropped()).containsOnlyKeys(DropReason.ERROR);
    assertThat(counted.dropped().get(DropReason.ERROR)).isLessThanOrEqualTo(4);
    assertThat(writes).allSatisfy(write -> assertThat(write.outcome()).isDone());
    assertThat(samplesHeld.sum()).isZero();
  }

  @Test
  void interruptWhileAHeldRequestIsDeliveredCountsNothingTwice() throws Exception {
    Handover handover =
        handover(
            (request, attempt, timeout) -> {
              if (request.protocol() == Protocol.V2) {
                return answer(404);
              }
              requestsOfV1++;
              if (requestsOfV1 == 3) {
                stopped = true;
                throw new InterruptedException();
              }
              return answer(request.samples() > 2 ? 413 : 204);
            });
    negotiation.understood(Protocol.V2);
    handover.handOver(request(0));
    handover.handOver(request(1));
    RequestPart third = request(2);

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> handover.handOver(third));
    third.receipt().dropRest(DropReason.CLOSED, new Outcome.Failure("closed", null));
    handover.stop();

    assertThat(new Counted(counters.snapshot()).total()).isEqualTo(12);
    assertThat(writes).allSatisfy(write -> assertThat(write.outcome()).isDone());
    assertThat(samplesHeld.sum()).isZero();
  }

  @Test
  void whatIsHeldIsToldAtOnce() throws Exception {
    Handover handover = handover((request, attempt, timeout) -> answer(403));
    negotiation.understood(Protocol.V2);

    handover.handOver(request(0));

    assertThat(lines.lines())
        .last()
        .asString()
        .contains(
            "WARNING receiver refused request, holding it until the version is decided",
            "samples=4",
            "status=403");
  }

  private RequestPart request(int second) {
    V2Encoder encoder = new V2Encoder(100, 100_000, false);
    for (int i = 0; i < 4; i++) {
      encoder.add(
          Series.of(Labels.of("__name__", "n", "i", Integer.toString(i))), 1_000L + second, i);
    }
    EncodedRequest request = encoder.finish().get(0);
    PendingWrite write = new PendingWrite(4);
    writes.add(write);
    return new RequestPart(
        request,
        Long.MAX_VALUE,
        new Receipt(new Queued<>(request, 0, write), write, counters, log));
  }

  private Handover handover(Transport transport) {
    VersionDoubts doubts = new VersionDoubts(negotiation, clock);
    Delivery delivery =
        new Delivery(
            transport,
            new Backoff(Duration.ofMillis(30), Duration.ofSeconds(5), 2, Integer.MAX_VALUE),
            Duration.ofSeconds(10).toNanos(),
            clock,
            () -> 0.5,
            counters,
            new Heartbeat(),
            doubts,
            failure -> log.failing(failure.failure()),
            () -> stopped);
    return new Handover(
        delivery,
        negotiation,
        doubts,
        new ReportedCounts(clock),
        new V1Rewriter(1_000, 1_000_000, false),
        () -> 0.5,
        samplesHeld);
  }

  /** The counts, without reasons that did not occur. */
  private record Counted(DeliveryStatistics all) {
    long total() {
      return all.samplesWritten() + all.samplesDroppedInTotal();
    }

    Map<DropReason, Long> dropped() {
      Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
      all.samplesDropped()
          .forEach(
              (reason, count) -> {
                if (count > 0) {
                  dropped.put(reason, count);
                }
              });
      return dropped;
    }
  }
}
