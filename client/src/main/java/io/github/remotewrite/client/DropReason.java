/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

/** Why samples that were handed in were not delivered. */
public enum DropReason {
  /**
   * The receiver answered that it will never take the request: any 4xx but 429, or a redirect. Also
   * an I/O error that {@link RemoteWriteClientBuilder#setRetryableException} calls final.
   */
  REJECTED,
  /**
   * The receiver could not be reached, or asked to come back, until the timeout had passed or all
   * attempts were made.
   */
  TIMEOUT,
  /** More bytes were waiting than {@link RemoteWriteClientBuilder#setCapacityBytes} allows. */
  QUEUE_FULL,
  /**
   * A receiver of 1.0 knows two series of one request by one name, {@code a.b} and {@code a_b}: the
   * first one was sent. With 2.0 both are.
   */
  DUPLICATE_SERIES,
  /** The client was closed before the receiver had answered. */
  CLOSED,
  /** The sender failed in a way it was not made for; the log has the exception. */
  ERROR
}
