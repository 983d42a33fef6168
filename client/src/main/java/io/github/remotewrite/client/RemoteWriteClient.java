/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.internal.encode.ClassicRepeats;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.EncodedWrite;
import io.github.remotewrite.client.internal.encode.MetadataSchedule;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.RequestEncoder;
import io.github.remotewrite.client.internal.encode.V1Encoder;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.client.internal.encode.WriteEncoder;
import io.github.remotewrite.client.internal.http.Endpoint;
import io.github.remotewrite.client.internal.http.HttpTransport;
import io.github.remotewrite.client.internal.queue.QueueUsage;
import io.github.remotewrite.client.internal.retry.RetryClock;
import io.github.remotewrite.client.internal.send.EndpointSender;
import io.github.remotewrite.client.internal.send.Outcome;
import io.github.remotewrite.client.internal.send.PendingWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Delivers samples to a Remote Write receiver, or to several.
 *
 * <pre>{@code
 * Series series = Series.of(Labels.of("__name__", "orders_total", "job", "shop"));
 * try (RemoteWriteClient client =
 *     RemoteWriteClient.builder("http://localhost:9090/api/v1/write").build()) {
 *   client.write(batch -> batch.add(series, System.currentTimeMillis(), 42));
 * }
 * }</pre>
 *
 * <p>Samples are encoded on the caller's thread and sent on the client's own. Those of a series
 * never overtake each other: a series is always on the same lane, and a lane has one request in
 * flight. Delivery is at least once: a request whose answer got lost is sent again, byte for byte.
 *
 * <p>Thread-safe. Failures to deliver are results and warnings in the log, never exceptions.
 */
public final class RemoteWriteClient implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(RemoteWriteClient.class.getName());

  private final RemoteWriteClientBuilder settings;
  private final WriteEncoder encoder;
  private final List<Receiver> receivers = new ArrayList<>();
  // For results, and layouts. Never the common pool, which others may block. Its threads end by
  // themselves after a second without work.
  private final ExecutorService executor;
  // What has no outcome yet.
  private final Set<PendingWrite> open = ConcurrentHashMap.newKeySet();
  // Fair, as a write should not wait for all that is to be laid out.
  private final ReentrantLock lock = new ReentrantLock(true);
  private final BackgroundLayout layout;
  // Guarded by lock.
  private boolean closed;

  RemoteWriteClient(SenderOptions<?> options) {
    settings = new RemoteWriteClientBuilder(options);
    encoder = new WriteEncoder(options.maxShards(), this::newEncoder);
    executor =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons(options.endpoint()));
    layout = new BackgroundLayout(encoder, lock, executor, LOGGER);
    receivers.add(newReceiver(options));
    for (RemoteWriteEndpoint endpoint : options.endpoints()) {
      receivers.add(newReceiver(endpoint.options()));
    }
    receivers.forEach(receiver -> track(receiver.sender.resume()));
  }

  private RequestEncoder newEncoder(Protocol protocol) {
    int maxSamples = settings.maxSamplesPerSend();
    int maxBytes = settings.maxRequestBytes();
    return switch (protocol) {
      case V1 ->
          new V1Encoder(
              maxSamples,
              maxBytes,
              new MetadataSchedule(settings.metadataSendInterval(), RetryClock.SYSTEM::nanoTime));
      case V2 -> new V2Encoder(maxSamples, maxBytes, settings.createdTimestampsEnabled());
    };
  }

  private V1Rewriter newRewriter() {
    return new V1Rewriter(
        settings.maxSamplesPerSend(),
        settings.maxRequestBytes(),
        !settings.metadataSendInterval().isZero());
  }

  private Receiver newReceiver(EndpointOptions<?> options) {
    int lanes = WriteEncoder.lanes(settings.maxShards());
    EndpointSender sender =
        new EndpointSender(
            new EndpointSender.Settings(
                options.endpoint().shown(),
                options.protocol(),
                lanes,
                options.backoff(),
                settings.timeout(),
                options.sampleAgeLimit()),
            new HttpTransport(options.httpSettings(), RetryClock.SYSTEM, LOGGER),
            this::newRewriter,
            losses -> options.openQueue(lanes, losses),
            RetryClock.SYSTEM,
            () -> ThreadLocalRandom.current().nextDouble(),
            LOGGER,
            daemons(options.endpoint()));
    return new Receiver(options.endpoint(), sender);
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
   * <p>When this method returns, the samples are encoded and queued. The result completes when
   * every receiver has answered (or, with {@link ResultPolicy#ANY}, when one has accepted all of
   * them), at the latest at the {@link SenderOptions#setTimeout timeout}, and never with an
   * exception. What has no outcome by then is {@linkplain WriteResult#samplesPending() pending} and
   * still delivered.
   *
   * <p>If {@code source} throws, nothing of what it added is sent, and the exception is passed on.
   *
   * @throws IllegalStateException if the client is closed, or in {@code source} itself
   */
  public CompletableFuture<WriteResult> write(Consumer<? super Batch> source) {
    requireNonNull(source, "source");
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "a write must not be made from the source of another: endpoint=" + settings.endpoint());
    }
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("client is closed: endpoint=" + settings.endpoint());
      }
      List<Protocol> protocols =
          receivers.stream().map(receiver -> receiver.sender.protocol()).toList();
      CompletableFuture<WriteResult> result =
          enqueue(encode(source, EnumSet.copyOf(protocols)), protocols);
      layout.begin();
      return result;
    } finally {
      lock.unlock();
    }
  }

  private EncodedWrite encode(Consumer<? super Batch> source, Set<Protocol> protocols) {
    try {
      source.accept(encoder.begin(protocols));
      return encoder.finish(protocols);
    } finally {
      encoder.discard();
    }
  }

  /**
   * @param protocols which version each receiver gets
   */
  private CompletableFuture<WriteResult> enqueue(EncodedWrite write, List<Protocol> protocols) {
    List<PendingWrite> parts = new ArrayList<>(receivers.size());
    for (Protocol protocol : protocols) {
      PendingWrite part = new PendingWrite(write.samples(protocol));
      track(part);
      parts.add(part);
    }
    CompletableFuture<WriteResult> result = PolicyResult.of(parts, settings.resultPolicy());
    for (int i = 0; i < receivers.size(); i++) {
      EndpointSender sender = receivers.get(i).sender;
      ClassicRepeats repeats = write.repeats(protocols.get(i));
      if (repeats.samples() > 0) {
        sender.drop(
            repeats.samples(),
            parts.get(i),
            DropReason.DUPLICATE_SERIES,
            Outcome.Failure.repeated(repeats));
      }
      for (int lane = 0; lane < WriteEncoder.lanes(settings.maxShards()); lane++) {
        for (EncodedRequest request : write.requests(protocols.get(i), lane)) {
          sender.enqueue(lane, request, parts.get(i));
        }
      }
    }
    write.release();
    return result
        .copy()
        .completeOnTimeout(null, settings.timeout().toNanos(), TimeUnit.NANOSECONDS)
        // Off the sender's thread: what the caller makes of the result may block, or close the
        // client.
        .thenApplyAsync(known -> known == null ? PolicyResult.snapshot(parts) : known, executor);
  }

  private void track(PendingWrite write) {
    open.add(write);
    CompletableFuture<WriteResult> unused =
        write.outcome().whenComplete((result, error) -> open.remove(write));
  }

  /**
   * Returns a future that completes when everything written so far has its outcome at every
   * receiver, at the latest at the timeout: whether it has.
   */
  public CompletableFuture<Boolean> flush() {
    CompletableFuture<?>[] soFar =
        open.stream().map(PendingWrite::outcome).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(soFar)
        .thenApply(nothing -> true)
        .completeOnTimeout(false, settings.timeout().toNanos(), TimeUnit.NANOSECONDS)
        .thenApplyAsync(Function.identity(), executor); // Off the sender's thread, as a result.
  }

  /**
   * Returns which version of Remote Write is spoken: 1.0, 2.0, or {@link ProtocolVersion#AUTO}
   * while the receiver has not shown yet what it understands. With several receivers, that is about
   * the first; see {@link #endpoints}.
   */
  public ProtocolVersion protocol() {
    return receivers.get(0).sender.believedProtocol();
  }

  /** Returns what became of all samples so far, summed up over the receivers. */
  public DeliveryStatistics statistics() {
    return DeliveryStatistics.sum(
        receivers.stream().map(receiver -> receiver.sender.statistics()).toList());
  }

  /** Returns how the delivery to each receiver goes, in the order in which they were set. */
  public List<EndpointStatistics> endpoints() {
    return receivers.stream().map(Receiver::statistics).toList();
  }

  /**
   * Takes no more writes, delivers what was written, then stops. The future completes when that is
   * done, at the latest at the timeout: whether everything had its outcome by then. What had not
   * waits on disk for the next start, if there is a queue on disk, and else is lost and counted as
   * {@link DropReason#CLOSED}.
   */
  public CompletableFuture<Boolean> shutdown() {
    lock.lock();
    try {
      closed = true;
      layout.stop();
    } finally {
      lock.unlock();
    }
    return flush()
        .thenApply(
            complete -> {
              receivers.forEach(receiver -> receiver.sender.stop());
              return complete;
            });
  }

  /** {@link #shutdown() Shuts down} and waits for it. */
  @Override
  public void close() {
    shutdown().join();
  }

  private ThreadFactory daemons(Endpoint endpoint) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = settings.threadFactory().newThread(task);
      thread.setName("remote-write-" + endpoint.uri().getHost() + "-" + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public String toString() {
    return "RemoteWriteClient" + settings;
  }

  private record Receiver(Endpoint endpoint, EndpointSender sender) {
    EndpointStatistics statistics() {
      QueueUsage usage = sender.usage();
      long nowMillis = RetryClock.SYSTEM.now().toEpochMilli();
      long ageMillis = usage.samples() == 0 ? 0 : Math.max(0, nowMillis - usage.oldestMillis());
      return new EndpointStatistics(
          endpoint.shown(),
          sender.believedProtocol(),
          sender.statistics(),
          usage.samples(),
          usage.bytes(),
          Duration.ofMillis(ageMillis));
    }
  }
}
