/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.http.auth.Credentials;
import io.github.remotewrite.client.internal.http.file.FileWatch;
import io.github.remotewrite.client.internal.http.proxy.ProxyRoute;
import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts: the headers that users set, those that are supplied, those the specification
 * reserves, and last those that prove who sends.
 *
 * <p>A supplied {@code Authorization} stands for the signer, which is then not asked. Headers that
 * come out as those of the attempt before are not made again. Thread-safe.
 */
final class RequestSigning {
  private static final String AUTHORIZATION = "Authorization";

  private final HttpSettings settings;
  private final URI uri;
  private final ProxyRoute route;
  private final @Nullable RequestSigner signer;
  private volatile @Nullable Made last;

  /**
   * @throws IllegalArgumentException if a file of credentials can't be read
   */
  RequestSigning(HttpSettings settings, ProxyRoute route, FileWatch watch) {
    this.settings = settings;
    this.uri = settings.endpoint().uri();
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
    Map<String, String> supplied = checkedCopy(settings.headersSupplier().get());
    RequestSigner asked = supplied.containsKey(AUTHORIZATION) ? null : signer;
    Parts unsigned = new Parts(request.protocol(), encoding, attempt, supplied, Map.of(), null);
    Map<String, String> signed = Map.of();
    if (asked instanceof Credentials credentials) {
      signed = credentials.headers();
    } else if (asked != null) {
      signed =
          asked.sign(
              new UnsignedRequest(
                  "POST", uri, Collections.unmodifiableMap(join(unsigned)), request.body()));
    }
    Parts parts = unsigned.with(signed, route.authorization(uri));
    // What is signed for one request alone does not come again, and its map is somebody else's.
    boolean mayRepeat = asked == null || asked instanceof Credentials;
    HttpHeaders headers = mayRepeat ? madeOnce(parts) : make(parts);
    return new SignedRequest(
        new PostRequest(uri, headers, new BlockPublisher(request)), asked, signed);
  }

  private static Map<String, String> checkedCopy(Map<String, String> supplied) {
    if (supplied.isEmpty()) {
      return Map.of();
    }
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    putChecked(supplied, copy);
    return copy;
  }

  private HttpHeaders madeOnce(Parts parts) {
    Made made = last;
    if (made == null || !made.parts.equals(parts)) {
      made = new Made(parts, make(parts));
      last = made;
    }
    return made.headers;
  }

  private HttpHeaders make(Parts parts) {
    Map<String, List<String>> lists = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    join(parts).forEach((name, value) -> lists.put(name, List.of(value)));
    return HttpHeaders.of(lists, (name, value) -> true);
  }

  private Map<String, String> join(Parts parts) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(settings.headers());
    headers.putAll(parts.supplied);
    // The reserved headers ("Protocol" in both versions), to the letter.
    headers.put("Content-Encoding", parts.encoding);
    headers.put("Content-Type", parts.protocol.contentType());
    headers.put("X-Prometheus-Remote-Write-Version", parts.protocol.versionHeader());
    headers.put("User-Agent", settings.userAgent());
    if (parts.attempt > 0) {
      // As Prometheus does; Mimir's Retry-After grows with it.
      headers.put("Retry-Attempt", Integer.toString(parts.attempt));
    }
    putChecked(parts.signed, headers);
    if (parts.proxyAuthorization != null) {
      headers.put("Proxy-Authorization", parts.proxyAuthorization);
    }
    return headers;
  }

  private static void putChecked(Map<String, String> more, Map<String, String> headers) {
    more.forEach(
        (name, value) -> {
          HeaderRules.check(name, value);
          headers.put(name, value);
        });
  }

  /** All that the headers of an attempt are made of, besides settings. */
  private record Parts(
      Protocol protocol,
      String encoding,
      int attempt,
      Map<String, String> supplied,
      Map<String, String> signed,
      @Nullable String proxyAuthorization) {
    Parts with(Map<String, String> signed, @Nullable String proxyAuthorization) {
      return signed.isEmpty() && proxyAuthorization == null
          ? this
          : new Parts(protocol, encoding, attempt, supplied, signed, proxyAuthorization);
    }

    /** Shows nothing: headers are credentials. */
    @Override
    public String toString() {
      return "Parts{}";
    }
  }

  /** Headers that were made. */
  private record Made(Parts parts, HttpHeaders headers) {
    /** Shows nothing: headers are credentials. */
    @Override
    public String toString() {
      return "Made{}";
    }
  }
}
