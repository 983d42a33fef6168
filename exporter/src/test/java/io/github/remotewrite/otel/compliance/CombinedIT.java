/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.StoredSeries;
import io.github.remotewrite.receiver.internal.proto.v2.TimeSeries;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code combined_test.go}. */
class CombinedIT extends ComplianceFixture {
  /** samples_with_metadata, samples_with_exemplars. */
  @Test
  void sampleMetadataAndExemplarTravelTogether() {
    export(Feed.counter("c", "help", "", 1, Feed.exemplar(1, Attributes.empty())));

    TimeSeries series = message().getTimeseries(0);
    assertThat(series.getSamplesCount()).isEqualTo(1);
    assertThat(series.getExemplarsCount()).isEqualTo(1);
    assertThat(series.getMetadata().getTypeValue()).isEqualTo(1);
  }

  /** histogram_with_metadata_and_exemplars. */
  @Test
  void nativeHistogramHasMetadataAndExemplars() {
    export(Feed.exponential("e", Feed.exemplar(1, Attributes.empty())));

    assertThat(series("e").exemplars()).hasSize(1);
    assertThat(series("e").metadata().orElseThrow().type())
        .isEqualTo(StoredMetadata.Type.HISTOGRAM);
  }

  /** multiple_metric_types, mixed_labels_and_metadata, real_world_scenario. */
  @Test
  void metricsOfAllTypesArriveTogether() {
    export(
        Feed.gauge("g", 1, Attributes.of(stringKey("a"), "b")),
        Feed.counter("c", "help", "s", 1),
        Feed.histogram("h", 1, List.of(1L, 0L, 0L)),
        Feed.summary("s"),
        Feed.exponential("e"));

    assertThat(receiver.series())
        .extracting(StoredSeries::metricName)
        .contains("g", "c_seconds_total", "h_seconds_count", "s", "e");
  }

  /** high_cardinality_labels. */
  @Test
  void manySeriesOfAMetricTravelInOneRequest() {
    export(
        IntStream.range(0, 100)
            .mapToObj(i -> Feed.gauge("g", i, Attributes.of(stringKey("user"), "u" + i)))
            .toArray(MetricData[]::new));

    assertThat(message().getTimeseriesCount()).isEqualTo(100);
  }

  /** complete_metric_family; all series of a point in one request, even beyond its size. */
  @Test
  void seriesOfOneHistogramStayInOneRequest() {
    export(
        exporter().setMaxSamplesPerSend(3),
        Feed.histogram("h", 1, List.of(1L, 0L, 0L)),
        Feed.histogram("i", 1, List.of(1L, 0L, 0L)));

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.requests())
        .extracting(request -> request.series().size())
        .containsExactly(5, 5);
  }
}
