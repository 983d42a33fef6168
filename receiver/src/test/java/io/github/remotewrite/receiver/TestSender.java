/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import io.github.remotewrite.receiver.internal.proto.v1.TimeSeries;
import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import io.github.remotewrite.receiver.internal.proto.v2.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Sends single requests and reports their answers as they are. */
final class TestSender {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI endpoint;

  TestSender(String endpoint) {
    this.endpoint = URI.create(endpoint);
  }

  HttpResponse<String> send(TimeSeries... series) throws IOException, InterruptedException {
    return send(WriteRequest.newBuilder().addAllTimeseries(List.of(series)).build());
  }

  HttpResponse<byte[]> sendForBytes(TimeSeries... series) throws IOException, InterruptedException {
    WriteRequest message = WriteRequest.newBuilder().addAllTimeseries(List.of(series)).build();
    return HTTP.send(request(message).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> send(WriteRequest message) throws IOException, InterruptedException {
    return send(request(message));
  }

  HttpResponse<String> sendMessage(byte[] message) throws IOException, InterruptedException {
    return sendBody(Snappy.compress(message));
  }

  HttpResponse<String> sendBody(byte[] body) throws IOException, InterruptedException {
    return send(request(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** Returns a correct request, for a test to change. */
  HttpRequest.Builder request(WriteRequest message) throws IOException {
    return request(Snappy.compress(message.toByteArray()));
  }

  HttpResponse<String> send(Request message) throws IOException, InterruptedException {
    return send(request(message));
  }

  HttpResponse<String> sendV2Message(byte[] message) throws IOException, InterruptedException {
    return send(asV2(request(Snappy.compress(message))));
  }

  /** Returns a correct request of 2.0, for a test to change. */
  HttpRequest.Builder request(Request message) throws IOException {
    return asV2(request(Snappy.compress(message.toByteArray())));
  }

  private static HttpRequest.Builder asV2(HttpRequest.Builder request) {
    return request
        .setHeader("Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
        .setHeader("X-Prometheus-Remote-Write-Version", "2.0.0");
  }

  private HttpRequest.Builder request(byte[] body) {
    return HttpRequest.newBuilder(endpoint)
        .timeout(Duration.ofSeconds(10))
        .setHeader("Content-Encoding", "snappy")
        .setHeader("Content-Type", "application/x-protobuf")
        .setHeader("X-Prometheus-Remote-Write-Version", "0.1.0")
        .setHeader("User-Agent", "test-sender/1.0")
        .POST(BodyPublishers.ofByteArray(body));
  }
}
