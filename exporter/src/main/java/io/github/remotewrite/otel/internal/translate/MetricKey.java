/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import org.jspecify.annotations.Nullable;

/**
 * What tells one metric of a resource from another, and all that its names depend on.
 *
 * @param monotonic whether it is a sum that only grows
 */
record MetricKey(
    InstrumentationScopeInfo scope,
    String name,
    String unit,
    MetricDataType type,
    boolean monotonic) {
  static MetricKey of(MetricData metric, boolean monotonic) {
    return new MetricKey(
        metric.getInstrumentationScopeInfo(),
        metric.getName(),
        metric.getUnit(),
        metric.getType(),
        monotonic);
  }

  // Written out, as the methods that every record has are made when they are first called, which
  // takes a JVM that has just started some 20 ms.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MetricKey that
        && monotonic == that.monotonic
        && type == that.type
        && name.equals(that.name)
        && unit.equals(that.unit)
        && scope.equals(that.scope);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + unit.hashCode()) + scope.hashCode();
  }
}
