/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.encode.EncodedRequest;

/** Carries one request to the receiver, once. */
@FunctionalInterface
public interface Transport {
  /**
   * Sends a request and waits for the answer.
   *
   * @param attempt 0 for the first attempt of this request
   * @param timeoutNanos how long to wait at most; the attempt then has no answer
   * @throws InterruptedException if the sender was closed; the attempt is given up
   */
  Reply attempt(EncodedRequest request, int attempt, long timeoutNanos) throws InterruptedException;
}
