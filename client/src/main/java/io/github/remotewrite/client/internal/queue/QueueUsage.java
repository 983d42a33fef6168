/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

/**
 * What a queue holds.
 *
 * @param samples how many samples have no outcome yet, those in flight among them
 * @param bytes bytes of their compressed requests, on disk with what surrounds them
 * @param oldestMillis when the oldest of these requests was queued, in milliseconds since the
 *     epoch; {@link Long#MAX_VALUE} if there is none
 */
public record QueueUsage(long samples, long bytes, long oldestMillis) {
  /** An empty queue. */
  public static final QueueUsage NOTHING = new QueueUsage(0, 0, Long.MAX_VALUE);
}
