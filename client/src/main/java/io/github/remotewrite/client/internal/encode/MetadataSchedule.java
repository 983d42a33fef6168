/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.model.Metadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which metadata to send along: each family's with its first samples, then once an interval, since
 * receivers forget it after a while.
 *
 * <p>Of two that speak of one family differently, the first wins until the interval is over. Not
 * thread-safe.
 */
public final class MetadataSchedule {
  // Beyond it everything is forgotten and sent again: names made up at run time must not fill
  // memory.
  private static final int MAX_FAMILIES = 100_000;

  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Long> sentNanos = new HashMap<>();
  private @Nullable Metadata last;

  /**
   * @param interval zero to send none at all
   */
  public MetadataSchedule(Duration interval, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Begins another write. */
  void reset() {
    last = null;
  }

  /** Returns whether to send this now, and takes it for sent. */
  @SuppressWarnings("ReferenceEquality") // A shortcut, taken for every sample.
  boolean isDue(Metadata metadata) {
    // The series of a metric follow each other and share their metadata.
    if (metadata == last || intervalNanos == 0) {
      return false;
    }
    last = metadata;
    long now = nanoTime.getAsLong();
    Long sent = sentNanos.get(metadata.familyName());
    if (sent != null && now - sent < intervalNanos) {
      return false;
    }
    if (sentNanos.size() >= MAX_FAMILIES) {
      sentNanos.clear();
    }
    sentNanos.put(metadata.familyName(), now);
    return true;
  }
}
