/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.util.Arrays;
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
    int[] hashes = new int[this.series.size()];
    int length = 0;
    for (int i = 0; i < hashes.length; i++) {
      Labels labels = this.series.get(i).labels();
      hashes[i] = labels.hashCode();
      length += labels.encodedLength();
    }
    if (!differ(hashes) && new HashSet<>(this.series).size() < hashes.length) {
      throw new IllegalArgumentException("the series of a group must differ: series=" + series);
    }
    encodedLabelsLength = length;
  }

  /** Returns whether all of them differ for certain. Sorting is cheaper than a set. */
  private static boolean differ(int[] hashes) {
    Arrays.sort(hashes);
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i - 1] == hashes[i]) {
        return false;
      }
    }
    return true;
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

  /**
   * Returns whether the same tells the series of both groups apart: they were made by one {@link
   * SiblingSeries}, stand in the same order, and the labels that they have in common are as many
   * before, between and after those of their own. A single series may as well be any other.
   */
  public boolean isToldApartAs(SeriesGroup other) {
    Labels first = series.get(0).labels();
    Labels otherFirst = other.series.get(0).labels();
    if (series.size() != other.series.size() || !first.hasSamePlacesAs(otherFirst)) {
      return false;
    }
    for (int i = 0; i < series.size(); i++) {
      Labels labels = series.get(i).labels();
      Labels otherLabels = other.series.get(i).labels();
      if (!labels.isSameSiblingAs(otherLabels)
          || !labels.isSiblingOf(first)
          || !otherLabels.isSiblingOf(otherFirst)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return series.toString();
  }
}
