/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What stands between a sender and its receiver, and does to requests what networks do. */
final class ChaosProxy implements AutoCloseable {
  /** What happens to requests. */
  enum Mode {
    /** They arrive. */
    FORWARD,
    /** They arrive, and the answer gets lost. */
    LOSE_ANSWER,
    /** They are answered with 500. */
    SERVER_ERROR,
    /** They are answered with 429, and a wait of a second. */
    TOO_MANY_REQUESTS,
    /** They are never answered. */
    HANG
  }

  private static final List<String> NOT_FORWARDED =
      List.of("host", "content-length", "connection", "upgrade", "http2-settings");

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile URI target;
  private volatile Mode mode = Mode.FORWARD;

  private ChaosProxy(HttpServer server, URI target) {
    this.server = server;
    this.target = target;
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  static ChaosProxy start(URI target) throws IOException {
    return new ChaosProxy(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), target);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write");
  }

  void setTarget(URI target) {
    this.target = target;
  }

  void setMode(Mode mode) {
    this.mode = mode;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (mode) {
        case FORWARD -> answer(exchange, forward(exchange, body));
        case LOSE_ANSWER -> {
          forward(exchange, body);
          throw new IOException("the answer gets lost");
        }
        case SERVER_ERROR -> exchange.sendResponseHeaders(500, -1);
        case TOO_MANY_REQUESTS -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          exchange.sendResponseHeaders(429, -1);
        }
        case HANG -> hang();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The connection is closed without an answer when something else is wanted. */
  private void hang() throws InterruptedException {
    while (mode == Mode.HANG) {
      Thread.sleep(50);
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith("x-prometheus-")) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    mode = Mode.SERVER_ERROR;
    server.stop(0);
    executor.shutdownNow();
  }
}
