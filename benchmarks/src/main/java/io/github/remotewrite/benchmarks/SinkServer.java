/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.xerial.snappy.Snappy;

/**
 * Reads requests and answers what their protocol demands, at little cost: of a 2.0 request it
 * counts what it says it has written, of others it looks at nothing.
 *
 * <p>Prints its port, and ends when its input does.
 */
final class SinkServer {
  static final String REMOTE_WRITE_PATH = "/api/v1/write";
  static final String OTLP_PATH = "/v1/metrics";

  private static final int TIME_SERIES = 5;
  private static final int SAMPLES = 2;
  private static final int HISTOGRAMS = 3;
  private static final int EXEMPLARS = 4;
  private static final int EMPTY = -1;

  private SinkServer() {}

  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(REMOTE_WRITE_PATH, SinkServer::remoteWrite);
    server.createContext(OTLP_PATH, SinkServer::otlp);
    server.start();
    System.out.println(server.getAddress().getPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static void remoteWrite(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String version = exchange.getRequestHeaders().getFirst("X-Prometheus-Remote-Write-Version");
      if (version != null && version.startsWith("2.")) {
        putWritten(Snappy.uncompress(body), exchange);
      }
      exchange.sendResponseHeaders(204, EMPTY);
    }
  }

  private static void otlp(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, EMPTY); // an empty message is all of a success
    }
  }

  private static void putWritten(byte[] message, HttpExchange exchange) throws IOException {
    int[] written = new int[EXEMPLARS + 1];
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == TIME_SERIES) {
        int limit = in.pushLimit(in.readRawVarint32());
        countSeries(in, written);
        in.popLimit(limit);
      } else {
        in.skipField(tag);
      }
    }
    put("Samples", written[SAMPLES], exchange);
    put("Histograms", written[HISTOGRAMS], exchange);
    put("Exemplars", written[EXEMPLARS], exchange);
  }

  private static void countSeries(CodedInputStream in, int[] written) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (field < written.length) {
        written[field]++;
      }
      in.skipField(tag);
    }
  }

  private static void put(String what, int count, HttpExchange exchange) {
    exchange
        .getResponseHeaders()
        .set("X-Prometheus-Remote-Write-" + what + "-Written", Integer.toString(count));
  }
}
