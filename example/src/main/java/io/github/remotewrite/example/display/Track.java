/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import io.github.remotewrite.receiver.StoredHistogram;
import io.github.remotewrite.receiver.StoredSample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest values of a series, or of all series of a histogram; the value followed is then its
 * count. Not thread-safe.
 */
final class Track {
  static final int TREND_LENGTH = 12;

  private final String metric;
  private final SortedMap<String, String> labels;
  private final Kind kind;
  private final Deque<Double> trend = new ArrayDeque<>();
  private final SortedMap<Double, Double> buckets = new TreeMap<>();
  private @Nullable StoredHistogram nativeHistogram;
  private double sum;
  private long timestampMillis;
  private double value = Double.NaN;
  private double change = Double.NaN;
  private double perSecond = Double.NaN;

  Track(String metric, SortedMap<String, String> labels, Kind kind) {
    this.metric = metric;
    this.labels = labels;
    this.kind = kind;
  }

  void add(StoredSample sample) {
    add(sample.timestampMillis(), sample.value());
  }

  void add(StoredHistogram histogram) {
    nativeHistogram = histogram;
    add(histogram.timestampMillis(), (double) histogram.count());
  }

  private void add(long newTimestampMillis, double newValue) {
    change = newValue - value;
    perSecond = change * 1e3 / (newTimestampMillis - timestampMillis);
    timestampMillis = newTimestampMillis;
    value = newValue;
    double point = kind == Kind.GAUGE ? value : perSecond;
    if (Double.isFinite(point)) {
      trend.add(point);
    }
    if (trend.size() > TREND_LENGTH) {
      trend.remove();
    }
  }

  void addBucket(double bound, double count) {
    buckets.put(bound, count);
  }

  void addSum(double newSum) {
    sum = newSum;
  }

  Row row() {
    return switch (kind) {
      case COUNTER -> new Row.Counter(metric, labels, value, perSecond, new ArrayList<>(trend));
      case GAUGE -> new Row.Gauge(metric, labels, value, change, new ArrayList<>(trend));
      case HISTOGRAM -> new Row.Histogram(metric, labels, distribution(), perSecond);
    };
  }

  private Distribution distribution() {
    return nativeHistogram == null
        ? Distribution.ofClassic(buckets, value, sum)
        : Distribution.ofNative(nativeHistogram);
  }

  enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }
}
