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

  /**
   * The receiver refused samples of the request, and maybe not all of them.
   *
   * @param reported how many samples it says it wrote all the same; -1 if it doesn't say
   * @param mayBeVersion whether it may be the version that it refused
   */
  record RefusedInPart(Failure failure, long reported, boolean mayBeVersion) implements Outcome {}

  /**
   * The receiver refused the request for something that all of its samples share.
   *
   * @param mayBeVersion whether it may be the version that it refused
   */
  record Refused(Failure failure, boolean mayBeVersion) implements Outcome {}

  /** The request is larger than the receiver takes. */
  record TooLarge(Failure failure) implements Outcome {}

  /**
   * The receiver accepted a request of 2.0 without a count of what it wrote, as one of 1.0 does.
   *
   * @param certain whether there is no count; false if the headers could not be read
   */
  record OtherVersion(Failure failure, boolean certain) implements Outcome {}

  /** The answer does not tell whether a receiver has stored the request. */
  record Unknown(Failure failure) implements Outcome {}

  /** Another attempt may succeed. */
  sealed interface Temporary extends Outcome {
    Failure failure();

    /** Returns how long the receiver asked to wait, or 0 if it did not say. */
    long retryAfterNanos();
  }

  /** The receiver wants less, or later. */
  record Throttled(Failure failure, long retryAfterNanos) implements Temporary {}

  /**
   * The receiver could not be reached, or is in trouble.
   *
   * @param status the answer's status; 0 if there was none
   * @param mayBeVersion whether the version may be what troubles it
   */
  record Unavailable(Failure failure, int status, long retryAfterNanos, boolean mayBeVersion)
      implements Temporary {}

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
