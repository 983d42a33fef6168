/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.Behavior;
import io.github.remotewrite.receiver.WrittenCounts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Remote Write 2.0, "Partial Write": a refusal is about some samples of a request, and what its
 * Written headers say is a hint.
 */
class PartialWriteIT extends ClientFixture {
  private static final String SAMPLES_WRITTEN = "X-Prometheus-Remote-Write-Samples-Written";

  /** Mimir, one counter with more labels than its limit: it counts what it has read. */
  @Test
  void refusedSampleThatIsCountedAsWrittenIsRejected() {
    receiver.setBehaviors(Behavior.rejectingSeries(labels -> true, WrittenCounts.RECEIVED));

    try (RemoteWriteClient client = client(ProtocolVersion.AUTO)) {
      assertThat(writeSeries(client, 1))
          .isEqualTo(new WriteResult(0, Map.of(DropReason.REJECTED, 1L), 0));
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
      assertThat(client.statistics().samplesWritten()).isZero();
    }
    assertThat(receiver.series()).isEmpty();
    assertThat(log.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("WARNING receiver rejected request, not retrying")
                    .contains("samples=1", "series={__name__=\"n\", i=\"0\"}", "status=400"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "STORED")
  void oneBadSeriesOfAHundredAndFortyEightCostsNoOther(WrittenCounts counts) {
    receiver.setBehaviors(Behavior.rejectingSeries(labels -> "70".equals(labels.get("i")), counts));

    try (RemoteWriteClient client = client(ProtocolVersion.V2)) {
      WriteResult result = writeSeries(client, 148);

      assertThat(result).isEqualTo(new WriteResult(147, Map.of(DropReason.REJECTED, 1L), 0));
    }
    assertThat(receiver.series("n")).hasSize(147);
    assertThat(receiver.violations()).isEmpty();
    assertThat(log.lines()).anyMatch(line -> line.contains("series={__name__=\"n\", i=\"70\"}"));
  }

  /** Cortex, one series out of order: it counts nothing though it stored the rest. */
  @Test
  void refusalThatCountsNothingShowsThatTheVersionIsUnderstood() {
    receiver.setBehaviors(
        Behavior.rejectingSeries(labels -> "1".equals(labels.get("i")), WrittenCounts.ZERO));

    try (RemoteWriteClient client = client(ProtocolVersion.AUTO)) {
      assertThat(writeSeries(client, 3).samplesWritten()).isEqualTo(2);
      assertThat(client.protocol()).isEqualTo(ProtocolVersion.V2);
    }
  }

  /** Three of twelve series are refused. */
  @ParameterizedTest
  @EnumSource(WrittenCounts.class)
  void severalBadSeriesAreNeverCountedAsWritten(WrittenCounts counts) {
    Set<String> bad = Set.of("0", "5", "11");
    receiver.setBehaviors(
        Behavior.rejectingSeries(labels -> bad.contains(labels.get("i")), counts));

    try (RemoteWriteClient client = client(ProtocolVersion.V2)) {
      assertThat(writeSeries(client, 12).samplesWritten()).isEqualTo(9);
    }
    assertThat(receiver.series("n")).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource({"V1, RECEIVED", "V2, RECEIVED", "V1, ZERO", "V2, ZERO"})
  void seriesLimitIsNotExceededInTheCounts(ProtocolVersion protocol, WrittenCounts counts) {
    receiver.setBehaviors(Behavior.limitingSeries(30, counts));

    try (RemoteWriteClient client = client(protocol)) {
      WriteResult result = writeSeries(client, 60);

      assertThat(result.samplesWritten()).isLessThanOrEqualTo(30);
      assertThat(result.isComplete()).isFalse();
      assertThat(result.samplesWritten() + total(result)).isEqualTo(60);
    }
    assertThat(receiver.series("n")).hasSize(30);
  }

  @Test
  void refusalThatCountsEverythingIsNoSuccess() {
    receiver.answerNext(Answer.status(400).afterStoring().withBody("no"), 20);

    try (RemoteWriteClient client = client(ProtocolVersion.V2)) {
      assertThat(writeSeries(client, 4))
          .isEqualTo(new WriteResult(0, Map.of(DropReason.REJECTED, 4L), 0));
    }
  }

  /** Prometheus answers 400 to an exemplar that comes late, and stores its sample. */
  @Test
  void exemplarThatIsRefusedCostsNoSample() {
    receiver.setBehaviors(
        Behavior.rejectingExemplars(exemplar -> exemplar.timestampMillis() == T - 1));
    SampleBuffer samples = new SampleBuffer();

    try (RemoteWriteClient client = client(ProtocolVersion.V2)) {
      WriteResult result =
          await(
              client.write(
                  batch -> {
                    for (int i = 0; i < 4; i++) {
                      samples.reset(1, T, 0);
                      samples.setValue(0, i);
                      samples.addExemplar(0, new Exemplar(Labels.of("trace_id", "1"), 1, T - i));
                      batch.add(SeriesGroup.of(List.of(series(i))), samples);
                    }
                  }));

      assertThat(result).isEqualTo(new WriteResult(4, Map.of(), 0));
    }
    assertThat(receiver.series("n")).hasSize(4);
    assertThat(receiver.requests()).hasSize(2);
    assertThat(receiver.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400", "409", "422"})
  void countBetweenNoneAndAllIsBelieved(int status) {
    receiver.answerNext(
        Answer.status(status).withHeader(SAMPLES_WRITTEN, "2").withBody("out of order"));

    try (RemoteWriteClient client = client(ProtocolVersion.V2)) {
      assertThat(writeSeries(client, 3))
          .isEqualTo(new WriteResult(2, Map.of(DropReason.REJECTED, 1L), 0));
    }
    assertThat(receiver.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"4", "5", "99999999999999999999", "-1", "many"})
  void countThatCannotBeIsNotBelieved(String count) {
    receiver.answerNext(Answer.status(400).withHeader(SAMPLES_WRITTEN, count));

    try (RemoteWriteClient client = client(ProtocolVersion.V2)) {
      assertThat(writeSeries(client, 4).isComplete()).isTrue();
    }
    assertThat(receiver.series("n")).hasSize(4);
    // The whole, a half, and two quarters: the other half must be refused if the first one is not.
    assertThat(receiver.requests()).hasSize(4);
  }

  @Test
  void receiverThatContradictedItselfIsNotBelieved() {
    receiver.answerNext(
        Answer.status(400).withHeader(SAMPLES_WRITTEN, "4"),
        Answer.store(),
        Answer.store(),
        Answer.store(),
        Answer.status(400).withHeader(SAMPLES_WRITTEN, "3"));

    try (RemoteWriteClient client = client(ProtocolVersion.V2)) {
      assertThat(writeSeries(client, 4).isComplete()).isTrue();
      assertThat(writeSeries(client, 4).isComplete()).isTrue();
      assertThat(client.statistics().samplesWritten()).isEqualTo(8);
    }
  }

  private RemoteWriteClient client(ProtocolVersion protocol) {
    return builder().setProtocol(protocol).build();
  }

  private static WriteResult writeSeries(RemoteWriteClient client, int count) {
    long time = T + client.statistics().samplesWritten();
    return await(
        client.write(
            batch -> {
              for (int i = 0; i < count; i++) {
                batch.add(series(i), time, i);
              }
            }));
  }

  private static Series series(int i) {
    return Series.of(
        Labels.of("__name__", "n", "i", Integer.toString(i)),
        new Metadata(Metadata.Type.GAUGE, "n", "help", ""));
  }

  private static long total(WriteResult result) {
    return result.samplesDropped().values().stream().mapToLong(Long::longValue).sum();
  }
}
