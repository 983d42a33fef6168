/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;
import java.util.List;

/** Reads every value of every point once, and does nothing with it: no exporter can do less. */
final class BareReading {
  private BareReading() {}

  static double read(Collection<MetricData> metrics) {
    double sum = 0;
    for (MetricData metric : metrics) {
      switch (metric.getType()) {
        case LONG_SUM -> {
          for (LongPointData point : metric.getLongSumData().getPoints()) {
            sum += point.getEpochNanos() + point.getValue();
          }
        }
        case DOUBLE_GAUGE -> {
          for (DoublePointData point : metric.getDoubleGaugeData().getPoints()) {
            sum += point.getEpochNanos() + point.getValue();
          }
        }
        case HISTOGRAM -> {
          for (HistogramPointData point : metric.getHistogramData().getPoints()) {
            sum += point.getEpochNanos() + point.getCount() + point.getSum();
            sum += read(point.getCounts());
          }
        }
        case EXPONENTIAL_HISTOGRAM -> {
          for (ExponentialHistogramPointData point :
              metric.getExponentialHistogramData().getPoints()) {
            sum += point.getEpochNanos() + point.getScale() + point.getZeroCount();
            sum += point.getCount() + point.getSum();
            sum += read(point.getPositiveBuckets()) + read(point.getNegativeBuckets());
          }
        }
        default -> throw new IllegalStateException("unexpected data: type=" + metric.getType());
      }
    }
    return sum;
  }

  private static long read(ExponentialHistogramBuckets buckets) {
    return buckets.getOffset() + read(buckets.getBucketCounts());
  }

  private static long read(List<Long> counts) {
    long sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }
}
