/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.remotewrite.receiver.RequestLog.Handled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPOutputStream;

/** Takes the requests of all connections to the log and answers them. Thread-safe. */
final class WriteHandler implements HttpHandler {
  private static final Logger LOGGER = System.getLogger(WriteHandler.class.getName());

  private final String path;
  private final boolean createdTimestampAllowed;
  private final Clock clock;
  private final RequestLog log;
  private final List<Consumer<ReceivedRequest>> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  WriteHandler(String path, boolean createdTimestampAllowed, Clock clock, RequestLog log) {
    this.path = path;
    this.createdTimestampAllowed = createdTimestampAllowed;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Handled handled =
          log.handle(
              IncomingRequest.read(exchange, path, createdTimestampAllowed, clock.instant()));
      try {
        listeners.forEach(listener -> listener.accept(handled.request()));
      } finally {
        answer(exchange, handled);
      }
    } catch (RuntimeException e) {
      // The server would close the connection without a word.
      LOGGER.log(Level.ERROR, "request can't be handled", e);
      throw e;
    }
  }

  private void answer(HttpExchange exchange, Handled handled) throws IOException {
    switch (handled.answer().action()) {
      case RESPOND -> respond(exchange, handled);
      case HANG -> awaitClose();
      case CLOSE_CONNECTION -> {} // Closing an exchange that has no response closes its connection.
    }
  }

  private static void respond(HttpExchange exchange, Handled handled) throws IOException {
    Answer answer = handled.answer();
    ReceivedRequest request = handled.request();
    int status = request.status().orElseThrow();
    byte[] body = body(answer, request, status).getBytes(UTF_8);
    if (answer.bodyForm() == Answer.BodyForm.GZIP && body.length > 0) {
      body = gzip(body);
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    if (status == 405) {
      exchange.getResponseHeaders().set("Allow", "POST");
    }
    if (isNegotiated(request) && answer.stores() && answer.counts() != WrittenCounts.ABSENT) {
      setWritten(exchange, "Samples", handled, series -> series.samples().size());
      setWritten(exchange, "Histograms", handled, series -> series.histograms().size());
      setWritten(exchange, "Exemplars", handled, series -> series.exemplars().size());
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Returns whether the request was understood to be one of 2.0. */
  private static boolean isNegotiated(ReceivedRequest request) {
    return request.protocol() == Protocol.V2
        && request.violations().stream()
            .map(Violation::rule)
            .noneMatch(EnumSet.of(Rule.PATH, Rule.METHOD, Rule.CONTENT_ENCODING)::contains);
  }

  private static void setWritten(
      HttpExchange exchange, String kind, Handled handled, ToIntFunction<StoredSeries> size) {
    List<StoredSeries> counted =
        switch (handled.answer().counts()) {
          case STORED -> handled.written();
          case RECEIVED -> handled.request().series();
          case ZERO, ABSENT -> List.of();
        };
    int written = counted.stream().mapToInt(size).sum();
    exchange
        .getResponseHeaders()
        .set("X-Prometheus-Remote-Write-" + kind + "-Written", Integer.toString(written));
  }

  private static String body(Answer answer, ReceivedRequest request, int status) {
    if (status == 204) {
      return "";
    }
    if (answer.status().isPresent() || !answer.body().isEmpty()) {
      return answer.body();
    }
    return request.violations().stream().map(Violation::toString).collect(joining("\n", "", "\n"));
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    }
    return compressed.toByteArray();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void addListener(Consumer<ReceivedRequest> listener) {
    listeners.add(listener);
  }

  /** Lets go of the requests that were left waiting. */
  void close() {
    closed.countDown();
  }
}
