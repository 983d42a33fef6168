/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.T;

import io.github.remotewrite.receiver.internal.proto.v2.BucketSpan;
import io.github.remotewrite.receiver.internal.proto.v2.Exemplar;
import io.github.remotewrite.receiver.internal.proto.v2.Histogram;
import io.github.remotewrite.receiver.internal.proto.v2.Metadata;
import io.github.remotewrite.receiver.internal.proto.v2.Metadata.MetricType;
import io.github.remotewrite.receiver.internal.proto.v2.Request;
import io.github.remotewrite.receiver.internal.proto.v2.Sample;
import io.github.remotewrite.receiver.internal.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/** One message of 2.0 that keeps every rule, for a test to break one. */
final class MessageV2 {
  private final List<String> symbols = new ArrayList<>(List.of(""));
  private final List<TimeSeries> series = new ArrayList<>();

  static MessageV2 up() {
    MessageV2 message = new MessageV2();
    return message.add(message.gauge("__name__", "up").addSamples(sample(T, 1)));
  }

  /** Returns the index of a symbol, which is added if need be. */
  int ref(String symbol) {
    int index = symbols.indexOf(symbol);
    if (index < 0) {
      symbols.add(symbol);
      return symbols.size() - 1;
    }
    return index;
  }

  TimeSeries.Builder gauge(String... namesAndValues) {
    return series(MetricType.METRIC_TYPE_GAUGE, namesAndValues);
  }

  TimeSeries.Builder counter(String... namesAndValues) {
    return series(MetricType.METRIC_TYPE_COUNTER, namesAndValues);
  }

  TimeSeries.Builder histogram(String... namesAndValues) {
    return series(MetricType.METRIC_TYPE_HISTOGRAM, namesAndValues);
  }

  TimeSeries.Builder series(MetricType type, String... namesAndValues) {
    return TimeSeries.newBuilder()
        .addAllLabelsRefs(refs(namesAndValues))
        .setMetadata(Metadata.newBuilder().setType(type));
  }

  Exemplar.Builder exemplar(long timestampMillis, String... namesAndValues) {
    return Exemplar.newBuilder()
        .addAllLabelsRefs(refs(namesAndValues))
        .setValue(1)
        .setTimestamp(timestampMillis);
  }

  private List<Integer> refs(String... symbols) {
    return List.of(symbols).stream().map(this::ref).toList();
  }

  MessageV2 add(TimeSeries.Builder... builders) {
    for (TimeSeries.Builder builder : builders) {
      series.add(builder.build());
    }
    return this;
  }

  Request.Builder builder() {
    return Request.newBuilder().addAllSymbols(symbols).addAllTimeseries(series);
  }

  Request build() {
    return builder().build();
  }

  static Sample sample(long timestampMillis, double value) {
    return Sample.newBuilder().setTimestamp(timestampMillis).setValue(value).build();
  }

  static Sample sample(long timestampMillis, double value, long startTimestampMillis) {
    return sample(timestampMillis, value).toBuilder()
        .setStartTimestamp(startTimestampMillis)
        .build();
  }

  /** Returns counts 2 and 3 in the buckets 1 and 2, and 1 zero. */
  static Histogram.Builder nativeHistogram() {
    return Histogram.newBuilder()
        .setTimestamp(T)
        .setCountInt(6)
        .setSum(7.5)
        .setZeroThreshold(1e-128)
        .setZeroCountInt(1)
        .addPositiveSpans(span(1, 2))
        .addAllPositiveDeltas(List.of(2L, 1L));
  }

  /** Returns counts 10, 0, 0, 20, 5, 2 in the buckets up to -2, -1, 0, 1, 2 and infinity. */
  static Histogram.Builder customHistogram() {
    return Histogram.newBuilder()
        .setTimestamp(T)
        .setSchema(-53)
        .setCountInt(37)
        .setSum(7.5)
        .addPositiveSpans(span(0, 1))
        .addPositiveSpans(span(2, 3))
        .addAllPositiveDeltas(List.of(10L, 10L, -15L, -3L))
        .addAllCustomValues(List.of(-2.0, -1.0, 0.0, 1.0, 2.0));
  }

  static BucketSpan span(int offset, int length) {
    return BucketSpan.newBuilder().setOffset(offset).setLength(length).build();
  }
}
