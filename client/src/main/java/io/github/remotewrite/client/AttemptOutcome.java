/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

/** How one attempt to send a request ended. */
public enum AttemptOutcome {
  /** The receiver accepted the request. */
  WRITTEN,
  /** A 5xx, a 429, no answer or no connection: another attempt may succeed. */
  RETRYABLE,
  /** Any other answer: the receiver will never take this request, in this version at least. */
  PERMANENT
}
