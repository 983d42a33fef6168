/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.internal.encode.ClassicRepeats;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.MetadataSchedule;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.RequestEncoder;
import io.github.remotewrite.client.internal.encode.V1Encoder;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.client.internal.http.HttpTransport;
import io.github.remotewrite.client.internal.retry.RetryClock;
import io.github.remotewrite.client.internal.send.DeliveryCounters;
import io.github.remotewrite.client.internal.send.Lane;
import io.github.remotewrite.client.internal.send.Negotiation;
import io.github.remotewrite.client.internal.send.Outcome;
import io.github.remotewrite.client.internal.send.PendingWrite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Delivers samples to a Remote Write receiver.
 *
 * <pre>{@code
 * Series series = Series.of(Labels.of("__name__", "orders_total", "job", "shop"));
 * try (RemoteWriteClient client =
 *     RemoteWriteClient.builder("http://localhost:9090/api/v1/write").build()) {
 *   client.write(batch -> batch.add(series, System.currentTimeMillis(), 42));
 * }
 * }</pre>
 *
 * <p>Samples are encoded on the caller's thread and sent on the client's own, in the order of the
 * writes and one request at a time, so that the samples of a series never overtake each other.
 * Delivery is at least once: a request whose answer got lost is sent again, byte for byte.
 *
 * <p>Thread-safe. Failures to deliver are results and warnings in the log, never exceptions.
 */
public final class RemoteWriteClient implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(RemoteWriteClient.class.getName());
  // How much later than the timeout a result completes that nothing else has completed.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final RemoteWriteClientBuilder settings;
  private final V1Encoder v1Encoder;
  private final V2Encoder v2Encoder;
  private final Negotiation negotiation;
  private final DeliveryCounters counters = new DeliveryCounters();
  // For the HTTP client's work and for results. Never the common pool, which others may block. Its
  // threads end by themselves after a second without work.
  private final ExecutorService executor;
  private final Lane lane;
  private final Object lock = new Object();
  // Completes with every write so far; guarded by lock, as is closed.
  private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);
  private boolean closed;

  RemoteWriteClient(SenderOptions<?> options) {
    settings = new RemoteWriteClientBuilder(options);
    v1Encoder =
        new V1Encoder(
            options.maxSamplesPerSend(),
            options.maxRequestBytes(),
            new MetadataSchedule(options.metadataSendInterval(), RetryClock.SYSTEM::nanoTime));
    v2Encoder =
        new V2Encoder(
            options.maxSamplesPerSend(),
            options.maxRequestBytes(),
            options.createdTimestampsEnabled());
    negotiation =
        new Negotiation(options.protocol(), LOGGER, options.endpoint().shown(), RetryClock.SYSTEM);
    ThreadFactory threads = daemons(options.threadFactory(), options.endpoint().uri().getHost());
    executor =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    HttpTransport transport =
        new HttpTransport(options.httpSettings(), executor, RetryClock.SYSTEM, LOGGER);
    lane =
        new Lane(
            options.capacityBytes(),
            transport,
            negotiation,
            new V1Rewriter(options.maxSamplesPerSend(), options.maxRequestBytes()),
            options.backoff(),
            RetryClock.SYSTEM,
            () -> ThreadLocalRandom.current().nextDouble(),
            counters,
            LOGGER,
            options.endpoint().shown(),
            threads);
  }

  /**
   * Returns a builder for a client of this receiver.
   *
   * @param endpoint the whole URL, such as {@code http://localhost:9090/api/v1/write}
   * @throws IllegalArgumentException as {@link RemoteWriteClientBuilder#setEndpoint} does
   */
  public static RemoteWriteClientBuilder builder(String endpoint) {
    return new RemoteWriteClientBuilder(endpoint);
  }

  /** Returns a builder with the settings of this client. */
  public RemoteWriteClientBuilder toBuilder() {
    return settings.copy();
  }

  /**
   * Writes the samples that {@code source} adds.
   *
   * <p>When this method returns, the samples are encoded and queued. The result completes when the
   * receiver has answered, at the latest a second after the {@link
   * RemoteWriteClientBuilder#setTimeout timeout}, and never with an exception.
   *
   * <p>If {@code source} throws, nothing of what it added is sent, and the exception is passed on.
   *
   * @throws IllegalStateException if the client is closed, or in {@code source} itself
   */
  public CompletableFuture<WriteResult> write(Consumer<? super Batch> source) {
    requireNonNull(source, "source");
    if (Thread.holdsLock(lock)) {
      throw new IllegalStateException(
          "a write must not be made from the source of another: endpoint=" + settings.endpoint());
    }
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("client is closed: endpoint=" + settings.endpoint());
      }
      RequestEncoder encoder = negotiation.protocol() == Protocol.V1 ? v1Encoder : v2Encoder;
      return enqueue(encode(source, encoder), encoder.repeats());
    }
  }

  private static List<EncodedRequest> encode(
      Consumer<? super Batch> source, RequestEncoder encoder) {
    try {
      source.accept(encoder);
      return encoder.finish();
    } finally {
      encoder.discard();
    }
  }

  private CompletableFuture<WriteResult> enqueue(
      List<EncodedRequest> requests, ClassicRepeats repeats) {
    long deadlineNanos = RetryClock.SYSTEM.nanoTime() + settings.timeout().toNanos();
    long samples = requests.stream().mapToLong(EncodedRequest::samples).sum();
    long repeated = repeats.takeSamples();
    PendingWrite write = new PendingWrite(samples + repeated);
    CompletableFuture<WriteResult> result = inTime(write);
    pending = CompletableFuture.allOf(pending, result);
    if (repeated > 0) {
      lane.drop(repeated, write, DropReason.DUPLICATE_SERIES, Outcome.Failure.repeated(repeats));
    }
    for (EncodedRequest request : requests) {
      lane.enqueue(request, write, deadlineNanos);
    }
    // Off the sender's thread: what the caller makes of the result may block, or close the client.
    return result.thenApplyAsync(Function.identity(), executor);
  }

  private CompletableFuture<WriteResult> inTime(PendingWrite write) {
    return write
        .outcome()
        .copy()
        .orTimeout(settings.timeout().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(
            error -> {
              if (error instanceof TimeoutException) {
                return write.snapshot();
              }
              throw new IllegalStateException("outcomes never fail", error);
            });
  }

  /** Returns a future that completes when everything written so far has its outcome. */
  public CompletableFuture<Void> flush() {
    synchronized (lock) {
      return pending.thenRunAsync(() -> {}, executor); // Off the sender's thread, as a result.
    }
  }

  /**
   * Returns which version of Remote Write is spoken: 1.0, 2.0, or {@link ProtocolVersion#AUTO}
   * while the receiver has not shown yet what it understands.
   */
  public ProtocolVersion protocol() {
    return negotiation.decided();
  }

  /** Returns what became of all samples so far. */
  public DeliveryStatistics statistics() {
    return counters.snapshot();
  }

  /**
   * Takes no more writes, delivers what was written, then stops. The future completes when that is
   * done, at the latest a second after the timeout.
   */
  public CompletableFuture<Void> shutdown() {
    synchronized (lock) {
      closed = true;
    }
    return flush().thenRun(lane::stop);
  }

  /** {@link #shutdown() Shuts down} and waits for it. */
  @Override
  public void close() {
    shutdown().join();
  }

  private static ThreadFactory daemons(ThreadFactory factory, String host) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = factory.newThread(task);
      thread.setName("remote-write-" + host + "-" + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public String toString() {
    return "RemoteWriteClient" + settings;
  }
}
