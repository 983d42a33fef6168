/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.MessageV2.customHistogram;
import static io.github.remotewrite.receiver.MessageV2.nativeHistogram;
import static io.github.remotewrite.receiver.MessageV2.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.internal.proto.v2.Histogram;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Native Histograms specification: custom buckets, which only Remote Write 2.0 has. */
final class CustomBucketRulesIT extends ReceiverFixture {

  @Test
  void customBucketsAreStored() throws Exception {
    send(customHistogram());

    assertAccepted();
    StoredHistogram stored = receiver.series("h").get(0).histograms().get(0);
    assertThat(stored.schema()).isEqualTo(-53);
    assertThat(stored.customValues()).containsExactly(-2.0, -1.0, 0.0, 1.0, 2.0);
    assertThat(stored.positiveBuckets()).isEqualTo(Map.of(0, 10L, 3, 20L, 4, 5L, 5, 2L));
  }

  @Test
  void bucketWithoutBoundsIsAccepted() throws Exception {
    send(
        Histogram.newBuilder()
            .setTimestamp(TestMessages.T)
            .setSchema(-53)
            .setCountInt(2)
            .addPositiveSpans(span(0, 1))
            .addPositiveDeltas(2));

    assertAccepted();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void boundThatDoesNotIncreaseOrIsNotFiniteIsRefused(double bound) throws Exception {
    send(customHistogram().setCustomValues(4, bound));

    assertRefused(Rule.HISTOGRAM_CUSTOM_BOUNDS);
  }

  @Test
  void firstBoundOfMinusInfinityIsRefused() throws Exception {
    send(customHistogram().setCustomValues(0, Double.NEGATIVE_INFINITY));

    assertRefused(Rule.HISTOGRAM_CUSTOM_BOUNDS);
  }

  @Test
  void indexAfterTheInfiniteBucketIsRefused() throws Exception {
    send(customHistogram().setPositiveSpans(1, span(3, 3)));

    assertRefused(Rule.HISTOGRAM_CUSTOM_BUCKETS);
  }

  @Test
  void negativeIndexIsRefused() throws Exception {
    send(customHistogram().setPositiveSpans(0, span(-1, 1)));

    assertRefused(Rule.HISTOGRAM_CUSTOM_BUCKETS);
  }

  @Test
  void zeroBucketIsRefused() throws Exception {
    send(customHistogram().setZeroCountInt(1).setCountInt(38));

    assertRefused(Rule.HISTOGRAM_CUSTOM_BUCKETS);
  }

  @Test
  void zeroThresholdIsRefused() throws Exception {
    send(customHistogram().setZeroThreshold(1e-128));

    assertRefused(Rule.HISTOGRAM_CUSTOM_BUCKETS);
  }

  @Test
  void negativeBucketsAreRefused() throws Exception {
    send(customHistogram().addNegativeSpans(span(0, 1)).addNegativeDeltas(1).setCountInt(38));

    assertRefused(Rule.HISTOGRAM_CUSTOM_BUCKETS);
  }

  @Test
  void countThatDiffersFromTheBucketsIsRefused() throws Exception {
    send(customHistogram().setCountInt(38));

    assertRefused(Rule.HISTOGRAM_COUNT);
  }

  @Test
  void boundsOfAnExponentialSchemaAreRefused() throws Exception {
    send(nativeHistogram().addCustomValues(1));

    assertRefused(Rule.HISTOGRAM_CUSTOM_VALUES);
  }

  @ParameterizedTest
  @ValueSource(ints = {-52, -5, 9})
  void otherSchemaIsRefused(int schema) throws Exception {
    send(nativeHistogram().setSchema(schema));

    assertRefused(Rule.HISTOGRAM_SCHEMA);
  }

  @Test
  void countsAsFloatsAreRefused() throws Exception {
    send(nativeHistogram().setCountFloat(6));

    assertRefused(Rule.HISTOGRAM_FLAVOR);
  }

  private void send(Histogram.Builder histogram) throws Exception {
    MessageV2 message = new MessageV2();
    sender.send(message.add(message.histogram("__name__", "h").addHistograms(histogram)).build());
  }
}
