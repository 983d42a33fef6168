/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A POST with headers that may be those of other requests as well: the JDK's builder makes them
 * anew for each.
 *
 * <p>It has no timeout of its own, see {@link Deadlines}.
 */
final class PostRequest extends HttpRequest {
  private final URI uri;
  private final HttpHeaders headers;
  private final BodyPublisher body;

  PostRequest(URI uri, HttpHeaders headers, BodyPublisher body) {
    this.uri = uri;
    this.headers = headers;
    this.body = body;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public HttpHeaders headers() {
    return headers;
  }

  @Override
  public Optional<BodyPublisher> bodyPublisher() {
    return Optional.of(body);
  }

  @Override
  public Optional<Duration> timeout() {
    return Optional.empty();
  }

  @Override
  public boolean expectContinue() {
    return false;
  }

  @Override
  public Optional<HttpClient.Version> version() {
    return Optional.empty(); // Whichever the client speaks.
  }
}
