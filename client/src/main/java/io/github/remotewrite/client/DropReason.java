/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

/** Why samples that were handed in were not delivered. */
public enum DropReason {
  /**
   * The receiver answered that it will never take the request: any 4xx but 429, or a redirect; or
   * it answers 500 to this request again and again while it writes others. Also an I/O error that
   * {@link EndpointOptions#setRetryableException} calls final.
   */
  REJECTED,
  /**
   * The receiver refused a request for some of its series, and the search for them ended before it
   * was known which: a bounded number of requests goes into it. The next write carries these series
   * again.
   */
  UNSEARCHED,
  /**
   * The answer does not tell whether the receiver has stored the samples: a page for a browser with
   * the status of a success, or a success of a receiver of 2.0 whose headers can't be read. Never
   * counted as written.
   */
  UNKNOWN,
  /**
   * The receiver could not be reached, or asked to come back, until the samples were older than
   * {@link EndpointOptions#setSampleAgeLimit} allows.
   */
  EXPIRED,
  /** All attempts of {@link EndpointOptions#setMaxAttempts} were made. */
  GIVEN_UP,
  /** More bytes were waiting than {@link EndpointOptions#setCapacityBytes} allows. */
  QUEUE_FULL,
  /** The queue on disk could not be written, or not be read back. */
  QUEUE_FAILED,
  /**
   * A receiver of 1.0 knows two series of one request by one name, {@code a.b} and {@code a_b}: the
   * first one was sent. With 2.0 both are.
   */
  DUPLICATE_SERIES,
  /**
   * The client was closed before the receiver had answered, and the queue was in memory; or before
   * it was known whether the receiver had refused the samples for their version.
   */
  CLOSED,
  /** The sender failed in a way it was not made for; the log has the exception. */
  ERROR
}
