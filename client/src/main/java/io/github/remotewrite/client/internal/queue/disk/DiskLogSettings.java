/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import io.github.remotewrite.client.FsyncPolicy;
import java.time.Duration;

/**
 * The bounds of a queue on disk.
 *
 * @param maxBytes how much of the disk all files of the directory take at most
 * @param fsyncInterval how long a record stays unforced at most; only read for {@link
 *     FsyncPolicy#INTERVAL}
 */
public record DiskLogSettings(long maxBytes, FsyncPolicy fsync, Duration fsyncInterval) {
  private static final long LARGEST_SEGMENT_BYTES = 8 << 20;

  /** A full queue drops a whole segment, so a segment is this part of it at most. */
  private static final int SEGMENTS = 8;

  public DiskLogSettings {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("maxBytes must be positive: maxBytes=" + maxBytes);
    }
    if (fsyncInterval.isNegative()) {
      throw new IllegalArgumentException(
          "fsyncInterval must not be negative: fsyncInterval=" + fsyncInterval);
    }
  }

  /**
   * Returns how large a segment becomes before the next is begun; one huge record may exceed it.
   */
  long segmentBytes() {
    return Math.min(LARGEST_SEGMENT_BYTES, maxBytes / SEGMENTS);
  }

  /** Returns whether anything is forced at all. */
  boolean forces() {
    return fsync != FsyncPolicy.NEVER;
  }
}
