/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.Behavior;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Requests that are answered with 500 for ever: some receivers say so where they mean 400, and then
 * retries help nobody.
 */
class StuckRequestIT extends ClientFixture {
  private static final Metadata GAUGE = new Metadata(Metadata.Type.GAUGE, "n", "help", "");
  private static final Series NATIVE =
      Series.of(
          Labels.of("__name__", "native"),
          new Metadata(Metadata.Type.HISTOGRAM, "native", "help", ""));

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void seriesThatIsNeverTakenIsFoundAndTheRestDelivered(ProtocolVersion protocol) {
    receiver.setBehaviors(Behavior.failingFor(labels -> "70".equals(labels.get("i"))));
    try (RemoteWriteClient client = builder().setProtocol(protocol).build()) {
      WriteResult result = await(client.write(batch -> addHundred(batch, T)));

      assertThat(result).isEqualTo(new WriteResult(99, Map.of(DropReason.REJECTED, 1L), 0));
    }
    assertThat(receiver.series("n")).hasSize(99);
    assertThat(receiver.violations()).isEmpty();
    assertThat(log.lines())
        .filteredOn(line -> line.contains("receiver rejected request"))
        .singleElement()
        .asString()
        .contains("samples=1", "series={__name__=\"n\", i=\"70\"}", "internal error");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void nothingIsGivenUpWhileTheReceiverTakesNothingAtAll(ProtocolVersion protocol) {
    receiver.setBehaviors(Behavior.failingFor(labels -> true));
    RemoteWriteClientBuilder builder =
        builder().setProtocol(protocol).setTimeout(Duration.ofSeconds(2));
    try (RemoteWriteClient client = builder.build()) {
      CompletableFuture<WriteResult> first = client.write(batch -> addHundred(batch, T));
      assertThat(await(first).samplesPending()).isEqualTo(100);
      // Enough for the request as a whole, and for its parts, too.
      assertThat(receiver.requests()).hasSizeGreaterThan(16);

      receiver.setBehaviors();

      assertThat(await(client.write(batch -> addHundred(batch, T + 1))).isComplete()).isTrue();
      assertThat(client.statistics().samplesWritten()).isEqualTo(200);
    }
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.series("n"))
        .hasSize(100)
        .allSatisfy(series -> assertThat(series.samples()).hasSize(2));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void nativeHistogramsThatAreSwitchedOffHoldUpNothingAndAreGivenUp(ProtocolVersion protocol) {
    receiver.setBehaviors(Behavior.withoutNativeHistograms());
    RemoteWriteClientBuilder builder =
        builder().setProtocol(protocol).setTimeout(Duration.ofMillis(200));
    try (RemoteWriteClient client = builder.build()) {
      for (int i = 0; client.statistics().samplesDroppedInTotal() == 0; i++) {
        assertThat(i).as("writes until a histogram is given up").isLessThan(50);
        long time = T + i;
        await(
            client.write(
                batch -> {
                  addHundred(batch, time);
                  batch.add(NATIVE, histogram(time));
                }));
        assertThat(receiver.series("n")).isNotEmpty();
        assertThat(receiver.series("n").get(0).samples()).hasSize(i + 1);
      }

      assertThat(client.statistics().samplesDropped())
          .containsEntry(DropReason.REJECTED, client.statistics().samplesDroppedInTotal());
    }
    assertThat(receiver.series("native")).isEmpty();
    assertThat(receiver.violations()).isEmpty();
    assertThat(log.lines())
        .anySatisfy(
            line -> assertThat(line).contains("status=500", "native histograms are disabled"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void requestThatIsTooLargeIsDivided(ProtocolVersion protocol) {
    receiver.answerNext(Answer.status(413).withBody("too large"), 3);
    try (RemoteWriteClient client = builder().setProtocol(protocol).build()) {
      assertThat(await(client.write(batch -> addHundred(batch, T))).isComplete()).isTrue();
    }
    assertThat(receiver.series("n")).hasSize(100);
    assertThat(receiver.violations()).isEmpty();
  }

  private static void addHundred(Batch batch, long timestampMillis) {
    for (int i = 0; i < 100; i++) {
      batch.add(Series.of(Labels.of("__name__", "n", "i", "" + i), GAUGE), timestampMillis, i);
    }
  }

  private static HistogramBuffer histogram(long timestampMillis) {
    HistogramBuffer histogram = new HistogramBuffer();
    histogram.reset(timestampMillis, T - 1_000, 3);
    histogram.setTotals(6, 12, 1, 1e-128);
    histogram.positive().add(1, 2);
    histogram.positive().add(9, 3);
    return histogram;
  }
}
