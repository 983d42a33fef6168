/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

/**
 * How much waits.
 *
 * @param bytes what the directory's files take
 * @param records requests without an outcome
 * @param samples how many samples these carry
 * @param oldestMillis when the oldest of them was queued, in milliseconds since 1970; 0 if there is
 *     none. Between a removal and the next look at the log, it is that of the removed one.
 */
public record Usage(long bytes, long records, long samples, long oldestMillis) {}
