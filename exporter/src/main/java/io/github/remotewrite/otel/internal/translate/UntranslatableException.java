/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.DataPointDropReason;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.time.Duration;

/** A data point that has no translation. Never leaves the translation. */
final class UntranslatableException extends Exception {
  private static final long serialVersionUID = 1;

  private final DataPointDropReason reason;
  private final String detail;

  private UntranslatableException(DataPointDropReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  static UntranslatableException attributeKey(String key) {
    return new UntranslatableException(
        DataPointDropReason.ATTRIBUTE_KEY, "no label can be made of an attribute: key=" + key);
  }

  static UntranslatableException metricName() {
    return new UntranslatableException(
        DataPointDropReason.METRIC_NAME, "its name has no letter and no digit");
  }

  static UntranslatableException ahead(long millis) {
    return new UntranslatableException(
        DataPointDropReason.TIMESTAMP,
        "its time is ahead of this machine's clock: ahead=" + Duration.ofMillis(millis));
  }

  static UntranslatableException withoutTime() {
    return new UntranslatableException(
        DataPointDropReason.TIMESTAMP, "its time is not set, or not after 1970");
  }

  static UntranslatableException refused(DataPointDropReason reason, PointData point) {
    String detail =
        reason == DataPointDropReason.DUPLICATE_SERIES
            ? "another point has its series"
            : "it is not later than the one before it";
    return new UntranslatableException(reason, detail + ": attributes=" + point.getAttributes());
  }

  static UntranslatableException delta(String detail) {
    return new UntranslatableException(DataPointDropReason.DELTA_TEMPORALITY, detail);
  }

  static UntranslatableException scale(int scale) {
    return new UntranslatableException(
        DataPointDropReason.SCALE,
        "no native histogram is so coarse: scale=" + scale + ", lowest=-4");
  }

  static UntranslatableException broken(String rule) {
    return new UntranslatableException(DataPointDropReason.ERROR, rule);
  }

  DataPointDropReason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
