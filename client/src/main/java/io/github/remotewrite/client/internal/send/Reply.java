/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

/** The facts that came back from one attempt. {@link AnswerRules} decides what they mean. */
public sealed interface Reply {
  /**
   * The receiver answered.
   *
   * @param samplesWritten how many samples the Written headers of 2.0 count, native histograms
   *     among them; -1 if there is none of these headers
   * @param connectionReused whether the connection may have carried another request before
   * @param retryAfterNanos how long the receiver asked to wait, or 0 if it did not say
   * @param detail what the log shows beside the status, as {@code name=value}; free of credentials
   */
  record Answer(
      int status,
      long samplesWritten,
      Content content,
      boolean connectionReused,
      long retryAfterNanos,
      String detail)
      implements Reply {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    Outcome.Failure failure() {
      return new Outcome.Failure(
          "status=" + status + (detail.isEmpty() ? "" : ", " + detail), null);
    }
  }

  /**
   * There was no answer.
   *
   * @param failure what happened
   * @param retryable whether another attempt may get one
   */
  record None(Outcome.Failure failure, boolean retryable) implements Reply {}

  /** The parts of an answer beside its status. */
  enum Content {
    /** Headers, and a body that the specification says to ignore or to log. */
    PLAIN,
    /** A page for a browser. */
    PAGE,
    /** Nothing that could be read, headers included. */
    UNREAD
  }
}
