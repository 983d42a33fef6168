/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.http.file.FileWatch;
import io.github.remotewrite.client.internal.http.proxy.ProxyRoute;
import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts: the headers that users set, those that are supplied, those the specification
 * reserves, and last those that prove who sends.
 *
 * <p>A supplied {@code Authorization} stands for the signer, which is then not asked. Thread-safe.
 */
final class RequestSigning {
  private static final String AUTHORIZATION = "Authorization";

  private final HttpSettings settings;
  private final ProxyRoute route;
  private final @Nullable RequestSigner signer;

  /**
   * @throws IllegalArgumentException if a file of credentials can't be read
   */
  RequestSigning(HttpSettings settings, ProxyRoute route, FileWatch watch) {
    this.settings = settings;
    this.route = route;
    this.signer = settings.authentication().map(way -> way.newSigner(watch)).orElse(null);
  }

  /**
   * Returns an attempt.
   *
   * @throws IOException if the signer can't
   * @throws RuntimeException if a header can't be supplied or must not be sent
   */
  SignedRequest sign(EncodedRequest request, String encoding, int attempt)
      throws IOException, InterruptedException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(settings.headers());
    Map<String, String> supplied = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    putChecked(settings.headersSupplier().get(), supplied);
    headers.putAll(supplied);
    putReserved(request.protocol(), encoding, attempt, headers);
    RequestSigner asked = supplied.containsKey(AUTHORIZATION) ? null : signer;
    Map<String, String> signed = Map.of();
    if (asked != null) {
      signed =
          asked.sign(
              new UnsignedRequest(
                  "POST",
                  settings.endpoint().uri(),
                  Collections.unmodifiableMap(headers),
                  request.body()));
      Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      all.putAll(headers);
      putChecked(signed, all);
      headers = all;
    }
    String proxyAuthorization = route.authorization(settings.endpoint().uri());
    if (proxyAuthorization != null) {
      headers.put("Proxy-Authorization", proxyAuthorization);
    }
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(settings.endpoint().uri()).POST(new BlockPublisher(request));
    headers.forEach(builder::setHeader);
    return new SignedRequest(builder.build(), asked, signed);
  }

  private static void putChecked(Map<String, String> more, Map<String, String> headers) {
    more.forEach(
        (name, value) -> {
          HeaderRules.check(name, value);
          headers.put(name, value);
        });
  }

  private void putReserved(
      Protocol protocol, String encoding, int attempt, Map<String, String> headers) {
    // The reserved headers ("Protocol" in both versions), to the letter.
    headers.put("Content-Encoding", encoding);
    headers.put("Content-Type", protocol.contentType());
    headers.put("X-Prometheus-Remote-Write-Version", protocol.versionHeader());
    headers.put("User-Agent", settings.userAgent());
    if (attempt > 0) {
      // As Prometheus does; Mimir's Retry-After grows with it.
      headers.put("Retry-Attempt", Integer.toString(attempt));
    }
  }
}
