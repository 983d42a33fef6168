/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;

/**
 * Where the samples of one write go.
 *
 * <p>What is added is encoded at once, so nothing handed in is kept. Belongs to the thread and to
 * the call it was given to; using it afterwards has no defined effect.
 *
 * <p>Each series should stand in a batch once: of two samples for one series and one timestamp a
 * receiver keeps one, and some don't say so.
 */
public interface Batch {
  /**
   * Adds one sample.
   *
   * @param timestampMillis milliseconds since the epoch; the samples of a series must be added in
   *     the order of their timestamps, over all batches (1.0, "Ordering")
   * @param value any double; every NaN is sent as Prometheus' ordinary NaN
   */
  void add(Series series, long timestampMillis, double value);

  /**
   * Adds one sample for each series of a group, in one request even where that passes its limits.
   *
   * @param values a value for each series, in the group's order; values beyond are ignored, so that
   *     one array can serve groups of several sizes
   * @throws IllegalArgumentException if there are fewer values than series
   */
  void add(SeriesGroup group, long timestampMillis, double... values);
}
