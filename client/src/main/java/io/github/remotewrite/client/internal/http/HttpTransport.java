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
import io.github.remotewrite.client.internal.send.Reply;
import io.github.remotewrite.client.internal.send.Transport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Posts requests with the JDK's HTTP client, and returns what came back.
 *
 * <p>Always HTTP/1.1: with one request in flight, HTTP/2 has nothing to offer, and to a server
 * without TLS the JDK would first ask for an upgrade. Redirects are not followed: credentials would
 * go to whom the receiver names, and the JDK would turn the POST into a GET.
 */
public final class HttpTransport implements Transport {
  // The JDK's message for a 204 that has a length or is chunked: the client reads no further, and
  // its headers stay unknown.
  private static final String NO_CONTENT_WITH_LENGTH = "header with 204 response";
  private static final int REQUEST_TIMEOUT = 408;
  private static final Reply UNANSWERED = retryable("receiver did not answer", null);

  private final HttpSettings settings;
  private final RetryClock clock;
  private final RequestSigning signing;
  private final HttpClients clients;
  private final ZstdOffer zstdOffer;
  private final Deadlines deadlines;
  private final IdleConnections connections = new IdleConnections();

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
  public Reply attempt(EncodedRequest request, int attempt, long timeoutNanos)
      throws InterruptedException {
    boolean written = false;
    try {
      Reply reply =
          zstdOffer.isOpen()
              ? sendRecoded(request, attempt, timeoutNanos)
              : send(request, "snappy", attempt, timeoutNanos);
      written = reply instanceof Reply.Answer answer && answer.isSuccess();
      return reply;
    } finally {
      if (!written) {
        request.pin(); // The HTTP client may not have done with it.
      }
    }
  }

  private Reply sendRecoded(EncodedRequest request, int attempt, long timeoutNanos)
      throws InterruptedException {
    long startNanos = clock.nanoTime();
    EncodedRequest recoded =
        new EncodedRequest(
            request.protocol(),
            ZstdRecoder.recode(request.body()),
            request.samples(),
            request.histograms());
    Reply reply = send(recoded, "zstd", attempt, timeoutNanos);
    if (zstdOffer.isOpen()) {
      return reply;
    }
    // Refused for its compression, so the answer said nothing yet about protocol and content.
    long remainingNanos = Math.max(0, timeoutNanos - (clock.nanoTime() - startNanos));
    return send(request, "snappy", attempt, remainingNanos);
  }

  private Reply send(EncodedRequest request, String encoding, int attempt, long timeoutNanos)
      throws InterruptedException {
    long deadlineNanos = clock.nanoTime() + timeoutNanos;
    for (boolean isSecond = false; ; isSecond = true) {
      SignedRequest signed;
      try {
        signed = signing.sign(request, encoding, attempt);
      } catch (IOException | RuntimeException e) {
        // What could not get its token now may have one next time.
        return retryable("request could not be signed", e);
      }
      HttpClient client = clients.current();
      boolean reused = connections.take(client);
      AnswerReader reader = new AnswerReader();
      long remainingNanos = Math.max(0, deadlineNanos - clock.nanoTime());
      Reply unanswered = exchange(client, signed, reader, remainingNanos);
      Answer answer = reader.answer();
      if (answer == null) {
        return unanswered;
      }
      if (answer.status() == REQUEST_TIMEOUT) {
        connections.forget(); // Whatever it does with the connection, the next answer counts.
      } else if (answer.keepsConnection()) {
        connections.put(client);
      }
      if (!isSecond && signed.shouldSignAgain(answer)) {
        continue;
      }
      Reply.Answer reply = reply(answer, reused);
      zstdOffer.answered(answer.status(), isRead(reply, request.protocol()));
      return reply;
    }
  }

  /** Sends, and returns what came of it should there be no answer to read. */
  private Reply exchange(
      HttpClient client, SignedRequest signed, AnswerReader reader, long timeoutNanos)
      throws InterruptedException {
    Deadlines.Deadline deadline = deadlines.begin(timeoutNanos);
    try {
      // Not sendAsync: it completes on the common pool, and on up to two processors that is a new
      // thread for each request.
      client.send(signed.http(), reader);
      return UNANSWERED;
    } catch (InterruptedException e) {
      if (!deadlines.end(deadline)) {
        throw e;
      }
      String timeout = "timeout=" + Duration.ofNanos(timeoutNanos);
      return retryable("receiver did not answer: " + timeout, null);
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      // The client wraps what happened in one of the kind that is made here.
      Throwable happened = e.getCause() == null ? e : e.getCause();
      if (String.valueOf(happened.getMessage()).contains(NO_CONTENT_WITH_LENGTH)) {
        return new Reply.Answer(204, -1, Reply.Content.UNREAD, false, 0, "");
      }
      boolean retryable =
          !(happened instanceof IOException io) || settings.retryableException().test(io);
      return new Reply.None(new Outcome.Failure("request failed", happened), retryable);
    } finally {
      deadlines.end(deadline);
    }
  }

  private static Reply retryable(String whatHappened, @Nullable Throwable cause) {
    return new Reply.None(new Outcome.Failure(whatHappened, cause), true);
  }

  private Reply.Answer reply(Answer answer, boolean connectionReused) {
    boolean written = Answer.isWritten(answer.status());
    long samplesWritten = WrittenHeaders.samples(answer.headers());
    boolean page = written && samplesWritten < 0 && answer.isPage();
    return new Reply.Answer(
        answer.status(),
        samplesWritten,
        page ? Reply.Content.PAGE : Reply.Content.PLAIN,
        connectionReused,
        written ? 0 : retryAfterNanos(answer),
        answer.detail());
  }

  private long retryAfterNanos(Answer answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .map(value -> RetryAfter.nanos(value, clock.now()))
        .orElse(0L);
  }

  // A success that doesn't count what it wrote of 2.0 is none: the body may not even have been
  // looked at. A refusal that does count has read it.
  private static boolean isRead(Reply.Answer reply, Protocol protocol) {
    return reply.isSuccess()
        ? protocol == Protocol.V1 || reply.samplesWritten() >= 0
        : protocol == Protocol.V2 && reply.samplesWritten() > 0;
  }
}
