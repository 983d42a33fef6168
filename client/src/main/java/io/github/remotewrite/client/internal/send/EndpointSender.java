/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.queue.LossListener;
import io.github.remotewrite.client.internal.queue.QueueUsage;
import io.github.remotewrite.client.internal.queue.Queued;
import io.github.remotewrite.client.internal.queue.RequestQueue;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.RetryClock;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that has to do with one receiver: what waits for it, the lanes to it, what it understands and
 * what became of everything.
 *
 * <p>One that is away holds up nobody else. Thread-safe.
 */
public final class EndpointSender {
  private final Negotiation negotiation;
  private final DeliveryCounters counters = new DeliveryCounters();
  private final DeliveryLog log;
  private final RequestQueue<PendingWrite> queue;
  // Whom what becomes of requests of an earlier process is told.
  private final PendingWrite recovered;
  private final LongAdder samplesHeld = new LongAdder();
  private final RetryClock clock;
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * @param transport carries requests; several lanes use it at once
   * @param rewriters makes what turns requests of 2.0 into ones of 1.0, for each lane its own
   * @param queues makes the queue, which tells the listener of its losses
   */
  public EndpointSender(
      Settings settings,
      Transport transport,
      Supplier<V1Rewriter> rewriters,
      Function<LossListener<PendingWrite>, RequestQueue<PendingWrite>> queues,
      RetryClock clock,
      DoubleSupplier random,
      Logger logger,
      ThreadFactory threads) {
    this.clock = clock;
    negotiation = new Negotiation(settings.protocol, logger, settings.shownEndpoint, clock);
    log = new DeliveryLog(logger, settings.shownEndpoint, settings.attemptTimeout, clock);
    queue = queues.apply(new Losses());
    recovered = new PendingWrite(queue.usage().samples());
    Heartbeat heartbeat = new Heartbeat();
    ReportedCounts counts = new ReportedCounts(clock);
    for (int number = 0; number < settings.lanes; number++) {
      VersionDoubts doubts = new VersionDoubts(negotiation, clock);
      lanes.add(
          new Lane(
              number,
              queue,
              lane ->
                  new Handover(
                      new Delivery(
                          transport,
                          settings.backoff,
                          settings.attemptTimeout.toNanos(),
                          clock,
                          random,
                          counters,
                          heartbeat,
                          doubts,
                          failure -> log.failing(failure.failure()),
                          lane::isStopped),
                      negotiation,
                      doubts,
                      counts,
                      rewriters.get(),
                      random,
                      samplesHeld),
              settings.sampleAgeLimit,
              this::receipt,
              threads));
    }
  }

  /** Returns which version the next requests are to be of. */
  public Protocol protocol() {
    return negotiation.nextProtocol();
  }

  /** Returns which version is spoken, {@link ProtocolVersion#AUTO} while that is not known. */
  public ProtocolVersion believedProtocol() {
    return negotiation.believed();
  }

  /** Queues a request behind those of its lane. Calls must not overtake each other. */
  public void enqueue(int lane, EncodedRequest request, PendingWrite write) {
    request.retain();
    write.queuedAfter(log.losses());
    queue.add(lane, new Queued<>(request, clock.now().toEpochMilli(), write));
    lanes.get(lane).start();
  }

  /** Counts samples of a write that are not worth queueing. */
  public void drop(long samples, PendingWrite write, DropReason reason, Outcome.Failure failure) {
    counters.dropped(samples, reason);
    log.dropped(samples, reason, failure);
    write.dropped(samples, reason);
  }

  /**
   * Begins to send what an earlier process left behind, if it did.
   *
   * @return what becomes of all that
   */
  public PendingWrite resume() {
    // It may be metadata alone, without samples.
    if (queue.usage().oldestMillis() != Long.MAX_VALUE) {
      lanes.forEach(Lane::start);
    }
    return recovered;
  }

  /** Stops all lanes. What waits is lost, unless the queue is durable. */
  public void stop() {
    lanes.forEach(Lane::stop);
    lanes.forEach(Lane::awaitEnd);
    queue.close();
  }

  /** Returns what became of all samples so far. */
  public DeliveryStatistics statistics() {
    return counters.snapshot();
  }

  /** Returns what waits or is in flight, or is held until the version is decided. */
  public QueueUsage usage() {
    QueueUsage queued = queue.usage();
    return new QueueUsage(
        queued.samples() + samplesHeld.sum(), queued.bytes(), queued.oldestMillis());
  }

  private Receipt receipt(Queued<PendingWrite> queued) {
    return new Receipt(queued, ownerOf(queued.owner()), counters, log);
  }

  private PendingWrite ownerOf(@Nullable PendingWrite write) {
    return write == null ? recovered : write;
  }

  /** What the queue loses counts like what the lanes drop. */
  private final class Losses implements LossListener<PendingWrite> {
    @Override
    public void lost(long samples, DropReason reason, String detail) {
      if (samples == 0) {
        return; // Metadata, which is sent again.
      }
      counters.dropped(samples, reason);
      log.dropped(samples, reason, new Outcome.Failure(detail, null));
    }

    @Override
    public void tell(@Nullable PendingWrite write, long samples, DropReason reason) {
      ownerOf(write).dropped(samples, reason);
    }
  }

  /**
   * What the sender of one endpoint is told.
   *
   * @param shownEndpoint how the endpoint is shown in logs
   * @param attemptTimeout how long one attempt may take, and a failure may last untold
   * @param sampleAgeLimit how long a request is tried; zero for ever
   */
  public record Settings(
      String shownEndpoint,
      ProtocolVersion protocol,
      int lanes,
      Backoff backoff,
      Duration attemptTimeout,
      Duration sampleAgeLimit) {}
}
