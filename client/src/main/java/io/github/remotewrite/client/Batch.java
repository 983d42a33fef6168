/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;

/**
 * Where the samples of one write go.
 *
 * <p>What is added is encoded at once, so nothing handed in is kept. Belongs to the thread and to
 * the call it was given to; using it afterwards has no defined effect.
 *
 * <p>Each series should stand in a batch once: of two samples for one series and one timestamp a
 * receiver keeps one, and some don't say so. The samples of a series must be added in the order of
 * their timestamps, over all batches (1.0, "Ordering").
 */
public interface Batch {
  /**
   * Adds one sample.
   *
   * @param timestampMillis milliseconds since the epoch
   * @param value any double; every NaN is sent as Prometheus' ordinary NaN
   */
  void add(Series series, long timestampMillis, double value);

  /**
   * Adds one sample for each series of a group, in one request even where that passes its limits.
   *
   * @param samples a value for each series, in the group's order
   */
  void add(SeriesGroup group, SampleBuffer samples);

  /** Adds one native histogram. */
  void add(Series series, HistogramBuffer histogram);

  /**
   * Says of every series of a group that it has ended (1.0, "Stale Markers"): queries then don't
   * show its last value for another five minutes.
   *
   * @param timestampMillis later than the last sample
   */
  void addStaleMarkers(SeriesGroup group, long timestampMillis);
}
