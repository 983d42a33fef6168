/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import io.github.remotewrite.receiver.internal.proto.v1.BucketSpan;
import io.github.remotewrite.receiver.internal.proto.v1.Exemplar;
import io.github.remotewrite.receiver.internal.proto.v1.Histogram;
import io.github.remotewrite.receiver.internal.proto.v1.Label;
import io.github.remotewrite.receiver.internal.proto.v1.Sample;
import io.github.remotewrite.receiver.internal.proto.v1.TimeSeries;
import io.github.remotewrite.receiver.internal.proto.v1.WriteRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Messages that keep every rule, for a test to break one. */
final class TestMessages {
  /** What the clock of the receiver says in every test. */
  static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

  static final long T = NOW.toEpochMilli();

  private TestMessages() {}

  static WriteRequest request(TimeSeries... series) {
    return WriteRequest.newBuilder().addAllTimeseries(List.of(series)).build();
  }

  static TimeSeries up() {
    return series("__name__", "up").addSamples(sample(T, 1)).build();
  }

  static TimeSeries.Builder series(String... namesAndValues) {
    return TimeSeries.newBuilder().addAllLabels(labels(namesAndValues));
  }

  static Sample sample(long timestampMillis, double value) {
    return Sample.newBuilder().setTimestamp(timestampMillis).setValue(value).build();
  }

  static Exemplar.Builder exemplar(long timestampMillis, String... namesAndValues) {
    return Exemplar.newBuilder()
        .addAllLabels(labels(namesAndValues))
        .setValue(1)
        .setTimestamp(timestampMillis);
  }

  /**
   * Returns the series of a classic histogram, {@code _count} first, whose {@code +Inf} is the
   * last.
   */
  static List<TimeSeries> classicHistogram(double count, String[] bounds, double[] values) {
    List<TimeSeries> histogram = new ArrayList<>();
    histogram.add(series("__name__", "h_count").addSamples(sample(T, count)).build());
    for (int i = 0; i < bounds.length; i++) {
      histogram.add(
          series("__name__", "h_bucket", "le", bounds[i]).addSamples(sample(T, values[i])).build());
    }
    return histogram;
  }

  /** Returns counts 10, 0, 0, 20, 5, 2 from bucket 4 on, 3 in bucket 0 below zero, and 1 zero. */
  static Histogram.Builder nativeHistogram() {
    return Histogram.newBuilder()
        .setTimestamp(T)
        .setSchema(3)
        .setCountInt(41)
        .setSum(100.5)
        .setZeroThreshold(1e-128)
        .setZeroCountInt(1)
        .addPositiveSpans(span(4, 1))
        .addPositiveSpans(span(2, 3))
        .addAllPositiveDeltas(List.of(10L, 10L, -15L, -3L))
        .addNegativeSpans(span(0, 1))
        .addNegativeDeltas(3);
  }

  static BucketSpan span(int offset, int length) {
    return BucketSpan.newBuilder().setOffset(offset).setLength(length).build();
  }

  private static List<Label> labels(String... namesAndValues) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.add(
          Label.newBuilder().setName(namesAndValues[i]).setValue(namesAndValues[i + 1]).build());
    }
    return labels;
  }
}
