/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.MessageV2.nativeHistogram;
import static io.github.remotewrite.receiver.MessageV2.sample;
import static io.github.remotewrite.receiver.TestMessages.T;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.github.remotewrite.receiver.internal.proto.v2.Metadata.MetricType;
import io.github.remotewrite.receiver.internal.proto.v2.TimeSeries;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 2.0: what a series consists of. */
final class SeriesV2RulesIT extends ReceiverFixture {
  private static final long START = T - 60_000;

  private final MessageV2 message = new MessageV2();

  @Test
  void sampleIsStoredWithStartTimestampExemplarAndMetadata() throws Exception {
    TimeSeries.Builder requests =
        message
            .counter("__name__", "requests_total")
            .addSamples(sample(T, 2, START))
            .addExemplars(message.exemplar(T, "trace_id", "abc"));
    requests.getMetadataBuilder().setHelpRef(message.ref("Requests.")).setUnitRef(message.ref("1"));

    send(requests);

    assertAccepted();
    StoredMetadata metadata =
        new StoredMetadata(StoredMetadata.Type.COUNTER, "requests_total", "Requests.", "1");
    StoredSeries stored = receiver.series("requests_total").get(0);
    assertThat(stored.samples()).containsExactly(new StoredSample(T, 2, START));
    assertThat(stored.exemplars())
        .containsExactly(new StoredExemplar(Map.of("trace_id", "abc"), 1, T));
    assertThat(stored.metadata()).hasValue(metadata);
    assertThat(receiver.metadata()).containsExactly(metadata);
    assertThat(receiver.requests().get(0).series()).containsExactly(stored);
  }

  @Test
  void histogramIsStoredWithStartTimestamp() throws Exception {
    send(
        message
            .histogram("__name__", "h_count")
            .addHistograms(nativeHistogram().setStartTimestamp(START)));

    assertAccepted();
    StoredSeries stored = receiver.series("h_count").get(0);
    assertThat(stored.histograms().get(0).startTimestampMillis()).isEqualTo(START);
    assertThat(stored.histograms().get(0).positiveBuckets()).isEqualTo(Map.of(1, 2L, 2, 3L));
    assertThat(stored.metadata().orElseThrow().familyName()).isEqualTo("h_count");
  }

  // Labels

  @Test
  void namesMayBeAnyText() throws Exception {
    // U+FF5E is before U+1F600 in UTF-8, after it in UTF-16.
    send(
        message
            .gauge("__name__", "größe.in-m", "a.b", "1", "\uFF5E", "1", "\uD83D\uDE00", "1")
            .addSamples(sample(T, 1))
            .addExemplars(message.exemplar(T, "trace.id", "abc")));

    assertAccepted();
  }

  @Test
  void emptyNamesAreRefused() throws Exception {
    send(message.gauge("", "1", "__name__", "").addSamples(sample(T, 1)));

    assertRefused(Rule.LABEL_NAME_EMPTY, Rule.LABEL_VALUE_EMPTY);
  }

  @Test
  void repeatedAndUnsortedLabelsAreRefused() throws Exception {
    send(message.gauge("__name__", "up", "b", "1", "b", "2", "a", "1").addSamples(sample(T, 1)));

    assertRefused(Rule.LABEL_NAME_REPEATED, Rule.LABELS_SORTED);
  }

  // Points

  @Test
  void seriesWithoutPointsIsRefused() throws Exception {
    send(message.gauge("__name__", "up"));

    assertRefused(Rule.POINTS_PRESENT);
  }

  @Test
  void seriesWithSamplesAndHistogramsIsRefused() throws Exception {
    send(
        message
            .histogram("__name__", "h")
            .addSamples(sample(T, 1))
            .addHistograms(nativeHistogram()));

    assertRefused(Rule.POINTS_OF_ONE_KIND);
  }

  @Test
  void samplesOutOfOrderAreRefused() throws Exception {
    send(message.gauge("__name__", "up").addSamples(sample(T, 1)).addSamples(sample(T - 1, 1)));

    assertRefused(Rule.SAMPLE_ORDER);
  }

  @Test
  void samplesAndHistogramsOfASeriesMayStandApart() throws Exception {
    send(
        message.histogram("__name__", "h").addSamples(sample(T - 1, 1)),
        message.histogram("__name__", "h").addHistograms(nativeHistogram()));

    assertAccepted();
  }

  @Test
  void seriesRepeatedInOneRequestIsRefused() throws Exception {
    send(
        message.gauge("__name__", "up").addSamples(sample(T, 1)),
        message.gauge("__name__", "up").addSamples(sample(T + 1, 1)));

    assertRefused(Rule.SERIES_REPEATED);
  }

  // Exemplars

  @Test
  void repeatedUnsortedAndEmptyLabelNamesOfAnExemplarAreRefused() throws Exception {
    send(
        message
            .counter("__name__", "requests_total")
            .addSamples(sample(T, 1))
            .addExemplars(message.exemplar(T, "", "1", "b", "1", "b", "1", "a", "1")));

    assertRefused(Rule.EXEMPLAR_LABELS, Rule.EXEMPLAR_LABELS, Rule.EXEMPLAR_LABELS);
  }

  @Test
  void exemplarWithoutPointIsRefused() throws Exception {
    send(message.counter("__name__", "requests_total").addExemplars(message.exemplar(T)));

    assertRefused(Rule.POINTS_PRESENT, Rule.EXEMPLAR_SERIES);
  }

  @Test
  void exemplarWithoutTimestampIsRefused() throws Exception {
    send(
        message
            .counter("__name__", "requests_total")
            .addSamples(sample(T, 1))
            .addExemplars(message.exemplar(0)));

    assertRefused(Rule.EXEMPLAR_TIMESTAMP);
  }

  @Test
  void exemplarOlderThanTheNewestStoredIsRefused() throws Exception {
    sendExemplar(T, T);
    sendExemplar(T + 1, T - 1);

    assertRefused(Rule.EXEMPLAR_ORDER);
  }

  @Test
  void exemplarThatIsStoredAlreadyIsAcceptedAsResent() throws Exception {
    sendExemplar(T, T);
    sendExemplar(T + 1, T + 1);
    sendExemplar(T, T);

    assertAccepted();
  }

  private void sendExemplar(long timestampMillis, long exemplarMillis) throws Exception {
    MessageV2 request = new MessageV2();
    sender.send(
        request
            .add(
                request
                    .counter("__name__", "requests_total")
                    .addSamples(sample(timestampMillis, 1))
                    .addExemplars(request.exemplar(exemplarMillis)))
            .build());
  }

  // Metadata

  @Test
  void seriesWithoutMetadataIsRefused() throws Exception {
    send(message.gauge("__name__", "up").clearMetadata().addSamples(sample(T, 1)));

    assertRefused(Rule.METADATA_TYPE);
  }

  @Test
  void unspecifiedTypeIsRefused() throws Exception {
    send(
        message
            .series(MetricType.METRIC_TYPE_UNSPECIFIED, "__name__", "up")
            .addSamples(sample(T, 1)));

    assertRefused(Rule.METADATA_TYPE);
  }

  @Test
  void metadataThatDiffersWithinAFamilyIsRefused() throws Exception {
    TimeSeries.Builder a = message.gauge("__name__", "up", "a", "1").addSamples(sample(T, 1));
    TimeSeries.Builder b = message.gauge("__name__", "up", "b", "1").addSamples(sample(T, 1));
    a.getMetadataBuilder().setHelpRef(message.ref("Help."));

    send(a, b);

    assertRefused(Rule.METADATA_CONSISTENT);
  }

  @Test
  void classicHistogramIsOneFamily() throws Exception {
    sendClassicHistogram(MetricType.METRIC_TYPE_HISTOGRAM);

    assertAccepted();
    assertThat(receiver.metadata())
        .containsExactly(new StoredMetadata(StoredMetadata.Type.HISTOGRAM, "h", "", ""));
  }

  @Test
  void countOfAClassicHistogramThatCallsItselfACounterIsRefused() throws Exception {
    sendClassicHistogram(MetricType.METRIC_TYPE_COUNTER);

    assertRefused(Rule.METADATA_CONSISTENT);
  }

  private void sendClassicHistogram(MetricType countType) throws Exception {
    send(
        message.series(countType, "__name__", "h_count").addSamples(sample(T, 3, START)),
        message.histogram("__name__", "h_sum").addSamples(sample(T, 3, START)),
        message.histogram("__name__", "h_bucket", "le", "+Inf").addSamples(sample(T, 3, START)));
  }

  // Start timestamps

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 1_785_585_600L, 1_785_585_600_001L})
  void startTimestampThatIsImplausibleOrLaterIsRefused(long start) throws Exception {
    send(message.counter("__name__", "requests_total").addSamples(sample(T, 1, start)));

    assertRefused(Rule.START_TIMESTAMP);
  }

  @Test
  void startTimestampAtTheTimestampIsAccepted() throws Exception {
    send(message.counter("__name__", "requests_total").addSamples(sample(T, 0, T)));

    assertAccepted();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "METRIC_TYPE_GAUGE",
        "METRIC_TYPE_GAUGEHISTOGRAM",
        "METRIC_TYPE_INFO",
        "METRIC_TYPE_STATESET"
      })
  void startTimestampOfWhatDoesNotAccumulateIsRefused(MetricType type) throws Exception {
    send(message.series(type, "__name__", "up").addSamples(sample(T, 1, START)));

    assertRefused(Rule.START_TIMESTAMP_TYPE);
  }

  @Test
  void createdTimestampIsRefused() throws Exception {
    send(
        message
            .counter("__name__", "requests_total")
            .setCreatedTimestamp(START)
            .addSamples(sample(T, 1)));

    assertRefused(Rule.KNOWN_FIELDS);
    assertThat(receiver.violations().get(0).detail())
        .isEqualTo("message=io.prometheus.write.v2.TimeSeries, field=6");
  }

  @Test
  void createdTimestampIsTheStartTimestampIfAllowed() throws Exception {
    TimeSeries.Builder requests =
        message
            .counter("__name__", "requests_total")
            .setCreatedTimestamp(START)
            .addSamples(sample(T - 1, 1))
            .addSamples(sample(T, 1, START + 1));
    try (RemoteWriteReceiver old =
        RemoteWriteReceiver.builder().setClock(CLOCK).setCreatedTimestampAllowed(true).start()) {

      new TestSender(old.endpoint()).send(message.add(requests).build());

      assertThat(old.violations()).isEmpty();
      assertThat(old.series("requests_total").get(0).samples())
          .containsExactly(new StoredSample(T - 1, 1, START), new StoredSample(T, 1, START + 1));
    }
  }

  // Protobuf

  @Test
  void messageOfVersion1IsRefused() throws Exception {
    sender.sendV2Message(TestMessages.request(TestMessages.up()).toByteArray());

    assertRefused(Rule.KNOWN_FIELDS, Rule.SYMBOLS_FIRST);
  }

  @Test
  void truncatedMessageIsRefused() throws Exception {
    sender.sendV2Message(new byte[] {0x2a, 0x7f});

    assertRefused(Rule.PROTOBUF);
  }

  @Test
  void unknownMetricTypeIsRefused() throws Exception {
    TimeSeries.Builder up = message.gauge("__name__", "up").addSamples(sample(T, 1));
    up.getMetadataBuilder().setTypeValue(8);

    send(up);

    assertRefused(Rule.KNOWN_FIELDS, Rule.METADATA_TYPE);
  }

  @Test
  void referencesThatAreNotPackedAreRefused() throws Exception {
    TimeSeries.Builder up = message.gauge("__name__", "up").addSamples(sample(T, 1));
    UnknownFieldSet.Field refs =
        UnknownFieldSet.Field.newBuilder().addVarint(1).addVarint(2).build();

    send(
        up.clearLabelsRefs()
            .setUnknownFields(UnknownFieldSet.newBuilder().addField(1, refs).build()));

    assertRefused(Rule.PACKED, Rule.PACKED);
    assertThat(receiver.violations().get(0).detail())
        .isEqualTo("field=io.prometheus.write.v2.TimeSeries.labels_refs");
  }

  private void send(TimeSeries.Builder... series) throws Exception {
    sender.send(message.add(series).build());
  }
}
