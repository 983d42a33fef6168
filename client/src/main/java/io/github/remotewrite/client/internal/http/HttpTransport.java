/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.Compression;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.retry.RetryAfter;
import io.github.remotewrite.client.internal.retry.RetryClock;
import io.github.remotewrite.client.internal.send.Outcome;
import io.github.remotewrite.client.internal.send.Transport;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts requests with the JDK's HTTP client, and reads answers as the specification says: 2xx is
 * written, 5xx and 429 are retryable, everything else is permanent; so are I/O errors retryable.
 *
 * <p>Always HTTP/1.1: with one request in flight, HTTP/2 has nothing to offer, and to a server
 * without TLS the JDK would first ask for an upgrade. Redirects are not followed, because the JDK
 * would turn the POST into a GET.
 */
public final class HttpTransport implements Transport {
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpSettings settings;
  private final RetryClock clock;
  private final HttpClient client;
  private final ZstdOffer zstdOffer;

  /**
   * @throws IllegalArgumentException if zstd is wanted and its library is missing
   */
  public HttpTransport(HttpSettings settings, Executor executor, RetryClock clock, Logger logger) {
    this.settings = settings;
    this.clock = clock;
    boolean zstdWanted = settings.compression() == Compression.ZSTD;
    if (zstdWanted) {
      ZstdRecoder.requireLibrary();
    }
    this.zstdOffer = new ZstdOffer(zstdWanted, logger, settings.endpoint().shown());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .executor(executor);
    if (settings.sslContext() != null) {
      builder.sslContext(settings.sslContext());
    }
    if (settings.proxySelector() != null) {
      builder.proxy(settings.proxySelector());
    }
    this.client = builder.build();
  }

  @Override
  public Outcome attempt(EncodedRequest request, int attempt, long timeoutNanos)
      throws InterruptedException {
    if (!zstdOffer.isOpen()) {
      return pinUnlessWritten(
          request, send(request, BlockPublisher.of(request), "snappy", attempt, timeoutNanos));
    }
    long startNanos = clock.nanoTime();
    byte[] recoded = ZstdRecoder.recode(request.body());
    Outcome outcome =
        send(request, BodyPublishers.ofByteArray(recoded), "zstd", attempt, timeoutNanos);
    if (zstdOffer.isOpen()) {
      return outcome;
    }
    // Refused for its compression, so the answer said nothing yet about protocol and content.
    long remainingNanos = timeoutNanos - (clock.nanoTime() - startNanos);
    return pinUnlessWritten(
        request,
        send(request, BlockPublisher.of(request), "snappy", attempt, Math.max(0, remainingNanos)));
  }

  /** Keeps the bytes of a request that the HTTP client may not have done with. */
  private static Outcome pinUnlessWritten(EncodedRequest request, Outcome outcome) {
    if (!(outcome instanceof Outcome.Written)) {
      request.pin();
    }
    return outcome;
  }

  private Outcome send(
      EncodedRequest request, BodyPublisher body, String encoding, int attempt, long timeoutNanos)
      throws InterruptedException {
    HttpRequest httpRequest;
    try {
      httpRequest = toHttp(request.protocol(), body, encoding, attempt);
    } catch (RuntimeException e) {
      // A supplier that could not get its token now may have one next time.
      return new Outcome.Retryable(new Outcome.Failure("headers could not be supplied", e), 0, 0);
    }
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(httpRequest, info -> new ErrorText(!isWritten(info.statusCode())));
    try {
      HttpResponse<String> answer = response.get(timeoutNanos, TimeUnit.NANOSECONDS);
      Outcome outcome = toOutcome(answer, request.protocol());
      zstdOffer.answered(answer.statusCode(), outcome);
      return outcome;
    } catch (TimeoutException e) {
      response.cancel(true);
      return new Outcome.Retryable(
          new Outcome.Failure(
              "receiver did not answer: timeout=" + Duration.ofNanos(timeoutNanos), null),
          0,
          0);
    } catch (InterruptedException e) {
      response.cancel(true);
      request.pin();
      throw e;
    } catch (ExecutionException e) {
      Outcome.Failure failure = new Outcome.Failure("request failed", e.getCause());
      boolean retryable =
          !(e.getCause() instanceof IOException io) || settings.retryableException().test(io);
      return retryable
          ? new Outcome.Retryable(failure, 0, 0)
          : new Outcome.Permanent(failure, 0, -1);
    }
  }

  private HttpRequest toHttp(Protocol protocol, BodyPublisher body, String encoding, int attempt) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(settings.endpoint().uri()).POST(body);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(settings.headers());
    settings
        .headersSupplier()
        .get()
        .forEach(
            (name, value) -> {
              HeaderRules.check(name, value);
              headers.put(name, value);
            });
    headers.forEach(builder::setHeader);
    // The reserved headers ("Protocol" in both versions), to the letter.
    builder.setHeader("Content-Encoding", encoding);
    builder.setHeader("Content-Type", protocol.contentType());
    builder.setHeader("X-Prometheus-Remote-Write-Version", protocol.versionHeader());
    builder.setHeader("User-Agent", settings.userAgent());
    if (attempt > 0) {
      // As Prometheus does; Mimir's Retry-After grows with it.
      builder.setHeader("Retry-Attempt", Integer.toString(attempt));
    }
    return builder.build();
  }

  private Outcome toOutcome(HttpResponse<String> response, Protocol protocol) {
    int status = response.statusCode();
    long reported = protocol == Protocol.V2 ? WrittenHeaders.samples(response.headers()) : -1;
    Outcome.Failure failure =
        new Outcome.Failure("status=" + status + ", body=\"" + response.body() + "\"", null);
    if (isWritten(status)) {
      // A receiver of 1.0 finds an empty request of its own in one of 2.0, and accepts it.
      return protocol == Protocol.V2 && reported < 0
          ? new Outcome.NotUnderstood(
              new Outcome.Failure("status=" + status + " without what was written", null))
          : new Outcome.Written(reported);
    }
    if (status == UNSUPPORTED_MEDIA_TYPE && protocol == Protocol.V2) {
      return new Outcome.NotUnderstood(failure);
    }
    if ((status >= 500 && status < 600) || status == TOO_MANY_REQUESTS) {
      long retryAfterNanos =
          response
              .headers()
              .firstValue("Retry-After")
              .map(value -> RetryAfter.nanos(value, clock.now()))
              .orElse(0L);
      return new Outcome.Retryable(failure, status, retryAfterNanos);
    }
    return new Outcome.Permanent(failure, status, reported);
  }

  private static boolean isWritten(int status) {
    return status >= 200 && status < 300;
  }
}
