/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import java.util.List;

/**
 * A total of doubles, added as they come. It may become infinite, as in the SDK, but never NaN,
 * which no later delta could mend.
 */
final class AccumulatedDouble extends AccumulatedPoint<DoublePointData> implements DoublePointData {
  private final boolean monotonic;
  private double value;
  private List<DoubleExemplarData> exemplars = List.of();

  AccumulatedDouble(Attributes attributes, boolean monotonic) {
    super(attributes);
    this.monotonic = monotonic;
  }

  @Override
  Fit fit(DoublePointData delta) {
    double addend = delta.getValue();
    if (Double.isNaN(addend) || (monotonic && addend < 0)) {
      return Fit.BROKEN;
    }
    return Double.isNaN(value + addend) ? Fit.BEGINS_ANEW : Fit.CONTINUES;
  }

  @Override
  void begin(DoublePointData delta) {
    value = 0;
  }

  @Override
  void plus(DoublePointData delta) {
    value += delta.getValue();
    exemplars = delta.getExemplars();
  }

  @Override
  DoublePointData asPoint() {
    return this;
  }

  @Override
  public double getValue() {
    return value;
  }

  @Override
  public List<DoubleExemplarData> getExemplars() {
    return exemplars;
  }
}
