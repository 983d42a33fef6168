/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.StoredSample;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code rw1_compat_test.go}, whose cases pass without looking, and those of the suite of 1.0 that
 * it took the place of, as far as they need no scraper.
 */
class Rw1CompatIT extends ComplianceFixture {
  private final PrometheusRemoteWriteMetricExporterBuilder v1 =
      exporter().setProtocol(ProtocolVersion.V1);

  /** rw1_version_header, rw1_content_type, TestRemoteWrite1Configuration; 1.0: Headers. */
  @Test
  void headersAreThoseOf1() {
    exportV1(Feed.gauge("g", 1));

    assertThat(header("X-Prometheus-Remote-Write-Version")).isEqualTo("0.1.0");
    assertThat(header("Content-Type")).isEqualTo("application/x-protobuf");
    assertThat(header("Content-Encoding")).isEqualTo("snappy");
  }

  /** rw1_samples_encoding, rw1_labels_encoding, rw1_symbol_table_not_used; 1.0: Gauge, Counter. */
  @Test
  void messageIsThatOf1() throws InvalidProtocolBufferException {
    exportV1(Feed.gauge("g", 1), Feed.counter("c", 2));

    var message =
        io.github.remotewrite.receiver.internal.proto.v1.WriteRequest.parseFrom(
            onlyRequest().message());
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    assertThat(message.getTimeseriesList())
        .extracting(series -> series.getSamples(0).getValue())
        .containsExactly(1.0, 2.0);
  }

  /** rw1_no_native_histograms; 1.0 has no place for custom buckets, so that is no choice. */
  @Test
  void customBucketsAreRefusedWith1() {
    assertThatThrownBy(() -> v1.setCustomBucketsEnabled(true).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** rw1_no_start_timestamp. */
  @Test
  void thereIsNoStart() {
    exportV1(Feed.counter("c", 2));

    assertThat(sample("c_total").startTimestampMillis()).isZero();
  }

  /** rw1_metadata_handling. */
  @Test
  void metadataStandsBesideTheSeries() {
    exportV1(Feed.counter("c", "help", "By", 2));

    assertThat(receiver.metadata())
        .containsExactly(
            new StoredMetadata(StoredMetadata.Type.COUNTER, "c_bytes_total", "help", "bytes"));
  }

  /** 1.0: Histogram; {@code le="1"}, not {@code 1.0}. */
  @Test
  void histogramIsClassic() {
    exportV1(Feed.histogram("h", 3, List.of(1L, 1L, 0L)));

    assertThat(receiver.series("h_seconds_bucket"))
        .extracting(it -> it.labels().get("le"), it -> it.samples().get(0).value())
        .containsExactly(tuple("1", 1.0), tuple("2", 2.0), tuple("+Inf", 2.0));
    assertThat(sample("h_seconds_sum").value()).isEqualTo(3);
    assertThat(sample("h_seconds_count").value()).isEqualTo(2);
  }

  /** 1.0: Summary. */
  @Test
  void summaryHasItsQuantiles() {
    exportV1(Feed.summary("s"));

    assertThat(receiver.series("s"))
        .extracting(it -> it.labels().get("quantile"), it -> it.samples().get(0).value())
        .containsExactly(tuple("0.5", 2.0), tuple("0.99", 4.0));
  }

  /** 1.0: SortedLabels, EmptyLabels. */
  @Test
  void labelsAreSortedAndNeverEmpty() {
    exportV1(
        Feed.gauge(
            "g", 1, Attributes.of(stringKey("b"), "1", stringKey("a"), "", stringKey("B"), "2")));

    assertThat(series("g").labels()).containsOnlyKeys("B", "__name__", "b", "instance", "job");
  }

  /** 1.0: Staleness. */
  @Test
  void seriesEndWithStaleMarkers() {
    export(v1.setStaleMarkersAtShutdownEnabled(true), Feed.gauge("g", 1));

    assertThat(receiver.violations()).isEmpty();
    assertThat(series("g").samples())
        .extracting(StoredSample::isStaleMarker)
        .containsExactly(false, true);
  }

  /** 1.0: Timestamp, Ordering; receivers of any speed get each series in order. */
  @Test
  void seriesStayInOrder() {
    receiver.answerNext(Answer.status(503), 3);
    try (PrometheusRemoteWriteMetricExporter exporter = v1.build()) {
      for (int second = 0; second < 10; second++) {
        long nanos = Feed.NANOS + TimeUnit.SECONDS.toNanos(second);
        exporter.export(List.of(Feed.gaugeAt("g", nanos, second, Attributes.empty())));
      }
      exporter.flush().join(30, TimeUnit.SECONDS);
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(series("g").samples()).hasSize(10);
  }

  /** 1.0: Retries500, Retries400. */
  @ParameterizedTest
  @ValueSource(ints = {500, 400})
  void rejectedSampleArrivesLaterAfter500Only(int status) {
    receiver.answerNext(Answer.status(status));

    export(v1, Feed.gauge("g", 1));

    assertThat(receiver.series("g")).hasSize(status == 500 ? 1 : 0);
  }

  private void exportV1(MetricData... metrics) {
    assertThat(export(v1, metrics).isSuccess()).isTrue();
    assertThat(receiver.violations()).isEmpty();
  }
}
