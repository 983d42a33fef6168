/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import org.jspecify.annotations.Nullable;

/** How one attempt to deliver a request ended. */
public sealed interface Outcome {
  /** The receiver accepted the request. */
  record Written() implements Outcome {}

  /**
   * Another attempt may succeed.
   *
   * @param retryAfterNanos how long the receiver asked to wait, or 0 if it did not say
   */
  record Retryable(Failure failure, long retryAfterNanos) implements Outcome {}

  /** No attempt will succeed. */
  record Permanent(Failure failure) implements Outcome {}

  /**
   * What went wrong, for the log.
   *
   * @param text what happened, in words and as {@code name=value}; free of credentials
   */
  record Failure(String text, @Nullable Throwable cause) {}
}
