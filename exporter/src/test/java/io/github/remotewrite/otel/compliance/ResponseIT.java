/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.receiver.Answer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code response_test.go}: what the counters say after an answer. */
class ResponseIT extends ComplianceFixture {
  /**
   * ignore_response_body_on_success, handle_204_no_content, handle_200_ok, handle_large_error_body.
   */
  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void anySuccessWithWrittenHeadersIsOne(int status) {
    receiver.answerNext(
        Answer.status(status)
            .withBody(status == 204 ? "" : "error: no")
            .withHeader("X-Prometheus-Remote-Write-Samples-Written", "1"));

    assertThat(counts(1)).isEqualTo(Map.of("written", 1L, "rejected", 0L));
  }

  /** process_written_count_headers; counts of a success are never a reason to doubt it. */
  @Test
  void successThatSaysItWroteLessIsASuccess() {
    receiver.answerNext(
        Answer.status(200).withHeader("X-Prometheus-Remote-Write-Samples-Written", "1"));

    assertThat(counts(3)).isEqualTo(Map.of("written", 3L, "rejected", 0L));
  }

  /** handle_partial_write_response; what was written is counted as written. */
  @Test
  void partialWriteIsCountedByItsHeaders() {
    receiver.answerNext(
        Answer.status(400)
            .withBody("out of order")
            .withHeader("X-Prometheus-Remote-Write-Samples-Written", "2"));

    assertThat(counts(3)).isEqualTo(Map.of("written", 2L, "rejected", 1L));
  }

  /** handle_missing_written_headers; then nothing was, unless parts of it are accepted. */
  @Test
  void refusalWithoutHeadersIsOfAll() {
    receiver.answerNext(Answer.status(400), 100);

    assertThat(counts(3)).isEqualTo(Map.of("written", 0L, "rejected", 3L));
  }

  /**
   * TestContentTypeNegotiation, log_error_messages_verbatim: see FallbackIT,
   * RemoteWriteClientLogIT.
   */
  private Map<String, Long> counts(int points) {
    try (PrometheusRemoteWriteMetricExporter exporter = exporter().build()) {
      exporter
          .export(IntStream.range(0, points).mapToObj(i -> Feed.gauge("g" + i, i)).toList())
          .join(30, TimeUnit.SECONDS);
      var delivery = exporter.getStatistics().delivery();
      return Map.of(
          "written", delivery.samplesWritten(),
          "rejected", delivery.samplesDropped().getOrDefault(DropReason.REJECTED, 0L));
    }
  }
}
