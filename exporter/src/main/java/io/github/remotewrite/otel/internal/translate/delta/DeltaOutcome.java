/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

/** What became of a delta. */
public enum DeltaOutcome {
  /** It is part of its series' total now. */
  ADDED,
  /** Its series is a new one, and the metric has as many as it may have. */
  LIMIT,
  /** It ends no later than what was added before: a repetition, which would count twice. */
  OLD,
  /**
   * Its numbers break the rules of its type: negative counts, lists of the wrong length, NaN, a
   * negative addend of a monotonic sum, buckets beyond the range of doubles, or a scale below -4,
   * the lowest that Prometheus has.
   */
  BROKEN
}
