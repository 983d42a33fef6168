/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.Behavior;
import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.StoredHistogram;
import io.github.remotewrite.receiver.StoredSample;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Remote Write 2.0, "Protocol" and "Responses": which version is spoken, and that nothing is lost.
 */
class NegotiationIT extends ClientFixture {
  private static final Series GAUGE = gauge(Labels.of("__name__", "up", "job", "test"));

  /** What receivers that know 1.0 alone do with a request of 2.0. */
  static Stream<Behavior> receiversOfV1() {
    return Stream.of(
        Behavior.swallowingV2(),
        Behavior.refusing(Protocol.V2, 415),
        Behavior.refusing(Protocol.V2, 400));
  }

  @Test
  void receiverOfV2GetsV2() {
    try (RemoteWriteClient client = auto()) {
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.AUTO);
      assertThat(writeGauge(client, T).isComplete()).isTrue();
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
      assertThat(writeGauge(client, T + 1).isComplete()).isTrue();
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.requests())
        .extracting(ReceivedRequest::protocol)
        .containsOnly(Protocol.V2)
        .hasSize(2);
    assertThat(headers("Content-Type").get(0))
        .containsExactly("application/x-protobuf;proto=io.prometheus.write.v2.Request");
    assertThat(headers("X-Prometheus-Remote-Write-Version").get(0)).containsExactly("2.0.0");
  }

  @ParameterizedTest
  @MethodSource("receiversOfV1")
  void receiverOfV1GetsTheSameDataAgainAsV1(Behavior behavior) {
    receiver.setBehaviors(behavior);
    try (RemoteWriteClient client = auto()) {
      assertThat(writeGauge(client, T).isComplete()).isTrue();
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V1);
      assertThat(writeGauge(client, T + 1).isComplete()).isTrue();
      assertThat(client.statistics().samplesWritten()).isEqualTo(2);
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.requests())
        .extracting(ReceivedRequest::protocol)
        .containsExactly(Protocol.V2, Protocol.V1, Protocol.V1);
    assertThat(receiver.series("up").get(0).samples())
        .extracting(StoredSample::timestampMillis)
        .containsExactly(T, T + 1);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("INFO receiver does not understand Remote Write 2.0");
  }

  @Test
  void requestsThatWereQueuedAsV2AreRewritten() {
    receiver.setBehaviors(Behavior.swallowingV2());
    receiver.answerNext(Answer.status(503), 1);
    try (RemoteWriteClient client = auto()) {
      List<WriteResult> results =
          Stream.of(
                  client.write(batch -> batch.add(GAUGE, T, 1)),
                  client.write(batch -> batch.add(GAUGE, T + 1, 2)),
                  client.write(batch -> batch.add(GAUGE, T + 2, 3)))
              .toList()
              .stream()
              .map(ClientFixture::await)
              .toList();
      assertThat(results).allMatch(WriteResult::isComplete);
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("up").get(0).samples())
        .extracting(StoredSample::value)
        .containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void everyKindOfDataArrivesOnBothVersions() {
    for (Behavior behavior :
        List.of(Behavior.refusing(Protocol.UNKNOWN, 415), Behavior.swallowingV2())) {
      receiver.clear();
      receiver.setBehaviors(behavior);
      try (RemoteWriteClient client = auto()) {
        assertThat(await(client.write(NegotiationIT::everyKind)).isComplete()).isTrue();
      }
      assertThat(receiver.violations()).isEmpty();
      assertThat(receiver.series("up")).hasSize(1);
      assertThat(receiver.series("native").get(0).histograms())
          .extracting(StoredHistogram::count)
          .containsExactly(6L);
    }
  }

  @Test
  void histogramWithBoundsIsClassicForAReceiverOfV1() {
    receiver.setBehaviors(Behavior.swallowingV2());
    try (RemoteWriteClient client = auto()) {
      assertThat(await(client.write(batch -> batch.add(series("h"), withBounds(T)))).isComplete())
          .isTrue();
      assertThat(
              await(client.write(batch -> batch.add(series("h"), withBounds(T + 1)))).isComplete())
          .isTrue();
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series(Map.of("__name__", "h_bucket", "le", "5")).orElseThrow().samples())
        .extracting(StoredSample::value)
        .containsExactly(3.0, 3.0);
    assertThat(receiver.series(Map.of("__name__", "h_count")).orElseThrow().samples())
        .extracting(StoredSample::value)
        .containsExactly(10.0, 10.0);
  }

  @Test
  void histogramWithBoundsIsNativeForAReceiverOfV2() {
    try (RemoteWriteClient client = auto()) {
      await(client.write(batch -> batch.add(series("h"), withBounds(T))));
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("h").get(0).histograms())
        .singleElement()
        .satisfies(
            histogram -> assertThat(histogram.customValues()).containsExactly(0.0, 5.0, 10.0));
  }

  @Test
  void namesBeyondTheClassicOnesAreEscapedForAReceiverOfV1Only() {
    Series series = gauge(Labels.of("__name__", "http.größe", "a.b", "x"));
    try (RemoteWriteClient client = auto()) {
      await(client.write(batch -> batch.add(series, T, 1)));
    }
    assertThat(receiver.series("http.größe")).hasSize(1);

    receiver.setBehaviors(Behavior.swallowingV2());
    try (RemoteWriteClient client = auto()) {
      await(client.write(batch -> batch.add(series, T, 1)));
      await(client.write(batch -> batch.add(series, T + 1, 1)));
    }
    assertThat(receiver.violations()).isEmpty();
    assertThat(
            receiver.series(Map.of("__name__", "http_gr__e", "a_b", "x")).orElseThrow().samples())
        .hasSize(2);
  }

  @Test
  void seriesThatBecomeOneForAReceiverOfV1AreCountedAndSaidOnce() {
    receiver.setBehaviors(Behavior.swallowingV2());
    try (RemoteWriteClient client = auto()) {
      for (int i = 0; i < 3; i++) {
        long time = T + i;
        WriteResult result =
            await(
                client.write(
                    batch -> {
                      batch.add(gauge(Labels.of("__name__", "a.b")), time, 1);
                      batch.add(gauge(Labels.of("__name__", "a_b")), time, 2);
                    }));
        assertThat(result)
            .isEqualTo(new WriteResult(1, Map.of(DropReason.DUPLICATE_SERIES, 1L), 0));
      }
      assertThat(client.statistics().samplesDropped())
          .containsEntry(DropReason.DUPLICATE_SERIES, 3L);
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("a_b").get(0).samples())
        .extracting(StoredSample::value)
        .containsExactly(1.0, 1.0, 1.0);
    assertThat(log.lines())
        .filteredOn(line -> line.contains("two series have one name in Remote Write 1.0"))
        .singleElement()
        .asString()
        .contains("series={__name__=\"a_b\"}");
  }

  @Test
  void histogramWithBoundsThatEndsRightAfterTheFallbackEndsItsClassicSeries() {
    receiver.setBehaviors(Behavior.swallowingV2());
    HistogramBuffer marker = new HistogramBuffer();
    marker.resetToStaleMarkerWithBounds(T + 1, 0, 5, 10);
    try (RemoteWriteClient client = auto()) {
      await(client.write(batch -> batch.add(series("h"), withBounds(T))));
      await(client.write(batch -> batch.add(series("h"), marker)));
    }

    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series())
        .hasSize(6)
        .allSatisfy(
            series -> {
              assertThat(series.histograms()).isEmpty();
              assertThat(series.samples().get(1).isStaleMarker()).isTrue();
            });
  }

  @Test
  void senderOfV2OnlyLosesAndSaysSo() {
    receiver.setBehaviors(Behavior.swallowingV2());

    WriteResult result = writeOne(builder().setProtocol(ProtocolVersion.V2));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("status=204 without Written headers");
  }

  @Test
  void refusalFromAReceiverOfV2IsAboutTheDataOnceAnotherRequestIsWritten() {
    try (RemoteWriteClient client = auto()) {
      writeGauge(client, T);
      receiver.answerNext(Answer.status(400).withBody("no"));
      CompletableFuture<WriteResult> refused = client.write(batch -> batch.add(GAUGE, T + 1, 1));
      assertThat(writeGauge(client, T + 2).isComplete()).isTrue();
      assertThat(writeGauge(client, T + 3).isComplete()).isTrue();

      assertThat(await(refused).samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
      assertThat(client.statistics().samplesWritten()).isEqualTo(3);
    }
    assertThat(receiver.requests())
        .extracting(ReceivedRequest::protocol)
        .containsExactly(Protocol.V2, Protocol.V2, Protocol.V2, Protocol.V2);
  }

  @Test
  void partialWriteIsCountedByWhatTheReceiverSays() {
    receiver.setBehaviors(Behavior.rejectingSeries(labels -> "b".equals(labels.get("i"))));
    try (RemoteWriteClient client = auto()) {
      WriteResult result =
          await(
              client.write(
                  batch -> {
                    for (String i : List.of("a", "b", "c")) {
                      batch.add(gauge(Labels.of("__name__", "n", "i", i)), T, 1);
                    }
                  }));

      assertThat(result).isEqualTo(new WriteResult(2, Map.of(DropReason.REJECTED, 1L), 0));
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
    }
    assertThat(receiver.series("n")).hasSize(2);
    assertThat(receiver.requests()).hasSize(1);
    assertThat(log.lines()).anyMatch(line -> line.contains("out of order sample"));
  }

  private RemoteWriteClient auto() {
    return builder().setProtocol(ProtocolVersion.AUTO).build();
  }

  private static WriteResult writeGauge(RemoteWriteClient client, long timestampMillis) {
    return await(client.write(batch -> batch.add(GAUGE, timestampMillis, 1)));
  }

  private static Series gauge(Labels labels) {
    String name = labels.toMap().getOrDefault("__name__", "");
    return Series.of(labels, new Metadata(Metadata.Type.GAUGE, name, "help", ""));
  }

  private static Series series(String name) {
    return Series.of(
        Labels.of("__name__", name), new Metadata(Metadata.Type.HISTOGRAM, name, "help", ""));
  }

  private static void everyKind(Batch batch) {
    batch.add(GAUGE, T, 1);
    SampleBuffer samples = new SampleBuffer();
    samples.reset(1, T, T - 1_000);
    samples.setValue(0, 5);
    Metadata counter = new Metadata(Metadata.Type.COUNTER, "c_total", "help", "bytes");
    batch.add(
        SeriesGroup.of(List.of(Series.of(Labels.of("__name__", "c_total"), counter))), samples);
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.reset(T, T - 1_000, 3);
    histogram.setTotals(6, 12, 1, 1e-128);
    histogram.positive().add(1, 2);
    histogram.positive().add(9, 3);
    batch.add(series("native"), histogram);
    batch.addStaleMarkers(SeriesGroup.of(List.of(gauge(Labels.of("__name__", "gone")))), T);
  }

  private static HistogramBuffer withBounds(long timestampMillis) {
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.resetWithBounds(timestampMillis, T - 1_000, 0, 5, 10);
    histogram.setTotals(10, 42, 0, 0);
    for (int i = 0; i < 4; i++) {
      histogram.positive().add(i, i + 1L);
    }
    return histogram;
  }
}
