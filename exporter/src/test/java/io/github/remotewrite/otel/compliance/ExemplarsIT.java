/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.StoredExemplar;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code exemplars_test.go}. */
class ExemplarsIT extends ComplianceFixture {
  /**
   * exemplar_with_trace_id, exemplar_with_span_id, exemplar_value_valid, exemplar_timestamp_valid,
   * exemplar_custom_labels, exemplar_labels_valid_refs, exemplar_labels_even_length.
   */
  @Test
  void exemplarHasTheSpanTheFilteredAttributesItsValueAndItsTime() {
    export(Feed.counter("c", 1, Feed.exemplar(0.5, Attributes.of(stringKey("user.id"), "7"))));

    assertThat(series("c_total").exemplars())
        .containsExactly(
            new StoredExemplar(
                Map.of(
                    "trace_id", "4bf92f3577b34da6a3ce929d0e0e4736",
                    "span_id", "00f067aa0ba902b7",
                    "user_id", "7"),
                0.5,
                Feed.MILLIS));
    assertThat(series("c_total").samples()).hasSize(1);
  }

  /** exemplar_on_histogram; on the bucket of its value alone, or on the native series. */
  @Test
  void exemplarStandsOnTheBucketOfItsValue() {
    DoubleExemplarData exemplar = Feed.exemplar(1.5, Attributes.empty());

    export(Feed.histogram("h", 1, List.of(0L, 1L, 0L), exemplar), Feed.exponential("e", exemplar));

    assertThat(receiver.series())
        .filteredOn(series -> !series.exemplars().isEmpty())
        .extracting(series -> series.labels().getOrDefault("le", series.metricName()))
        .containsExactlyInAnyOrder("2", "e");
  }

  /** multiple_exemplars_per_series; by time, then by value. */
  @Test
  void exemplarsAreInOrder() {
    export(
        Feed.counter(
            "c",
            1,
            Feed.exemplarAt(Feed.NANOS, 2, Attributes.empty()),
            Feed.exemplarAt(Feed.NANOS, 1, Attributes.empty()),
            Feed.exemplarAt(Feed.NANOS - 1_000_000_000, 3, Attributes.empty())));

    assertThat(series("c_total").exemplars())
        .extracting(StoredExemplar::value)
        .containsExactly(3.0, 1.0, 2.0);
  }

  /** Not upstream: no exemplar has more than 128 characters, and the span's ids win. */
  @Test
  void attributesThatDoNotFitAreLeftOutAndIdsWin() {
    export(
        Feed.counter("c", 1, Feed.exemplar(1, Attributes.of(stringKey("long"), "x".repeat(100)))),
        Feed.counter("d", 1, Feed.exemplar(1, Attributes.of(stringKey("trace_id"), "other"))));

    assertThat(series("c_total").exemplars().get(0).labels())
        .containsOnlyKeys("trace_id", "span_id");
    assertThat(series("d_total").exemplars().get(0).labels())
        .containsEntry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
  }
}
