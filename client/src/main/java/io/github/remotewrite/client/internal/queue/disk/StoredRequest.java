/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import io.github.remotewrite.client.internal.encode.EncodedRequest;

/**
 * A request as it is kept on disk.
 *
 * @param queuedMillis when it was queued, in milliseconds since 1970
 */
public record StoredRequest(EncodedRequest request, long queuedMillis) {}
