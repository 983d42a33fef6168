/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.util.HashSet;
import java.util.List;

/**
 * Series that belong to one data point and so travel in one request: the buckets, the sum and the
 * count of a histogram.
 *
 * <p>A receiver that stored half of them would compute wrong quantiles. Immutable.
 */
public final class SeriesGroup {
  private final List<Series> series;
  private final int encodedLabelsLength;

  private SeriesGroup(List<Series> series) {
    this.series = List.copyOf(series);
    if (this.series.isEmpty()) {
      throw new IllegalArgumentException("a group must have at least one series: size=0");
    }
    if (new HashSet<>(this.series).size() < this.series.size()) {
      throw new IllegalArgumentException("the series of a group must differ: series=" + series);
    }
    int length = 0;
    for (Series one : this.series) {
      length += one.labels().encodedLength();
    }
    encodedLabelsLength = length;
  }

  /**
   * Returns a group of these series.
   *
   * @throws IllegalArgumentException if there is none, or one stands twice
   */
  public static SeriesGroup of(List<Series> series) {
    return new SeriesGroup(series);
  }

  /** Returns the series in the order in which their values are written. */
  public List<Series> series() {
    return series;
  }

  /** Returns the sum of the {@link Labels#encodedLength() encoded lengths} of all labels. */
  public int encodedLabelsLength() {
    return encodedLabelsLength;
  }

  @Override
  public String toString() {
    return series.toString();
  }
}
