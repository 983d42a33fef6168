/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.TestMessages.T;
import static io.github.remotewrite.receiver.TestMessages.classicHistogram;
import static io.github.remotewrite.receiver.TestMessages.sample;
import static io.github.remotewrite.receiver.TestMessages.series;

import io.github.remotewrite.receiver.internal.proto.v1.TimeSeries;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The series of a classic histogram fit together. */
final class ClassicHistogramRulesIT extends ReceiverFixture {

  @Test
  void cumulativeBucketsThatEndWithTheCountAreAccepted() throws Exception {
    send(3, new String[] {"-0.5", "1", "2.5e+06", "+Inf"}, 0, 2, 2, 3);

    assertAccepted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "NaN", "1d", " 1", "Infinity", "inf"})
  void boundThatIsNoNumberIsRefused(String bound) throws Exception {
    send(3, new String[] {bound, "+Inf"}, 1, 3);

    assertRefused(Rule.BUCKET_BOUND);
  }

  @Test
  void boundGivenTwiceIsRefused() throws Exception {
    send(3, new String[] {"1", "1.0", "+Inf"}, 1, 1, 3);

    assertRefused(Rule.BUCKET_BOUND_REPEATED);
  }

  @Test
  void histogramWithoutInfinityIsRefused() throws Exception {
    send(3, new String[] {"1", "2"}, 1, 3);

    assertRefused(Rule.BUCKET_INFINITY);
  }

  @Test
  void bucketBelowItsPredecessorIsRefused() throws Exception {
    send(3, new String[] {"1", "2", "+Inf"}, 2, 1, 3);

    assertRefused(Rule.BUCKET_CUMULATIVE);
  }

  @Test
  void countThatDiffersFromInfinityIsRefused() throws Exception {
    send(4, new String[] {"1", "+Inf"}, 1, 3);

    assertRefused(Rule.BUCKET_COUNT);
  }

  @Test
  void bucketsWithoutTheirCountAreRefused() throws Exception {
    List<TimeSeries> histogram =
        classicHistogram(3, new String[] {"1", "+Inf"}, new double[] {1, 3});

    sender.send(histogram.get(1), histogram.get(2));

    assertRefused(Rule.BUCKET_COUNT);
  }

  @Test
  void staleMarkersAreNotCompared() throws Exception {
    double stale = Double.longBitsToDouble(StoredSample.STALE_MARKER_BITS);

    sender.send(series("__name__", "h_bucket", "le", "1").addSamples(sample(T, stale)).build());

    assertAccepted();
  }

  @Test
  void metricThatIsOnlyNamedLikeABucketIsNoHistogram() throws Exception {
    sender.send(series("__name__", "leaky_bucket").addSamples(sample(T, 1)).build());

    assertAccepted();
  }

  private void send(double count, String[] bounds, double... values) throws Exception {
    sender.send(classicHistogram(count, bounds, values).toArray(TimeSeries[]::new));
  }
}
