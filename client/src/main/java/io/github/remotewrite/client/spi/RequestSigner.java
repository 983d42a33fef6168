/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.spi;

import java.io.IOException;
import java.util.Map;

/**
 * Proves to a receiver, attempt by attempt, who the sender is.
 *
 * <p>Asked on the thread that sends: while it works, nothing else is sent to this receiver, so it
 * may fetch a token but has to bound how long that takes. Several threads may ask at once. One
 * signer may serve several senders, and none of them closes it.
 *
 * <p>The messages of its exceptions go to the log, so they must not have credentials.
 */
@FunctionalInterface
public interface RequestSigner {
  /**
   * Returns the headers that this attempt needs besides those it has. They replace headers of the
   * same name. Reserved ones and values that can't stand in a header are refused.
   *
   * @throws IOException if it can't be signed now; the attempt counts as failed and is made again,
   *     as after any {@link RuntimeException}
   * @throws InterruptedException if the sender was closed
   */
  Map<String, String> sign(UnsignedRequest request) throws IOException, InterruptedException;

  /**
   * Learns how a receiver answered an attempt, and returns whether it is worth signing and sending
   * it again at once: because a fresh token can be had, or the clock's error is known now. That
   * happens once at most, then the answer counts. By default, it is not worth it.
   *
   * @param signed the very map that {@link #sign} returned for this attempt
   */
  default boolean shouldSignAgain(Map<String, String> signed, ReceiverAnswer answer) {
    return false;
  }
}
