/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.T;
import static io.github.remotewrite.receiver.TestMessages.nativeHistogram;
import static io.github.remotewrite.receiver.TestMessages.series;
import static io.github.remotewrite.receiver.TestMessages.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.StoredHistogram.ResetHint;
import io.github.remotewrite.receiver.internal.proto.v1.Histogram;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Native Histograms specification, and what Remote Write 1.0 takes of it. */
final class NativeHistogramRulesIT extends ReceiverFixture {

  @Test
  void bucketsAreStoredAsAbsoluteCountsByIndex() throws Exception {
    send(nativeHistogram());

    assertAccepted();
    assertThat(receiver.series(Map.of("__name__", "h")).orElseThrow().histograms())
        .containsExactly(
            new StoredHistogram(
                T,
                3,
                41,
                100.5,
                1e-128,
                1,
                new TreeMap<>(Map.of(4, 10L, 7, 20L, 8, 5L, 9, 2L)),
                new TreeMap<>(Map.of(0, 3L)),
                List.of(),
                ResetHint.UNKNOWN));
  }

  @Test
  void staleMarkerIsAccepted() throws Exception {
    double stale = Double.longBitsToDouble(StoredSample.STALE_MARKER_BITS);

    send(Histogram.newBuilder().setTimestamp(T).setCountInt(0).setSum(stale));

    assertAccepted();
    assertThat(receiver.series("h").get(0).histograms().get(0).isStaleMarker()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-53, -5, 9, 52})
  void otherSchemaIsRefused(int schema) throws Exception {
    send(nativeHistogram().setSchema(schema));

    assertRefused(Rule.HISTOGRAM_SCHEMA);
  }

  @Test
  void countAsFloatIsRefused() throws Exception {
    send(nativeHistogram().setCountFloat(41));

    assertRefused(Rule.HISTOGRAM_FLAVOR);
  }

  @Test
  void bucketsAsFloatsAreRefused() throws Exception {
    send(nativeHistogram().clearPositiveDeltas().addPositiveCounts(37));

    assertRefused(Rule.HISTOGRAM_FLAVOR);
  }

  @Test
  void absentCountIsRefused() throws Exception {
    send(Histogram.newBuilder().setTimestamp(T));

    assertRefused(Rule.HISTOGRAM_FLAVOR);
  }

  @Test
  void moreSpansThanBucketsAreRefused() throws Exception {
    send(nativeHistogram().addPositiveSpans(span(0, 1)));

    assertRefused(Rule.HISTOGRAM_SPANS);
  }

  @Test
  void moreBucketsThanSpansAreRefused() throws Exception {
    send(nativeHistogram().addNegativeDeltas(0));

    assertRefused(Rule.HISTOGRAM_SPANS);
  }

  @Test
  void negativeOffsetAfterTheFirstIsRefused() throws Exception {
    send(nativeHistogram().setPositiveSpans(1, span(-10, 3)));

    assertRefused(Rule.HISTOGRAM_SPAN_OFFSET);
  }

  @Test
  void negativeOffsetOfTheFirstIsAccepted() throws Exception {
    send(nativeHistogram().setPositiveSpans(0, span(-4, 1)));

    assertAccepted();
  }

  @Test
  void negativeBucketIsRefused() throws Exception {
    send(nativeHistogram().setNegativeDeltas(0, -3).setCountInt(35));

    assertRefused(Rule.HISTOGRAM_BUCKETS);
  }

  @ParameterizedTest
  @ValueSource(longs = {40, 42})
  void countThatDiffersFromTheBucketsIsRefused(long count) throws Exception {
    send(nativeHistogram().setCountInt(count));

    assertRefused(Rule.HISTOGRAM_COUNT);
  }

  @Test
  void countMayExceedTheBucketsIfTheSumIsNan() throws Exception {
    double nan = Double.longBitsToDouble(0x7ff8000000000001L);

    send(nativeHistogram().setCountInt(42).setSum(nan));

    assertAccepted();
  }

  @Test
  void resetHintIsRefused() throws Exception {
    send(nativeHistogram().setResetHint(Histogram.ResetHint.NO));

    assertRefused(Rule.HISTOGRAM_RESET_HINT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void zeroThresholdBelowZeroIsRefused(double zeroThreshold) throws Exception {
    send(nativeHistogram().setZeroThreshold(zeroThreshold));

    assertRefused(Rule.HISTOGRAM_ZERO_THRESHOLD);
  }

  @Test
  void customValuesAreRefused() throws Exception {
    send(nativeHistogram().addCustomValues(1));

    assertRefused(Rule.HISTOGRAM_CUSTOM_VALUES);
  }

  private void send(Histogram.Builder histogram) throws Exception {
    sender.send(series("__name__", "h").addHistograms(histogram).build());
  }
}
