/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request in a queue.
 *
 * @param queuedMillis when it was queued, in milliseconds since the epoch
 * @param owner whom its outcome is told; null if it was queued by a process that has ended
 * @param <T> what owners are
 */
public record Queued<T>(EncodedRequest request, long queuedMillis, @Nullable T owner) {}
