/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.snappy.Likeness;

/**
 * A message that was written in full, with all that is needed to lay out a {@link RequestTemplate}
 * of it after its write.
 *
 * @param headSize how many bytes come before the series
 * @param layout what stands where, counted from {@code headSize}
 * @param likeness what of that is like what stands before it
 * @param small whether it is to be merged with others like that
 * @param timestampMillis of all its samples
 * @param write the number of the write that it was part of
 */
record WrittenRequest(
    ProtoBuffer message,
    int headSize,
    RequestLayout layout,
    Likeness likeness,
    boolean small,
    long timestampMillis,
    int write) {

  /** Returns how many bytes of memory it takes, or nearly so. */
  long memory() {
    return (long) message.capacity() + layout.memory() + likeness.memory();
  }
}
