/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import org.jspecify.annotations.Nullable;

/** The delivery of a request or a part of one, whatever that takes: parts are divided further. */
interface PartDelivery {
  /** Delivers a part, and records an outcome for each of its samples, unless it is held. */
  void deliver(RequestPart part) throws InterruptedException;

  /** Sends a part until it has a final outcome; returns null if that has been recorded already. */
  @Nullable Outcome finalOutcome(RequestPart part, Trial trial) throws InterruptedException;

  /** Records a final outcome, after whatever else it takes. */
  void settle(RequestPart part, Outcome outcome) throws InterruptedException;
}
