/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.receiver.StoredSample;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code samples_test.go}. */
class SamplesIT extends ComplianceFixture {
  /**
   * float_value_encoding, zero_value_encoding, negative_value_encoding, large_float_values,
   * small_float_values, scientific_notation, precision_preservation, positive_infinity_encoding,
   * negative_infinity_encoding; every bit.
   */
  @ParameterizedTest
  @ValueSource(
      doubles = {
        123.45,
        0.0,
        -0.0,
        -15.5,
        1.797e308,
        2.2e-308,
        Double.MIN_VALUE,
        1.23e-4,
        0.123456789012345,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void valueKeepsEveryBit(double value) {
    export(Feed.gauge("test_metric", value));

    assertThat(Double.doubleToRawLongBits(sample("test_metric").value()))
        .isEqualTo(Double.doubleToRawLongBits(value));
  }

  /** integer_value_encoding; beyond 2^53 as the nearest double. */
  @ParameterizedTest
  @ValueSource(longs = {42, 0, Long.MAX_VALUE, (1L << 53) + 1})
  void wholeNumberIsTheNearestDouble(long value) {
    export(Feed.longCounter("test_counter", value));

    assertThat(sample("test_counter_total").value()).isEqualTo((double) value);
  }

  /** nan_encoding; Prometheus' own NaN, and never the one that ends a series. */
  @ParameterizedTest
  @ValueSource(longs = {0x7ff8000000000000L, 0x7ff0000000000002L, 0xfff8000000000000L})
  void nanIsTheOrdinaryOne(long bits) {
    export(Feed.gauge("test_metric", Double.longBitsToDouble(bits)));

    assertThat(Double.doubleToRawLongBits(sample("test_metric").value()))
        .isEqualTo(0x7ff8000000000001L);
  }

  /** timestamp_milliseconds_format, timestamp_recent. */
  @Test
  void timestampIsThatOfThePointInMilliseconds() {
    export(Feed.gauge("test_metric", 42));

    assertThat(sample("test_metric").timestampMillis()).isEqualTo(Feed.MILLIS);
  }

  /** multiple_samples_same_series, TestSampleOrdering; the older one would be refused. */
  @Test
  void samplesOfASeriesAreInOrder() {
    try (PrometheusRemoteWriteMetricExporter exporter = exporter().build()) {
      for (int second : List.of(0, 2, 1, 3)) {
        long nanos = Feed.NANOS + TimeUnit.SECONDS.toNanos(second);
        exporter
            .export(List.of(Feed.gaugeAt("metric_a", nanos, second, Attributes.empty())))
            .join(30, TimeUnit.SECONDS);
      }
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(series("metric_a").samples())
        .extracting(StoredSample::value)
        .containsExactly(0.0, 2.0, 3.0);
  }

  /** job_instance_labels_present. */
  @Test
  void jobAndInstanceComeFromTheResource() {
    export(Feed.gauge("test_metric", 42));

    assertThat(series("test_metric").labels())
        .isEqualTo(Map.of("__name__", "test_metric", "job", "test", "instance", "i1"));
  }
}
