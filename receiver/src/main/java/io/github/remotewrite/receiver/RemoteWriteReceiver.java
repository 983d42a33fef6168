/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A strict receiver of Remote Write 1.0 and 2.0 on 127.0.0.1, for tests and demonstrations.
 *
 * <p>A request that keeps every {@link Rule} is stored and answered 204. One that breaks any is
 * answered 400 with its {@linkplain #violations() violations} as lines of text, 404 at another
 * path, 405 for another method, 415 with another content type or encoding, and nothing of it is
 * stored. To a request of 2.0 the {@code Written} headers say how much was stored. {@link
 * #setBehaviors} imitates what released receivers do otherwise, {@link #answerNext(Answer...)}
 * scripts single answers.
 *
 * <p>Requests are handled concurrently, on daemon threads. A sender that has its answer finds the
 * request in {@link #requests()}. All lists returned are snapshots, oldest first; they can be read
 * after {@link #close()}, too.
 */
public final class RemoteWriteReceiver implements AutoCloseable {
  private static final int CLOSE_TIMEOUT_SECONDS = 5;

  private final HttpServer server;
  private final ExecutorService executor;
  private final WriteHandler handler;
  private final RequestLog log;
  private final String endpoint;

  RemoteWriteReceiver(int port, RequestLog log, WriteHandler handler, String path) {
    this.log = log;
    this.handler = handler;
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("can't listen: port=" + port, e);
    }
    executor = Executors.newCachedThreadPool(RemoteWriteReceiver::newThread);
    endpoint = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    server.setExecutor(executor);
    // Every path, so that a request to a wrong one is seen, too.
    server.createContext("/", handler);
    server.start();
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "remote-write-receiver");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a receiver on a free port. */
  public static RemoteWriteReceiver start() {
    return builder().start();
  }

  /** Returns a builder. */
  public static RemoteWriteReceiverBuilder builder() {
    return new RemoteWriteReceiverBuilder();
  }

  /** Returns the URL to send to. */
  public String endpoint() {
    return endpoint;
  }

  /** Returns every request, whatever its answer. */
  public List<ReceivedRequest> requests() {
    return log.requests();
  }

  /** Returns every violation of every request. A correct sender leaves this empty. */
  public List<Violation> violations() {
    return log.requests().stream().flatMap(request -> request.violations().stream()).toList();
  }

  /** Returns every stored series. */
  public List<StoredSeries> series() {
    return log.series();
  }

  /** Returns the stored series with this metric name. */
  public List<StoredSeries> series(String metricName) {
    requireNonNull(metricName, "metricName");
    return log.series().stream().filter(series -> series.metricName().equals(metricName)).toList();
  }

  /** Returns the stored series with exactly these labels, {@code __name__} included. */
  public Optional<StoredSeries> series(Map<String, String> labels) {
    return log.series(Map.copyOf(labels));
  }

  /** Returns the newest stored metadata of each metric family. */
  public List<StoredMetadata> metadata() {
    return log.metadata();
  }

  /**
   * Appends to the script: each answer is given to one request, whatever the {@linkplain
   * #setBehaviors behaviors}, then the usual ones are given again.
   */
  public void answerNext(Answer... answers) {
    for (Answer answer : List.of(answers)) {
      log.addAnswer(answer, 1);
    }
  }

  /** Appends to the script: this answer is given to so many requests. */
  public void answerNext(Answer answer, int times) {
    requireNonNull(answer, "answer");
    if (times < 0) {
      throw new IllegalArgumentException("times must not be negative: times=" + times);
    }
    log.addAnswer(answer, times);
  }

  /**
   * Sets what the receiver does other than the usual from the next request on; nothing if there are
   * none. The first behavior that applies to a request answers it.
   */
  public void setBehaviors(Behavior... behaviors) {
    log.setBehaviors(List.of(behaviors));
  }

  /**
   * Waits until there are so many {@link #requests()}.
   *
   * @return whether there are, false after the timeout
   */
  public boolean awaitRequests(int count, Duration timeout) throws InterruptedException {
    return log.awaitRequests(count, timeout);
  }

  /**
   * Adds a listener that sees every request once it is stored or refused, before its answer is
   * sent. Listeners run on the thread of the request, possibly several at once, and hold its answer
   * up.
   */
  public void addListener(Consumer<ReceivedRequest> listener) {
    handler.addListener(requireNonNull(listener, "listener"));
  }

  /**
   * Forgets requests, violations, series, metadata and the rest of the script. The sequence of
   * requests goes on, and the behaviors stay.
   */
  public void clear() {
    log.clear();
  }

  /**
   * Stops listening and waits for the requests under way; those left hanging lose their
   * connections.
   */
  @Override
  public void close() {
    handler.close();
    server.stop(0);
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
