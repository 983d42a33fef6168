/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.List;

/**
 * A total of histograms with the same bounds.
 *
 * <p>The count is that of the buckets, whatever the deltas say: producers that read one after the
 * other may have them apart by a few, and receivers refuse such a histogram.
 */
final class AccumulatedHistogram extends AccumulatedPoint<HistogramPointData>
    implements HistogramPointData {
  private final AccumulatedCounts counts = new AccumulatedCounts();
  private List<Double> bounds = List.of();
  private long count;
  private double sum;
  private List<DoubleExemplarData> exemplars = List.of();

  AccumulatedHistogram(Attributes attributes) {
    super(attributes);
  }

  @Override
  Fit fit(HistogramPointData delta) {
    List<Double> deltaBounds = delta.getBoundaries();
    List<Long> deltaCounts = delta.getCounts();
    if (deltaCounts.size() - 1 != deltaBounds.size() || Double.isNaN(delta.getSum())) {
      return Fit.BROKEN;
    }
    long deltaCount = 0;
    for (int i = 0; i < deltaCounts.size(); i++) {
      long bucket = deltaCounts.get(i);
      deltaCount += bucket;
      if (bucket < 0 || deltaCount < 0) {
        return Fit.BROKEN;
      }
    }
    if (!hasBounds(deltaBounds)) {
      return areIncreasing(deltaBounds) ? Fit.BEGINS_ANEW : Fit.BROKEN;
    }
    // No bucket can overflow before the count does.
    boolean overflows = count + deltaCount < 0 || Double.isNaN(sum + delta.getSum());
    return overflows ? Fit.BEGINS_ANEW : Fit.CONTINUES;
  }

  // List.equals would cost an iterator.
  private boolean hasBounds(List<Double> other) {
    if (other.size() != bounds.size()) {
      return false;
    }
    for (int i = 0; i < bounds.size(); i++) {
      if (Double.compare(bounds.get(i), other.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean areIncreasing(List<Double> bounds) {
    for (int i = 0; i < bounds.size(); i++) {
      double bound = bounds.get(i);
      if (Double.isNaN(bound) || (i > 0 && bound <= bounds.get(i - 1))) {
        return false;
      }
    }
    return true;
  }

  @Override
  void begin(HistogramPointData delta) {
    bounds = List.copyOf(delta.getBoundaries());
    counts.reset(bounds.size() + 1);
    count = 0;
    sum = 0;
  }

  @Override
  void plus(HistogramPointData delta) {
    List<Long> deltaCounts = delta.getCounts();
    for (int i = 0; i < deltaCounts.size(); i++) {
      long bucket = deltaCounts.get(i);
      counts.plus(i, bucket);
      count += bucket;
    }
    sum += delta.getSum();
    exemplars = delta.getExemplars();
  }

  @Override
  HistogramPointData asPoint() {
    return this;
  }

  @Override
  public double getSum() {
    return sum;
  }

  @Override
  public long getCount() {
    return count;
  }

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
  public List<Double> getBoundaries() {
    return bounds;
  }

  @Override
  public List<Long> getCounts() {
    return counts;
  }

  @Override
  public List<DoubleExemplarData> getExemplars() {
    return exemplars;
  }
}
