/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Arrays;
import java.util.List;

/**
 * An exponential histogram as a bridge from another library may hand it over: negative values,
 * which the SDK doesn't record, any scale, and more buckets than the SDK has.
 */
record BridgedHistogram(
    String name,
    int scale,
    Observations observed,
    List<DoubleExemplarData> exemplars,
    FakeClock clock) {
  BridgedHistogram(String name, int scale, Observations observed, FakeClock clock) {
    this(name, scale, observed, List.of(), clock);
  }

  MetricData collect(Resource resource) {
    ExponentialHistogramPointData point =
        ExponentialHistogramPointData.create(
            scale,
            observed.sum(),
            observed.count() - observed.magnitudes(1).count() - observed.magnitudes(-1).count(),
            /* hasMin= */ false,
            0,
            /* hasMax= */ false,
            0,
            buckets(1),
            buckets(-1),
            clock.now(),
            clock.now(),
            Attributes.empty(),
            exemplars);
    return ImmutableMetricData.createExponentialHistogram(
        resource,
        InstrumentationScopeInfo.create("bridge"),
        name,
        "",
        "",
        ExponentialHistogramData.create(AggregationTemporality.CUMULATIVE, List.of(point)));
  }

  private ExponentialHistogramBuckets buckets(int sign) {
    // OpenTelemetry numbers a bucket by its lower bound.
    long[] indexes =
        observed
            .magnitudes(sign)
            .mapToLong(magnitude -> Observations.index(magnitude, scale) - 1)
            .sorted()
            .toArray();
    if (indexes.length == 0) {
      return ExponentialHistogramBuckets.create(scale, 0, List.of());
    }
    long offset = indexes[0];
    long[] counts = new long[Math.toIntExact(indexes[indexes.length - 1] - offset + 1)];
    for (long index : indexes) {
      counts[(int) (index - offset)]++;
    }
    return ExponentialHistogramBuckets.create(
        scale, Math.toIntExact(offset), Arrays.stream(counts).boxed().toList());
  }
}
