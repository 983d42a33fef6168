/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.ClassicRepeats;
import org.jspecify.annotations.Nullable;

/** How one attempt to deliver a request ended, or all of them. */
public sealed interface Outcome {
  /**
   * The receiver accepted the request.
   *
   * @param reported how many samples it says it wrote; -1 if it doesn't say, as with 1.0
   */
  record Written(long reported) implements Outcome {}

  /** The receiver took a request of 2.0 for something else; nothing of it was written. */
  record NotUnderstood(Failure failure) implements Outcome {}

  /**
   * Another attempt may succeed.
   *
   * @param status the answer's status; 0 if there was none
   * @param retryAfterNanos how long the receiver asked to wait, or 0 if it did not say
   */
  record Retryable(Failure failure, int status, long retryAfterNanos) implements Outcome {}

  /**
   * No attempt will succeed.
   *
   * @param status the answer's status; 0 if there was none
   * @param reported how many samples the receiver says it wrote all the same; -1 if it doesn't say
   */
  record Permanent(Failure failure, int status, long reported) implements Outcome {}

  /**
   * The receiver answered 500 again and again, and the reason may be the request: see {@link
   * Trial}.
   */
  record Stuck(Failure failure) implements Outcome {}

  /**
   * There is no attempt left.
   *
   * @param reason which bound was reached
   */
  record GivenUp(Failure failure, DropReason reason) implements Outcome {}

  /**
   * What went wrong, for the log.
   *
   * @param text what happened, in words and as {@code name=value}; free of credentials
   */
  record Failure(String text, @Nullable Throwable cause) {
    /** Returns that series became one in 1.0. */
    public static Failure repeated(ClassicRepeats repeats) {
      return new Failure("series=" + repeats.firstSeries(), null);
    }
  }
}
