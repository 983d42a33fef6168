/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.Behavior;
import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.StoredSample;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fallback_test.go}, whose receiver never sends the 415 it means to. */
class FallbackIT extends ComplianceFixture {
  /**
   * fallback_on_415_unsupported_media_type, retry_with_different_version, fallback_header_changes,
   * accept_success_after_fallback, persistent_fallback_choice; on a success without Written
   * headers, too.
   */
  @ParameterizedTest
  @ValueSource(ints = {415, 400, 204})
  void receiverOf1GetsTheSameDataAgainAs1AndAllThatFollows(int status) {
    receiver.setBehaviors(
        status == 204 ? Behavior.swallowingV2() : Behavior.refusing(Protocol.V2, status));
    try (PrometheusRemoteWriteMetricExporter exporter =
        exporter().setProtocol(ProtocolVersion.AUTO).build()) {
      for (int second = 0; second < 3; second++) {
        long nanos = Feed.NANOS + TimeUnit.SECONDS.toNanos(second);
        CompletableResultCode result =
            exporter.export(List.of(Feed.gaugeAt("g", nanos, second, Attributes.empty())));
        assertThat(result.join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      }
      assertThat(exporter.getProtocol()).isEqualTo(ProtocolVersion.V1);
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.requests())
        .extracting(
            ReceivedRequest::protocol,
            request -> value(request, "X-Prometheus-Remote-Write-Version"),
            request -> value(request, "Content-Type"))
        .containsExactly(
            tuple(
                Protocol.V2,
                "2.0.0",
                "application/x-protobuf;proto=io.prometheus.write.v2.Request"),
            tuple(Protocol.V1, "0.1.0", "application/x-protobuf"),
            tuple(Protocol.V1, "0.1.0", "application/x-protobuf"),
            tuple(Protocol.V1, "0.1.0", "application/x-protobuf"));
    assertThat(series("g").samples())
        .extracting(StoredSample::value)
        .containsExactly(0.0, 1.0, 2.0);
  }

  /** Not upstream: what 1.0 has no place for takes its form there. */
  @Test
  void customBucketsBecomeClassicOnesFor1() {
    receiver.setBehaviors(Behavior.swallowingV2());

    export(
        exporter().setProtocol(ProtocolVersion.AUTO).setCustomBucketsEnabled(true),
        Feed.histogram("h", 1, List.of(1L, 2L, 3L)));

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("h_seconds_bucket"))
        .extracting(it -> it.samples().get(0).value())
        .containsExactly(1.0, 3.0, 6.0);
    assertThat(receiver.metadata())
        .extracting(StoredMetadata::help)
        .containsExactly("what it measures");
  }

  /** TestNoFallbackOn2xx; nor on a 400 once 2.0 was understood. */
  @Test
  void receiverOf2IsNeverSent1() {
    try (PrometheusRemoteWriteMetricExporter exporter =
        exporter().setProtocol(ProtocolVersion.AUTO).build()) {
      exporter.export(List.of(Feed.gauge("a", 1))).join(30, TimeUnit.SECONDS);
      receiver.answerNext(Answer.status(400));
      // Refused without Written headers: held until the next answer shows what that was about.
      CompletableResultCode refused = exporter.export(List.of(Feed.gauge("b", 1)));
      exporter.export(List.of(Feed.gauge("c", 1))).join(30, TimeUnit.SECONDS);
      assertThat(refused.join(30, TimeUnit.SECONDS).isSuccess()).isFalse();
    }

    assertThat(receiver.requests())
        .extracting(ReceivedRequest::protocol)
        .containsExactly(Protocol.V2, Protocol.V2, Protocol.V2);
  }

  private static String value(ReceivedRequest request, String header) {
    return String.join(",", request.headers().getOrDefault(header, List.of()));
  }
}
