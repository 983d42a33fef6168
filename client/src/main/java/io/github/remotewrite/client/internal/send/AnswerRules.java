/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.encode.Protocol;

/**
 * The meaning of answers (1.0, "Retries &amp; Backoff"; 2.0, "Responses"): the only place that
 * knows status codes.
 *
 * <p>Error texts are not interpreted, as both versions demand.
 */
final class AnswerRules {
  private AnswerRules() {}

  /**
   * Returns what a reply means by itself.
   *
   * @param protocol the version of the request that it is for
   */
  static Outcome outcome(Reply reply, Protocol protocol) {
    if (reply instanceof Reply.None none) {
      return none.retryable()
          ? new Outcome.Unavailable(none.failure(), 0, 0, false)
          : new Outcome.Refused(none.failure(), false);
    }
    Reply.Answer answer = (Reply.Answer) reply;
    return answer.isSuccess() ? success(answer, protocol) : refusal(answer, protocol);
  }

  private static Outcome success(Reply.Answer answer, Protocol protocol) {
    if (answer.content() == Reply.Content.PAGE) {
      return new Outcome.Unknown(answer.failure());
    }
    if (protocol == Protocol.V1) {
      return new Outcome.Written(-1);
    }
    // A receiver of 1.0 finds an empty request of its own in one of 2.0, and accepts it.
    String unproven = "status=" + answer.status() + " without Written headers";
    return answer.samplesWritten() >= 0
        ? new Outcome.Written(answer.samplesWritten())
        : new Outcome.OtherVersion(
            new Outcome.Failure(unproven, null), answer.content() != Reply.Content.UNREAD);
  }

  private static Outcome refusal(Reply.Answer answer, Protocol protocol) {
    int status = answer.status();
    Outcome.Failure failure = answer.failure();
    // A receiver that counts what it wrote has understood the version. 1.0 has no such counts.
    long reported = protocol == Protocol.V2 ? answer.samplesWritten() : -1;
    boolean counted = reported >= 0;
    return switch (status) {
      case 400, 422 -> new Outcome.RefusedInPart(failure, reported, !counted);
      // Thanos' 400, which it gives to data alone.
      case 409 -> new Outcome.RefusedInPart(failure, reported, false);
      case 403, 404, 405, 406, 415 -> new Outcome.Refused(failure, !counted);
      // A server that gave up waiting for a request on a connection that it had kept open: it has
      // read nothing of this one (RFC 9110, 15.5.9).
      case 408 ->
          answer.connectionReused()
              ? new Outcome.Unavailable(failure, status, 0, false)
              : new Outcome.Refused(failure, false);
      case 413 -> new Outcome.TooLarge(failure);
      case 429 -> new Outcome.Throttled(failure, answer.retryAfterNanos());
      case 500, 501 -> new Outcome.Unavailable(failure, status, answer.retryAfterNanos(), !counted);
      default ->
          status > 501 && status < 600
              ? new Outcome.Unavailable(failure, status, answer.retryAfterNanos(), false)
              : new Outcome.Refused(failure, false);
    };
  }
}
