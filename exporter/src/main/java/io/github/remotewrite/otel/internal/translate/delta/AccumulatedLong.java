/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import java.util.List;

/** A total of whole numbers. */
final class AccumulatedLong extends AccumulatedPoint<LongPointData> implements LongPointData {
  private final boolean monotonic;
  private long value;
  private List<LongExemplarData> exemplars = List.of();

  AccumulatedLong(Attributes attributes, boolean monotonic) {
    super(attributes);
    this.monotonic = monotonic;
  }

  @Override
  Fit fit(LongPointData delta) {
    long addend = delta.getValue();
    if (monotonic && addend < 0) {
      return Fit.BROKEN;
    }
    long total = value + addend;
    // As in Math.addExact: overflow gives a sign that neither operand has.
    boolean overflows = ((value ^ total) & (addend ^ total)) < 0;
    return overflows ? Fit.BEGINS_ANEW : Fit.CONTINUES;
  }

  @Override
  void begin(LongPointData delta) {
    value = 0;
  }

  @Override
  void plus(LongPointData delta) {
    value += delta.getValue();
    exemplars = delta.getExemplars();
  }

  @Override
  LongPointData asPoint() {
    return this;
  }

  @Override
  public long getValue() {
    return value;
  }

  @Override
  public List<LongExemplarData> getExemplars() {
    return exemplars;
  }
}
