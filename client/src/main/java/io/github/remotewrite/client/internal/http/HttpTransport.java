/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import io.github.remotewrite.client.Compression;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.http.file.FileWatch;
import io.github.remotewrite.client.internal.http.proxy.ProxyRoute;
import io.github.remotewrite.client.internal.retry.RetryAfter;
import io.github.remotewrite.client.internal.retry.RetryClock;
import io.github.remotewrite.client.internal.send.Outcome;
import io.github.remotewrite.client.internal.send.Transport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.time.Duration;
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
 * without TLS the JDK would first ask for an upgrade. Redirects are not followed: credentials would
 * go to whom the receiver names, and the JDK would turn the POST into a GET.
 */
public final class HttpTransport implements Transport {
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpSettings settings;
  private final RetryClock clock;
  private final RequestSigning signing;
  private final HttpClients clients;
  private final ZstdOffer zstdOffer;

  /**
   * @throws IllegalArgumentException if zstd is wanted and its library is missing, or files of
   *     credentials or certificates can't be used
   */
  public HttpTransport(HttpSettings settings, Executor executor, RetryClock clock, Logger logger) {
    this.settings = settings;
    this.clock = clock;
    boolean zstdWanted = settings.compression() == Compression.ZSTD;
    if (zstdWanted) {
      ZstdRecoder.requireLibrary();
    }
    this.zstdOffer = new ZstdOffer(zstdWanted, logger, settings.endpoint().shown());
    FileWatch watch = new FileWatch(clock::nanoTime, logger, settings.endpoint().shown());
    ProxyRoute route = settings.proxy().route(settings.endpoint().uri(), System.getenv());
    this.signing = new RequestSigning(settings, route, watch);
    this.clients = new HttpClients(settings, executor, route.selector(), watch);
    warnOf(settings, route, logger);
  }

  private static void warnOf(HttpSettings settings, ProxyRoute route, Logger logger) {
    if (settings.tls().insecureSkipVerify()) {
      logger.log(
          Level.WARNING,
          "receiver's certificate is not verified, anybody may read and forge what is sent:"
              + " endpoint="
              + settings.endpoint()
              + ", insecureSkipVerify=true");
    }
    String property = ProxyRoute.DISABLED_SCHEMES;
    if (route.keepsCredentialsBack(settings.endpoint().uri(), System.getProperty(property))) {
      logger.log(
          Level.WARNING,
          "proxy's password is not sent by this JVM when it asks for a tunnel, start it with -D"
              + property
              + "= to have that: endpoint="
              + settings.endpoint()
              + ", proxy="
              + settings.proxy());
    }
  }

  @Override
  public Outcome attempt(EncodedRequest request, int attempt, long timeoutNanos)
      throws InterruptedException {
    boolean written = false;
    try {
      Outcome outcome =
          zstdOffer.isOpen()
              ? sendRecoded(request, attempt, timeoutNanos)
              : send(request, "snappy", attempt, timeoutNanos);
      written = outcome instanceof Outcome.Written;
      return outcome;
    } finally {
      if (!written) {
        request.pin(); // The HTTP client may not have done with it.
      }
    }
  }

  private Outcome sendRecoded(EncodedRequest request, int attempt, long timeoutNanos)
      throws InterruptedException {
    long startNanos = clock.nanoTime();
    EncodedRequest recoded =
        new EncodedRequest(
            request.protocol(),
            ZstdRecoder.recode(request.body()),
            request.samples(),
            request.histograms());
    Outcome outcome = send(recoded, "zstd", attempt, timeoutNanos);
    if (zstdOffer.isOpen()) {
      return outcome;
    }
    // Refused for its compression, so the answer said nothing yet about protocol and content.
    long remainingNanos = Math.max(0, timeoutNanos - (clock.nanoTime() - startNanos));
    return send(request, "snappy", attempt, remainingNanos);
  }

  private Outcome send(EncodedRequest request, String encoding, int attempt, long timeoutNanos)
      throws InterruptedException {
    long deadlineNanos = clock.nanoTime() + timeoutNanos;
    for (boolean isSecond = false; ; isSecond = true) {
      SignedRequest signed;
      try {
        signed = signing.sign(request, encoding, attempt);
      } catch (IOException | RuntimeException e) {
        // What could not get its token now may have one next time.
        return retryable(new Outcome.Failure("request could not be signed", e));
      }
      Duration timeout = Duration.ofNanos(Math.max(0, deadlineNanos - clock.nanoTime()));
      AnswerReader reader = new AnswerReader();
      Outcome failed = exchange(signed, reader, timeout);
      Answer answer = reader.answer();
      if (answer == null) {
        return failed;
      }
      if (!isSecond && signed.shouldSignAgain(answer)) {
        continue;
      }
      Outcome outcome = toOutcome(answer, request.protocol());
      zstdOffer.answered(answer.status(), outcome);
      return outcome;
    }
  }

  /** Sends, and returns what came of it should there be no answer. */
  private Outcome exchange(SignedRequest signed, AnswerReader reader, Duration timeout)
      throws InterruptedException {
    CompletableFuture<HttpResponse<String>> response =
        clients.current().sendAsync(signed.http(), reader);
    try {
      response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return retryable(new Outcome.Failure("receiver did not answer", null));
    } catch (TimeoutException e) {
      response.cancel(true);
      return retryable(new Outcome.Failure("receiver did not answer: timeout=" + timeout, null));
    } catch (InterruptedException e) {
      response.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      Outcome.Failure failure = new Outcome.Failure("request failed", e.getCause());
      boolean retryable =
          !(e.getCause() instanceof IOException io) || settings.retryableException().test(io);
      return retryable ? retryable(failure) : new Outcome.Permanent(failure, 0, -1);
    }
  }

  private static Outcome retryable(Outcome.Failure failure) {
    return new Outcome.Retryable(failure, 0, 0);
  }

  private Outcome toOutcome(Answer answer, Protocol protocol) {
    int status = answer.status();
    long reported = protocol == Protocol.V2 ? WrittenHeaders.samples(answer.headers()) : -1;
    Outcome.Failure failure =
        new Outcome.Failure("status=" + status + ", body=\"" + answer.text() + "\"", null);
    if (answer.isWritten()) {
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
          answer
              .headers()
              .firstValue("Retry-After")
              .map(value -> RetryAfter.nanos(value, clock.now()))
              .orElse(0L);
      return new Outcome.Retryable(failure, status, retryAfterNanos);
    }
    return new Outcome.Permanent(failure, status, reported);
  }
}
