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
import java.time.Duration;

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
  private static final Outcome UNANSWERED =
      retryable(new Outcome.Failure("receiver did not answer", null));

  private final HttpSettings settings;
  private final RetryClock clock;
  private final RequestSigning signing;
  private final HttpClients clients;
  private final ZstdOffer zstdOffer;
  private final Deadlines deadlines;

  /**
   * @throws IllegalArgumentException if zstd is wanted and its library is missing, or files of
   *     credentials or certificates can't be used
   */
  public HttpTransport(HttpSettings settings, RetryClock clock, Logger logger) {
    this.settings = settings;
    this.clock = clock;
    this.deadlines = new Deadlines(clock::nanoTime);
    boolean zstdWanted = settings.compression() == Compression.ZSTD;
    if (zstdWanted) {
      ZstdRecoder.requireLibrary();
    }
    this.zstdOffer = new ZstdOffer(zstdWanted, logger, settings.endpoint().shown());
    FileWatch watch = new FileWatch(clock::nanoTime, logger, settings.endpoint().shown());
    ProxyRoute route = settings.proxy().route(settings.endpoint().uri(), System.getenv());
    this.signing = new RequestSigning(settings, route, watch);
    this.clients = new HttpClients(settings, route.selector(), watch);
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
      AnswerReader reader = new AnswerReader();
      Outcome failed = exchange(signed, reader, Math.max(0, deadlineNanos - clock.nanoTime()));
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
  private Outcome exchange(SignedRequest signed, AnswerReader reader, long timeoutNanos)
      throws InterruptedException {
    Deadlines.Deadline deadline = deadlines.begin(timeoutNanos);
    try {
      // Not sendAsync: it completes on the common pool, and on up to two processors that is a new
      // thread for each request.
      clients.current().send(signed.http(), reader);
      return UNANSWERED;
    } catch (InterruptedException e) {
      if (!deadlines.end(deadline)) {
        throw e;
      }
      String timeout = "timeout=" + Duration.ofNanos(timeoutNanos);
      return retryable(new Outcome.Failure("receiver did not answer: " + timeout, null));
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      // The client wraps what happened in one of the kind that is made here.
      Throwable happened = e.getCause() == null ? e : e.getCause();
      Outcome.Failure failure = new Outcome.Failure("request failed", happened);
      boolean retryable =
          !(happened instanceof IOException io) || settings.retryableException().test(io);
      return retryable ? retryable(failure) : new Outcome.Permanent(failure, 0, -1);
    } finally {
      deadlines.end(deadline);
    }
  }

  private static Outcome retryable(Outcome.Failure failure) {
    return new Outcome.Retryable(failure, 0, 0);
  }

  private Outcome toOutcome(Answer answer, Protocol protocol) {
    int status = answer.status();
    long reported = protocol == Protocol.V2 ? WrittenHeaders.samples(answer.headers()) : -1;
    if (answer.isWritten()) {
      // A receiver of 1.0 finds an empty request of its own in one of 2.0, and accepts it.
      return protocol == Protocol.V2 && reported < 0
          ? new Outcome.NotUnderstood(
              new Outcome.Failure("status=" + status + " without what was written", null))
          : new Outcome.Written(reported);
    }
    Outcome.Failure failure =
        new Outcome.Failure("status=" + status + ", body=\"" + answer.text() + "\"", null);
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
