/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoubleExemplarData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSummaryData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSummaryPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableValueAtQuantile;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Metrics as an SDK or a producer would hand them over. */
final class TestMetrics {
  static final long START_NANOS = 1_767_225_600_000_000_000L;
  static final long NANOS = 1_767_225_660_123_999_999L;
  static final long MILLIS = 1_767_225_660_123L;

  static final Resource RESOURCE =
      Resource.create(
          Attributes.builder()
              .put("service.namespace", "demo")
              .put("service.name", "shop")
              .put("service.instance.id", "one")
              .put("host.name", "h1")
              .build());
  static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("scope");

  private TestMetrics() {}

  static MetricData gauge(String name, String unit, DoublePointData... points) {
    return gauge(RESOURCE, SCOPE, name, unit, points);
  }

  static MetricData gauge(
      Resource resource,
      InstrumentationScopeInfo scope,
      String name,
      String unit,
      DoublePointData... points) {
    return ImmutableMetricData.createDoubleGauge(
        resource, scope, name, "", unit, ImmutableGaugeData.create(List.of(points)));
  }

  static MetricData sum(
      String name,
      boolean monotonic,
      AggregationTemporality temporality,
      DoublePointData... points) {
    return sum(RESOURCE, SCOPE, name, "", monotonic, temporality, points);
  }

  static MetricData sum(
      Resource resource,
      InstrumentationScopeInfo scope,
      String name,
      String unit,
      boolean monotonic,
      AggregationTemporality temporality,
      DoublePointData... points) {
    return ImmutableMetricData.createDoubleSum(
        resource,
        scope,
        name,
        "",
        unit,
        ImmutableSumData.create(monotonic, temporality, List.of(points)));
  }

  static MetricData histogram(String name, HistogramPointData... points) {
    return histogram(RESOURCE, SCOPE, name, "", AggregationTemporality.CUMULATIVE, points);
  }

  static MetricData histogram(
      Resource resource,
      InstrumentationScopeInfo scope,
      String name,
      String unit,
      AggregationTemporality temporality,
      HistogramPointData... points) {
    return ImmutableMetricData.createDoubleHistogram(
        resource,
        scope,
        name,
        "",
        unit,
        ImmutableHistogramData.create(temporality, List.of(points)));
  }

  static MetricData exponential(String name, ExponentialHistogramPointData... points) {
    return exponential(name, AggregationTemporality.CUMULATIVE, points);
  }

  static MetricData exponential(
      String name, AggregationTemporality temporality, ExponentialHistogramPointData... points) {
    return ImmutableMetricData.createExponentialHistogram(
        RESOURCE,
        SCOPE,
        name,
        "",
        "",
        ImmutableExponentialHistogramData.create(temporality, List.of(points)));
  }

  static MetricData summary(
      Resource resource,
      InstrumentationScopeInfo scope,
      String name,
      String unit,
      SummaryPointData... points) {
    return ImmutableMetricData.createDoubleSummary(
        resource, scope, name, "", unit, ImmutableSummaryData.create(List.of(points)));
  }

  static DoublePointData point(double value, Attributes attributes) {
    return ImmutableDoublePointData.create(START_NANOS, NANOS, attributes, value);
  }

  static DoublePointData point(double value, DoubleExemplarData... exemplars) {
    return ImmutableDoublePointData.create(
        START_NANOS, NANOS, Attributes.empty(), value, List.of(exemplars));
  }

  static DoublePointData point(double value) {
    return point(value, Attributes.empty());
  }

  static DoublePointData pointAt(long epochNanos, double value) {
    return ImmutableDoublePointData.create(START_NANOS, epochNanos, Attributes.empty(), value);
  }

  static DoublePointData pointAfter(long seconds, double value, Attributes attributes) {
    return ImmutableDoublePointData.create(START_NANOS, nanosAfter(seconds), attributes, value);
  }

  static DoublePointData pointAfter(long seconds, double value) {
    return pointAfter(seconds, value, Attributes.empty());
  }

  /** Returns the time so much later than that of other points. */
  static long nanosAfter(long seconds) {
    return NANOS + TimeUnit.SECONDS.toNanos(seconds);
  }

  static long millisAfter(long seconds) {
    return MILLIS + TimeUnit.SECONDS.toMillis(seconds);
  }

  static HistogramPointData histogramPoint(
      double sum, long count, List<Double> bounds, List<Long> counts, Attributes attributes) {
    return new HistogramPoint(sum, count, bounds, counts, attributes, NANOS, List.of());
  }

  static HistogramPointData at(long epochNanos, HistogramPointData point) {
    return new HistogramPoint(
        point.getSum(),
        point.getCount(),
        point.getBoundaries(),
        point.getCounts(),
        point.getAttributes(),
        epochNanos,
        point.getExemplars());
  }

  static HistogramPointData with(HistogramPointData point, DoubleExemplarData... exemplars) {
    return new HistogramPoint(
        point.getSum(),
        point.getCount(),
        point.getBoundaries(),
        point.getCounts(),
        point.getAttributes(),
        point.getEpochNanos(),
        List.of(exemplars));
  }

  static HistogramPointData histogramPoint(double[] bounds, long... counts) {
    return histogramPoint(
        1,
        Arrays.stream(counts).sum(),
        Arrays.stream(bounds).boxed().toList(),
        Arrays.stream(counts).boxed().toList(),
        Attributes.empty());
  }

  static SummaryPointData summaryPoint(
      double sum, long count, Attributes attributes, double[]... quantiles) {
    List<ValueAtQuantile> values =
        Stream.of(quantiles)
            .map(pair -> ImmutableValueAtQuantile.create(pair[0], pair[1]))
            .<ValueAtQuantile>map(value -> value)
            .toList();
    return ImmutableSummaryPointData.create(START_NANOS, NANOS, attributes, count, sum, values);
  }

  /** Returns an exemplar without a span. */
  static DoubleExemplarData exemplar(double value) {
    return exemplar(value, NANOS, SpanContext.getInvalid(), Attributes.empty());
  }

  static DoubleExemplarData exemplarAt(long epochNanos, double value) {
    return exemplar(value, epochNanos, SpanContext.getInvalid(), Attributes.empty());
  }

  static DoubleExemplarData exemplar(
      double value, long epochNanos, SpanContext span, Attributes attributes) {
    return ImmutableDoubleExemplarData.create(attributes, epochNanos, span, value);
  }

  static Attributes attributes(Map<String, String> values) {
    var builder = Attributes.builder();
    values.forEach(builder::put);
    return builder.build();
  }

  /** A point of a producer that doesn't keep the SDK's own rules, such as count = sum of counts. */
  private record HistogramPoint(
      double getSum,
      long getCount,
      List<Double> getBoundaries,
      List<Long> getCounts,
      Attributes getAttributes,
      long getEpochNanos,
      List<DoubleExemplarData> getExemplars)
      implements HistogramPointData {
    @Override
    public boolean hasMin() {
      return false;
    }

    @Override
    public double getMin() {
      return 0;
    }

    @Override
    public boolean hasMax() {
      return false;
    }

    @Override
    public double getMax() {
      return 0;
    }

    @Override
    public long getStartEpochNanos() {
      return START_NANOS;
    }
  }
}
