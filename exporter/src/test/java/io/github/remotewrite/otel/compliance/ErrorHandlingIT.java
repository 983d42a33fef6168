/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.github.remotewrite.receiver.Answer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code error_handling_test.go}: an export fails, and the next one works. */
class ErrorHandlingIT extends ComplianceFixture {
  private final PrometheusRemoteWriteMetricExporterBuilder hasty =
      exporter().setTimeout(Duration.ofMillis(300)).setRetryPolicy(null);

  /** handle_connection_refused, TestNetworkErrors/dns_resolution_failure. */
  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/", "http://no-such-host.invalid/"})
  void receiverThatIsNotThereFailsTheExport(String endpoint) {
    assertThat(export(hasty.setEndpoint(endpoint), Feed.gauge("g", 1)).isSuccess()).isFalse();
  }

  /** handle_timeout; in time. */
  @Test
  void receiverThatDoesNotAnswerFailsTheExportInTime() {
    receiver.answerNext(Answer.hang());
    long startNanos = System.nanoTime();

    assertThat(export(hasty, Feed.gauge("g", 1)).isSuccess()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(10));
  }

  /**
   * handle_malformed_response, sender_continues_after_errors, handle_invalid_status_code,
   * handle_large_error_response.
   */
  @ParameterizedTest
  @ValueSource(ints = {400, 500, 600, 999})
  void nextExportWorks(int status) {
    receiver.answerNext(Answer.status(status).withBody("x".repeat(1_000_000)));
    try (PrometheusRemoteWriteMetricExporter exporter = exporter().setRetryPolicy(null).build()) {
      CompletableResultCode first = exporter.export(List.of(Feed.gauge("a", 1)));
      assertThat(first.join(30, TimeUnit.SECONDS).isSuccess()).isFalse();
      CompletableResultCode second = exporter.export(List.of(Feed.gauge("b", 1)));
      assertThat(second.join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }

    assertThat(receiver.requests()).hasSize(2);
  }

  /** handle_partial_write, handle_empty_response: with 2.0 only, that is a failure. */
  @Test
  void successWithoutWrittenHeadersIsNotTakenForOne() {
    receiver.answerNext(Answer.status(200).withBody("ok"));

    assertThat(export(exporter(), Feed.gauge("g", 1)).isSuccess()).isFalse();
  }

  /** TestNetworkErrors/invalid_url_scheme; when the exporter is made. */
  @Test
  void badUrlIsRefusedAtOnce() {
    assertThatThrownBy(() -> exporter().setEndpoint("invalid://host"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
