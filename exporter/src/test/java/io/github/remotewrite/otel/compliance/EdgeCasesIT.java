/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.StoredSeries;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code edge_cases_test.go}. */
class EdgeCasesIT extends ComplianceFixture {
  /** empty_scrape. */
  @Test
  void nothingCollectedIsNoRequest() {
    export();

    assertThat(receiver.requests()).isEmpty();
  }

  /** huge_label_values, unicode_in_labels. */
  @Test
  void hugeValueIsKept() {
    String huge = "\u4F60\uD83D\uDE80".repeat(5_000);

    export(Feed.gauge("g", 1, Attributes.of(stringKey("huge"), huge)));

    assertThat(series("g").labels()).containsEntry("huge", huge);
  }

  /** many_timeseries, high_cardinality, TestRobustnessUnderLoad; none is missing. */
  @Test
  void thousandsOfSeriesArriveWhole() {
    export(
        IntStream.range(0, 25_000)
            .mapToObj(i -> Feed.gauge("g", i, Attributes.of(stringKey("i"), "" + i)))
            .toArray(MetricData[]::new));

    assertThat(receiver.series("g")).hasSize(25_000);
    assertThat(receiver.requests()).hasSize(3);
  }

  /** very_long_metric_name. */
  @Test
  void longNameIsKept() {
    String name = "n".repeat(757);

    export(Feed.gauge(name, 1));

    assertThat(sample(name).value()).isEqualTo(1);
  }

  /** special_float_combinations. */
  @Test
  void specialValuesTravelSideBySide() {
    export(
        Feed.gauge("nan", Double.NaN),
        Feed.gauge("inf", Double.POSITIVE_INFINITY),
        Feed.gauge("zero", 0));

    assertThat(sample("nan").value()).isNaN();
    assertThat(sample("inf").value()).isInfinite();
    assertThat(sample("zero").value()).isZero();
  }

  /** zero_timestamp, future_timestamp; no time at all is no sample, and costs no other. */
  @Test
  void pointWithoutATimeCostsNoOtherPoint() {
    export(Feed.gaugeAt("zero", 0, 1, Attributes.empty()), Feed.gauge("good", 1));

    assertThat(receiver.series()).extracting(StoredSeries::metricName).containsExactly("good");
  }

  /** metric_name_with_colons. */
  @Test
  void colonsInNamesAreKept() {
    export(Feed.gauge("job:requests:rate5m", 1));

    assertThat(sample("job:requests:rate5m").value()).isEqualTo(1);
  }

  /** stale_marker; the exact bits, a millisecond after the last sample. */
  @Test
  void seriesEndsWithAStaleMarker() {
    export(
        exporter().setStaleMarkersAtShutdownEnabled(true),
        Feed.gauge("g", 1),
        Feed.exponential("e"));

    assertThat(receiver.violations()).isEmpty();
    StoredSample marker = series("g").samples().get(1);
    assertThat(Double.doubleToRawLongBits(marker.value())).isEqualTo(0x7ff0000000000002L);
    assertThat(marker.timestampMillis()).isEqualTo(Feed.MILLIS + 1);
    assertThat(series("e").histograms().get(1).isStaleMarker()).isTrue();
  }

  /** mixed_sample_and_histogram_families. */
  @Test
  void samplesAndHistogramsAreApart() {
    export(Feed.gauge("g", 1), Feed.exponential("e"));

    assertThat(receiver.series("g").get(0).histograms()).isEmpty();
    assertThat(receiver.series("e").get(0).samples()).isEmpty();
  }
}
