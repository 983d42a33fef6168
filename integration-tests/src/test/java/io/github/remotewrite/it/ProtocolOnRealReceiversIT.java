/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.github.remotewrite.otel.TranslationStrategy;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An exporter that is told no version of Remote Write finds the one a receiver understands, and
 * loses nothing over it: most of these accept a request of 2.0 and store nothing.
 */
@ParameterizedClass
@EnumSource
class ProtocolOnRealReceiversIT {
  private static final Map<RealReceiver, AnyReceiver> RECEIVERS = new EnumMap<>(RealReceiver.class);

  private static final Duration STEP = Duration.ofSeconds(15);

  private final AnyReceiver receiver;
  private final ProtocolVersion understood;
  private final List<LabeledSample> expected = new ArrayList<>();
  private TestService service;
  private LogRecorder log;

  ProtocolOnRealReceiversIT(RealReceiver receiver) {
    this.receiver = RECEIVERS.computeIfAbsent(receiver, AnyReceiver::start);
    understood = receiver == RealReceiver.PROMETHEUS_3_5 ? ProtocolVersion.V2 : ProtocolVersion.V1;
  }

  @BeforeEach
  void nameServiceAndRecordLog(TestInfo test) {
    service = new TestService(test.getTestMethod().orElseThrow().getName());
    log = LogRecorder.start();
  }

  @AfterEach
  void stopRecording() {
    log.close();
  }

  @AfterAll
  static void closeReceivers() {
    RECEIVERS.values().forEach(AnyReceiver::close);
    RECEIVERS.clear();
  }

  @Test
  void nothingIsMissingFromTheFirstExportOn() {
    try (NegotiatingSdk sdk = startSdk(exporter())) {
      EveryInstrument.record(sdk.meter());
      LongCounter rounds = sdk.meter().counterBuilder("rounds").build();
      assertThat(sdk.protocol()).isEqualTo(ProtocolVersion.AUTO);
      for (int round = 1; round <= 4; round++) {
        rounds.add(1);

        assertThat(sdk.export()).isTrue();

        assertThat(sdk.protocol()).isEqualTo(understood);
        expected.addAll(EverySeries.of(service));
        expect(service.expected().add("rounds_total", round));
        assertStored();
        assertThat(sdk.statistics().delivery().requestsWritten()).isEqualTo(round);
        service.clock().advance(STEP);
      }
      assertNothingLost(sdk);
      assertThat(log.messages(Level.INFO))
          .singleElement()
          .asString()
          .contains(understood == ProtocolVersion.V2 ? "understands" : "does not understand");
    }
  }

  @Test
  void requestsThatWaitedBehindTheFirstArriveAsWell() {
    // All of the first export is encoded before the receiver's first answer.
    try (NegotiatingSdk sdk = startSdk(exporter().setMaxSamplesPerSend(5))) {
      EveryInstrument.record(sdk.meter());
      for (int round = 1; round <= 2; round++) {
        assertThat(sdk.export()).isTrue();

        expected.addAll(EverySeries.of(service));
        assertStored();
        service.clock().advance(STEP);
      }
      assertThat(sdk.statistics().delivery().requestsWritten()).isGreaterThanOrEqualTo(8);
      assertNothingLost(sdk);
    }
  }

  @Test
  void namesAreClassicOnesWhereOnly1_0IsUnderstood() {
    try (NegotiatingSdk sdk =
        new NegotiatingSdk(
            service.provider(),
            exporter().setTranslationStrategy(TranslationStrategy.NO_TRANSLATION))) {
      LongCounter requests = sdk.meter().counterBuilder("http.requests").build();
      for (int round = 1; round <= 3; round++) {
        requests.add(1, Attributes.of(stringKey("http.method"), "GET"));

        assertThat(sdk.export()).isTrue();

        expect(
            understood == ProtocolVersion.V2
                ? service.expected().add("http.requests", round, "http.method", "GET")
                : service.expected().add("http_requests", round, "http_method", "GET"));
        assertStored();
        service.clock().advance(STEP);
      }
      assertNothingLost(sdk);
    }
  }

  @Test
  void customBucketsAreClassicOnesWhereOnly1_0IsUnderstood() {
    assumeThat(understood).isEqualTo(ProtocolVersion.V1);
    try (NegotiatingSdk sdk = startSdk(exporter().setCustomBucketsEnabled(true))) {
      EveryInstrument.record(sdk.meter());
      for (int round = 1; round <= 3; round++) {
        assertThat(sdk.export()).isTrue();

        expected.addAll(EverySeries.of(service));
        assertStored();
        service.clock().advance(STEP);
      }
      assertNothingLost(sdk);
    }
  }

  private PrometheusRemoteWriteMetricExporterBuilder exporter() {
    return service.exporter(receiver.writeEndpoint());
  }

  private NegotiatingSdk startSdk(PrometheusRemoteWriteMetricExporterBuilder exporter) {
    return new NegotiatingSdk(EveryInstrument.setUp(service.provider(), service), exporter);
  }

  private void expect(ExpectedSeries series) {
    expected.addAll(LabeledSample.of(series.all()));
  }

  private void assertStored() {
    assertThat(receiver.stored(service, expected.size()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private void assertNothingLost(NegotiatingSdk sdk) {
    assertThat(sdk.statistics().delivery().samplesWritten()).isEqualTo(expected.size());
    assertThat(sdk.statistics().delivery().samplesDroppedInTotal()).isZero();
    assertThat(sdk.statistics().delivery().samplesRetried()).isZero();
    assertThat(sdk.statistics().dataPointsDropped().values()).containsOnly(0L);
    assertThat(log.messages(Level.WARNING)).isEmpty();
  }
}
