/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import io.github.remotewrite.it.backend.StoredSample;
import io.github.remotewrite.it.backend.StoredSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The series of one export as a receiver should give them back. */
final class ExpectedSeries {
  private final Map<String, String> resourceLabels;
  private final Map<String, String> scopeLabels;
  private final long timestampMillis;
  private final List<StoredSeries> series = new ArrayList<>();

  /**
   * @param resourceLabels stand on every series
   * @param scopeLabels stand on every series but {@code target_info}
   */
  ExpectedSeries(
      Map<String, String> resourceLabels, Map<String, String> scopeLabels, long timestampMillis) {
    this.resourceLabels = resourceLabels;
    this.scopeLabels = scopeLabels;
    this.timestampMillis = timestampMillis;
  }

  /**
   * Adds a series.
   *
   * @param ownLabels names and values in turn
   */
  ExpectedSeries add(String name, double value, String... ownLabels) {
    return add(scopeLabels, name, value, ownLabels);
  }

  /** Adds {@code _sum}, {@code _count} and the bucket for infinity. */
  ExpectedSeries addHistogram(String name, double sum, int count) {
    return add(name + "_sum", sum)
        .add(name + "_count", count)
        .add(name + "_bucket", count, "le", "+Inf");
  }

  /**
   * Adds all of these buckets but the one for infinity.
   *
   * @param buckets {@code le} and value of each, as in {@code "0=1 5=3"}
   */
  ExpectedSeries addBuckets(String name, String buckets) {
    for (String bucket : buckets.split(" ", -1)) {
      int separator = bucket.indexOf('=');
      double value = Double.parseDouble(bucket.substring(separator + 1));
      add(name + "_bucket", value, "le", bucket.substring(0, separator));
    }
    return this;
  }

  ExpectedSeries addTargetInfo(String... ownLabels) {
    return add(Map.of(), "target_info", 1, ownLabels);
  }

  private ExpectedSeries add(
      Map<String, String> moreLabels, String name, double value, String... ownLabels) {
    Map<String, String> labels = new HashMap<>(resourceLabels);
    labels.putAll(moreLabels);
    labels.put("__name__", name);
    for (int i = 0; i < ownLabels.length; i += 2) {
      labels.put(ownLabels[i], ownLabels[i + 1]);
    }
    series.add(
        new StoredSeries(labels, List.of(new StoredSample(timestampMillis, value)), List.of()));
    return this;
  }

  List<StoredSeries> all() {
    return List.copyOf(series);
  }
}
