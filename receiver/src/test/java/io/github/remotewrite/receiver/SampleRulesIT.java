/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.T;
import static io.github.remotewrite.receiver.TestMessages.nativeHistogram;
import static io.github.remotewrite.receiver.TestMessages.sample;
import static io.github.remotewrite.receiver.TestMessages.series;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 1.0, Ordering and Stale Markers; what Prometheus accepts. */
final class SampleRulesIT extends ReceiverFixture {
  private static final long TEN_MINUTES = Duration.ofMinutes(10).toMillis();

  @Test
  void seriesWithoutPointsIsRefused() throws Exception {
    sender.send(series("__name__", "up").build());

    assertRefused(Rule.POINTS_PRESENT);
  }

  @Test
  void seriesWithSamplesAndHistogramsIsRefused() throws Exception {
    sender.send(
        series("__name__", "h").addSamples(sample(T, 1)).addHistograms(nativeHistogram()).build());

    assertRefused(Rule.POINTS_OF_ONE_KIND);
  }

  @Test
  void samplesOutOfOrderInOneRequestAreRefused() throws Exception {
    sender.send(
        series("__name__", "up").addSamples(sample(T, 1)).addSamples(sample(T - 1, 1)).build());

    assertRefused(Rule.SAMPLE_ORDER);
  }

  @Test
  void timestampRepeatedInOneRequestIsRefused() throws Exception {
    sender.send(series("__name__", "up").addSamples(sample(T, 1)).addSamples(sample(T, 1)).build());

    assertRefused(Rule.SAMPLE_DUPLICATE);
  }

  @Test
  void sampleOlderThanTheNewestStoredIsRefused() throws Exception {
    send(T, 1);
    send(T - 1, 1);

    assertRefused(Rule.SAMPLE_ORDER);
  }

  @Test
  void histogramOlderThanTheNewestStoredSampleIsRefused() throws Exception {
    send(T + 1, 1);
    sender.send(series("__name__", "up").addHistograms(nativeHistogram()).build());

    assertRefused(Rule.SAMPLE_ORDER);
  }

  @Test
  void otherValueForAStoredTimestampIsRefused() throws Exception {
    send(T, 0.0);
    send(T, -0.0);

    assertRefused(Rule.SAMPLE_DUPLICATE);
    assertThat(receiver.series("up").get(0).samples()).containsExactly(new StoredSample(T, 0.0));
  }

  @Test
  void sampleThatIsStoredAlreadyIsAcceptedAsResent() throws Exception {
    send(T, 1);
    send(T + 1, 2);
    sender.send(
        series("__name__", "up").addSamples(sample(T, 1)).addSamples(sample(T + 1, 2)).build());

    assertAccepted();
    assertThat(receiver.series("up").get(0).samples())
        .containsExactly(new StoredSample(T, 1), new StoredSample(T + 1, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_785_585_600L, 1_785_585_600_000_000L})
  void timestampThatIsNotMillisecondsIsRefused(long timestamp) throws Exception {
    send(timestamp, 1);

    assertRefused(Rule.TIMESTAMP_UNIT);
  }

  @Test
  void timestampMoreThanTenMinutesAheadIsRefused() throws Exception {
    send(T + TEN_MINUTES + 1, 1);

    assertRefused(Rule.TIMESTAMP_FUTURE);
  }

  @Test
  void timestampTenMinutesAheadIsAccepted() throws Exception {
    send(T + TEN_MINUTES, 1);

    assertAccepted();
  }

  @ParameterizedTest
  @ValueSource(longs = {0x7ff8000000000000L, 0x7ff0000000000001L, 0xfff8000000000001L})
  void nanWithOtherBitsIsRefused(long bits) throws Exception {
    send(T, Double.longBitsToDouble(bits));

    assertRefused(Rule.NAN_BITS);
  }

  @Test
  void nanInTheSumOfAHistogramIsCheckedAsWell() throws Exception {
    sender.send(
        series("__name__", "h").addHistograms(nativeHistogram().setSum(Double.NaN)).build());

    assertRefused(Rule.NAN_BITS);
  }

  @ParameterizedTest
  @ValueSource(longs = {0x7ff0000000000002L, 0x7ff8000000000001L})
  void staleMarkerAndNormalNanKeepTheirBits(long bits) throws Exception {
    send(T, Double.longBitsToDouble(bits));

    assertAccepted();
    StoredSample stored = receiver.series("up").get(0).samples().get(0);
    assertThat(Double.doubleToRawLongBits(stored.value())).isEqualTo(bits);
    assertThat(stored.isStaleMarker()).isEqualTo(bits == StoredSample.STALE_MARKER_BITS);
  }

  private void send(long timestampMillis, double value) throws Exception {
    sender.send(series("__name__", "up").addSamples(sample(timestampMillis, value)).build());
  }
}
