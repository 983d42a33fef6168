/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.receiver.Answer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code batching_test.go}. */
class BatchingIT extends ComplianceFixture {
  /** multiple_series_per_request, efficient_symbol_reuse, metadata_batching. */
  @Test
  void aCollectionIsOneRequest() {
    export(Feed.gauge("a", 1), Feed.gauge("b", 1), Feed.counter("c", "help", "", 1));

    assertThat(message().getTimeseriesCount()).isEqualTo(3);
    assertThat(message().getSymbolsList()).doesNotHaveDuplicates();
  }

  /** batch_size_reasonable, handles_varying_cardinality: every request keeps its bound. */
  @ParameterizedTest
  @ValueSource(ints = {1, 9_999, 10_000, 10_001, 12_000})
  void noRequestHasMoreThan10000Samples(int points) {
    export(
        IntStream.range(0, points)
            .mapToObj(i -> Feed.gauge("g", i, Attributes.of(stringKey("i"), "" + i)))
            .toArray(MetricData[]::new));

    assertThat(receiver.requests())
        .hasSize((points + 9_999) / 10_000)
        .allMatch(request -> request.series().size() <= 10_000);
    assertThat(receiver.series("g")).hasSize(points);
  }

  /** TestConcurrentRequests; there are none, which keeps series in order. */
  @Test
  void oneRequestIsInFlight() {
    receiver.answerNext(Answer.status(503));
    try (PrometheusRemoteWriteMetricExporter exporter = exporter().build()) {
      exporter.export(List.of(Feed.gauge("a", 1)));
      exporter.export(List.of(Feed.gauge("b", 1)));
      exporter.flush().join(30, TimeUnit.SECONDS);
    }

    assertThat(receiver.requests())
        .extracting(request -> request.series().get(0).metricName())
        .containsExactly("a", "a", "b");
  }
}
