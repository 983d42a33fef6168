/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;

/** Requests to a receiver's query and management addresses. */
final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;

  Http(HttpClient client) {
    this.client = client;
  }

  static Http plain() {
    return new Http(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build());
  }

  /** Whether the server is there and answers 2xx. */
  boolean succeeds(URI uri) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
      return isSuccess(client.send(request, HttpResponse.BodyHandlers.discarding()));
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  String get(URI uri) {
    return send(HttpRequest.newBuilder(uri));
  }

  /** Posts a form, whose size no server limits as it does a query string's. */
  String postForm(URI uri, List<Map.Entry<String, String>> fields) {
    String form =
        fields.stream()
            .map(
                field ->
                    URLEncoder.encode(field.getKey(), UTF_8)
                        + "="
                        + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(joining("&"));
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  static Map.Entry<String, String> field(String name, String value) {
    return new SimpleImmutableEntry<>(name, value);
  }

  private String send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(TIMEOUT).build();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      if (!isSuccess(response)) {
        throw new IllegalStateException(
            "receiver must answer 2xx: path=%s, status=%d, body=\"%s\""
                .formatted(
                    request.uri().getPath(), response.statusCode(), response.body().strip()));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException("receiver must answer: path=" + request.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a receiver", e);
    }
  }

  private static boolean isSuccess(HttpResponse<?> response) {
    return response.statusCode() / 100 == 2;
  }
}
