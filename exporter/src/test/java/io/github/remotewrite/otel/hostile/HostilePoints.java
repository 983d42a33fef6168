/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import java.util.List;

/** Points of producers that don't keep the rules the SDK's own classes enforce. */
final class HostilePoints {
  private HostilePoints() {}

  record Histogram(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      double getSum,
      long getCount,
      List<Double> getBoundaries,
      List<Long> getCounts,
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
  }

  record Exponential(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      int getScale,
      double getSum,
      long getCount,
      long getZeroCount,
      ExponentialHistogramBuckets getPositiveBuckets,
      ExponentialHistogramBuckets getNegativeBuckets,
      List<DoubleExemplarData> getExemplars)
      implements ExponentialHistogramPointData {
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
  }

  record Buckets(int getScale, int getOffset, List<Long> getBucketCounts, long getTotalCount)
      implements ExponentialHistogramBuckets {}

  record Summary(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      long getCount,
      double getSum,
      List<ValueAtQuantile> getValues)
      implements SummaryPointData {
    @Override
    public List<DoubleExemplarData> getExemplars() {
      return List.of();
    }
  }
}
