/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import com.github.luben.zstd.Zstd;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server that reads snappy and zstd, and answers as a test says by how a request is encoded. */
final class EncodingServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> behavior = request -> Answer.of(204);

  private EncodingServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.start();
  }

  static EncodingServer start() throws IOException {
    return new EncodingServer(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write";
  }

  /** Sets what each request is answered with. */
  void setBehavior(Function<Request, Answer> behavior) {
    this.behavior = behavior;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Returns version and encoding of each request, such as {@code 0.1.0 zstd}. */
  List<String> forms() {
    return requests.stream().map(request -> request.version + " " + request.encoding).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.read(exchange);
      requests.add(request);
      Answer answer = behavior.apply(request);
      if (answer.samplesWritten >= 0) {
        String count = Integer.toString(answer.samplesWritten);
        exchange.getResponseHeaders().set("X-Prometheus-Remote-Write-Samples-Written", count);
      }
      exchange.sendResponseHeaders(answer.status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A request, its message decompressed. */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  record Request(String encoding, String version, String attempt, byte[] message) {
    boolean isZstd() {
      return encoding.equals("zstd");
    }

    boolean isV2() {
      return version.equals("2.0.0");
    }

    private static Request read(HttpExchange exchange) throws IOException {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String encoding = header(exchange, "Content-Encoding");
      byte[] message =
          encoding.equals("zstd")
              ? Zstd.decompress(body, (int) Zstd.getFrameContentSize(body))
              : SnappyBlockDecompressor.decompress(body);
      return new Request(
          encoding,
          header(exchange, "X-Prometheus-Remote-Write-Version"),
          header(exchange, "Retry-Attempt"),
          message);
    }

    private static String header(HttpExchange exchange, String name) {
      List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
      return String.join(",", values);
    }
  }

  /**
   * @param samplesWritten what the receiver of 2.0 says it wrote; -1 for a receiver that doesn't
   */
  record Answer(int status, int samplesWritten) {
    static Answer of(int status) {
      return new Answer(status, -1);
    }
  }
}
