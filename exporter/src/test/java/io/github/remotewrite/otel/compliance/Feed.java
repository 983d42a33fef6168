/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoubleExemplarData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSummaryData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSummaryPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableValueAtQuantile;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Metrics as the SDK hands them over, of this moment and under one resource without scope. */
final class Feed {
  static final Resource RESOURCE =
      Resource.create(
          Attributes.of(stringKey("service.name"), "test", stringKey("service.instance.id"), "i1"));
  static final long NANOS = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  static final long MILLIS = TimeUnit.NANOSECONDS.toMillis(NANOS);
  static final long START_NANOS = NANOS - TimeUnit.HOURS.toNanos(1);
  static final long START_MILLIS = TimeUnit.NANOSECONDS.toMillis(START_NANOS);

  private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.empty();

  private Feed() {}

  static MetricData gauge(String name, double value) {
    return gauge(name, value, Attributes.empty());
  }

  static MetricData gauge(String name, double value, Attributes attributes) {
    return gaugeAt(name, NANOS, value, attributes);
  }

  static MetricData gaugeAt(String name, long nanos, double value, Attributes attributes) {
    return ImmutableMetricData.createDoubleGauge(
        RESOURCE,
        SCOPE,
        name,
        "",
        "",
        ImmutableGaugeData.create(
            List.of(ImmutableDoublePointData.create(START_NANOS, nanos, attributes, value))));
  }

  static MetricData longCounter(String name, long value) {
    return ImmutableMetricData.createLongSum(
        RESOURCE,
        SCOPE,
        name,
        "",
        "",
        ImmutableSumData.create(
            true,
            AggregationTemporality.CUMULATIVE,
            List.of(ImmutableLongPointData.create(START_NANOS, NANOS, Attributes.empty(), value))));
  }

  static MetricData counter(String name, double value, DoubleExemplarData... exemplars) {
    return counter(name, "", "", value, exemplars);
  }

  static MetricData counter(
      String name, String help, String unit, double value, DoubleExemplarData... exemplars) {
    return counterFrom(START_NANOS, name, help, unit, value, exemplars);
  }

  static MetricData counterFrom(
      long startNanos,
      String name,
      String help,
      String unit,
      double value,
      DoubleExemplarData... exemplars) {
    return ImmutableMetricData.createDoubleSum(
        RESOURCE,
        SCOPE,
        name,
        help,
        unit,
        ImmutableSumData.create(
            true,
            AggregationTemporality.CUMULATIVE,
            List.of(
                ImmutableDoublePointData.create(
                    startNanos, NANOS, Attributes.empty(), value, List.of(exemplars)))));
  }

  /** Returns a histogram of bounds 1 and 2 with these counts. */
  static MetricData histogram(
      String name, double sum, List<Long> counts, DoubleExemplarData... exemplars) {
    return ImmutableMetricData.createDoubleHistogram(
        RESOURCE,
        SCOPE,
        name,
        "what it measures",
        "s",
        ImmutableHistogramData.create(
            AggregationTemporality.CUMULATIVE,
            List.of(
                ImmutableHistogramPointData.create(
                    START_NANOS,
                    NANOS,
                    Attributes.empty(),
                    sum,
                    false,
                    0,
                    false,
                    0,
                    List.of(1.0, 2.0),
                    counts,
                    List.of(exemplars)))));
  }

  /** Returns an exponential histogram of scale 3 with a zero and buckets on both sides. */
  static MetricData exponential(String name, DoubleExemplarData... exemplars) {
    return ImmutableMetricData.createExponentialHistogram(
        RESOURCE,
        SCOPE,
        name,
        "",
        "",
        ImmutableExponentialHistogramData.create(
            AggregationTemporality.CUMULATIVE,
            List.of(
                ImmutableExponentialHistogramPointData.create(
                    3,
                    100.5,
                    1,
                    false,
                    0,
                    false,
                    0,
                    ImmutableExponentialHistogramBuckets.create(
                        3, 3, List.of(10L, 0L, 0L, 20L, 5L, 2L)),
                    ImmutableExponentialHistogramBuckets.create(3, -1, List.of(3L)),
                    START_NANOS,
                    NANOS,
                    Attributes.empty(),
                    List.of(exemplars)))));
  }

  static MetricData summary(String name) {
    return ImmutableMetricData.createDoubleSummary(
        RESOURCE,
        SCOPE,
        name,
        "",
        "",
        ImmutableSummaryData.create(
            List.of(
                ImmutableSummaryPointData.create(
                    START_NANOS,
                    NANOS,
                    Attributes.empty(),
                    5,
                    12.5,
                    List.of(
                        ImmutableValueAtQuantile.create(0.5, 2),
                        ImmutableValueAtQuantile.create(0.99, 4))))));
  }

  static DoubleExemplarData exemplar(double value, Attributes filtered) {
    return exemplarAt(NANOS, value, filtered);
  }

  static DoubleExemplarData exemplarAt(long nanos, double value, Attributes filtered) {
    SpanContext span =
        SpanContext.create(
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    return ImmutableDoubleExemplarData.create(filtered, nanos, span, value);
  }
}
