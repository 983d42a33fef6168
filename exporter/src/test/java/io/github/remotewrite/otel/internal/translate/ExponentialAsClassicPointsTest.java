/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.NONE;
import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.buckets;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exponential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.internal.translate.RecordingBatch.Written;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExponentialAsClassicPointsTest {
  private final TestTranslator translator =
      new TestTranslator(new TestSettings().setClassicExponentialHistograms(true));

  @Test
  void bucketsCountEverythingUpToTheirBounds() {
    RecordingBatch batch =
        translate(ExponentialPoint.of(0, buckets(1, 4, 0, 5), 2, buckets(0, 1, 3)));

    // Scale 0: bucket i ends at 2^(i+1); below zero it begins at its negative.
    assertThat(batch.named("h_bucket"))
        .extracting(sample -> sample.label("le"), Written::value)
        .containsExactly(
            tuple("-4", 0.0),
            tuple("-2", 3.0),
            tuple("-1", 4.0),
            tuple("0", 6.0),
            tuple("2", 6.0),
            tuple("4", 10.0),
            tuple("8", 10.0),
            tuple("16", 15.0),
            tuple("+Inf", 15.0));
    assertThat(batch.named("h_count")).extracting(Written::value).containsExactly(15.0);
    assertThat(batch.named("h_sum")).extracting(Written::value).containsExactly(1.0);
    assertThat(batch.histograms()).isEmpty();
    assertThat(batch.metadata()).containsEntry("h", metadata());
  }

  @Test
  void countsThatOverflowAreRefused() {
    RecordingBatch batch =
        translate(ExponentialPoint.of(0, buckets(0, Long.MAX_VALUE), 1, buckets(0, 1)));

    assertThat(batch.named("h_count")).isEmpty();
    assertThat(translator.dropped()).isEqualTo(Map.of(DataPointDropReason.ERROR, 1L));
  }

  @Test
  void histogramOfNothingButZerosHasTheBoundZero() {
    assertThat(translate(ExponentialPoint.of(0, NONE, 7, NONE)).named("h_bucket"))
        .extracting(sample -> sample.label("le"), Written::value)
        .containsExactly(tuple("0", 7.0), tuple("+Inf", 7.0));
  }

  @Test
  void emptyHistogramHasTheBoundZero() {
    assertThat(translate(ExponentialPoint.of(20, NONE)).named("h_bucket"))
        .extracting(sample -> sample.label("le"), Written::value)
        .containsExactly(tuple("0", 0.0), tuple("+Inf", 0.0));
  }

  @Test
  void boundsReachFromTheFirstObservationToTheLast() {
    assertThat(translate(ExponentialPoint.of(0, buckets(-3, 0, 0, 1, 0, 1, 0))).named("h_bucket"))
        .extracting(sample -> sample.label("le"))
        .containsExactly("0", "0.5", "1", "2", "4", "+Inf");
  }

  @Test
  void anyLayoutHasRisingBoundsAtNativeLimitsAndCountsThatNeverFall() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      int scale = random.nextInt(-4, 21);
      ExponentialPoint point =
          ExponentialPoint.of(
                  scale, randomBuckets(random), random.nextInt(3), randomBuckets(random))
              .at(TestMetrics.NANOS + i * 1_000_000L);

      RecordingBatch batch = translate(point);

      List<Written> written = batch.named("h_bucket");
      double[] bounds =
          written.stream().mapToDouble(ExponentialAsClassicPointsTest::bound).toArray();
      assertThat(bounds).as("%s", point).isSorted().doesNotHaveDuplicates();
      assertThat(written.stream().mapToDouble(Written::value).toArray())
          .as("%s", point)
          .isSorted()
          .endsWith((double) point.getCount());
      assertThat(batch.named("h_count").get(0).value()).isEqualTo((double) point.getCount());
      for (double bound : bounds) {
        assertIsNativeLimit(bound, Math.min(scale, 8));
      }
    }
  }

  @Test
  void bucketsAtTheEndsOfWhatADoubleCanBeHaveBoundsThatRise() {
    // Scale -4: the lowest bucket ends at 2^-1072, the highest at 2^1024.
    RecordingBatch batch =
        translate(
            ExponentialPoint.of(
                -4, buckets(-68, LongStream.generate(() -> 1).limit(132).toArray())));

    List<Written> written = batch.named("h_bucket");
    assertThat(written.stream().mapToDouble(ExponentialAsClassicPointsTest::bound).toArray())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(written.stream().mapToDouble(Written::value).toArray()).isSorted().endsWith(132);
  }

  @Test
  void exemplarStandsOnTheBucketOfItsValue() {
    RecordingBatch batch =
        translate(
            ExponentialPoint.of(0, buckets(0, 1, 1))
                .with(
                    TestMetrics.exemplar(0),
                    TestMetrics.exemplar(2),
                    TestMetrics.exemplar(3),
                    TestMetrics.exemplar(100)));

    assertThat(batch.named("h_bucket"))
        .extracting(
            sample -> sample.label("le"),
            sample -> batch.exemplars(sample.labels()).stream().map(Exemplar::value).toList())
        .containsExactly(
            tuple("0", List.of(0.0)),
            tuple("1", List.of()),
            tuple("2", List.of(2.0)),
            tuple("4", List.of(3.0)),
            tuple("+Inf", List.of(100.0)));
  }

  @Test
  void seriesOfBoundsThatAreGoneEndWhileTheOthersGoOn() {
    translate(ExponentialPoint.of(1, buckets(0, 1, 1, 1, 1)));

    RecordingBatch batch =
        translator.translateAfter(
            60, exponential("h", ExponentialPoint.of(0, buckets(0, 2, 3)).at(later(60))));

    // Scale 1 has bounds at every power of the square root of 2; scale 0 only at those of 2.
    assertThat(batch.staleMarkers())
        .hasSize(2)
        .allSatisfy(
            marker -> {
              assertThat(bound(marker)).isIn(Math.sqrt(2), 2 * Math.sqrt(2));
              assertThat(marker.timestampMillis()).isEqualTo(TestMetrics.MILLIS + 1);
            });
    assertThat(batch.named("h_bucket"))
        .extracting(sample -> sample.label("le"), Written::value)
        .containsExactly(
            tuple("0", 0.0), tuple("1", 0.0), tuple("2", 2.0), tuple("4", 5.0), tuple("+Inf", 5.0));
    assertThat(translator.dropped()).isEmpty();
  }

  @Test
  void rangeThatGrowsEndsNoSeries() {
    translate(ExponentialPoint.of(0, buckets(0, 1)));

    RecordingBatch batch =
        translator.translateAfter(
            60, exponential("h", ExponentialPoint.of(0, buckets(-1, 1, 1, 1)).at(later(60))));

    assertThat(batch.staleMarkers()).isEmpty();
    assertThat(batch.named("h_bucket"))
        .extracting(sample -> sample.label("le"))
        .containsExactly("0", "0.5", "1", "2", "4", "+Inf");
  }

  @Test
  void scaleThatIsTooCoarseIsDropped() {
    assertThat(translate(ExponentialPoint.of(-5, buckets(0, 1))).named("h_count")).isEmpty();
    assertThat(translator.dropped()).isEqualTo(Map.of(DataPointDropReason.SCALE, 1L));
  }

  @Test
  void negativeCountsAreBroken() {
    RecordingBatch batch =
        translator.translate(
            exponential("a", ExponentialPoint.of(0, buckets(0, 1, -1))),
            exponential("b", ExponentialPoint.of(0, NONE, 1, buckets(0, -1, 1))),
            exponential("c", ExponentialPoint.of(0, buckets(0, 5), -1, NONE)));

    assertThat(batch.samples()).extracting(s -> s.label("__name__")).containsOnly("target_info");
    assertThat(translator.dropped()).isEqualTo(Map.of(DataPointDropReason.ERROR, 3L));
  }

  private static void assertIsNativeLimit(double bound, int schema) {
    if (bound != 0 && Math.abs(bound) < Double.MAX_VALUE) {
      double index = Math.log(Math.abs(bound)) / Math.log(2) * Math.pow(2, schema);
      assertThat(index).isCloseTo(Math.rint(index), within(1e-6));
    }
  }

  private static ExponentialPoint.Side randomBuckets(Random random) {
    double filled = random.nextDouble();
    long[] counts =
        LongStream.generate(() -> random.nextDouble() < filled ? random.nextInt(1, 9) : 0)
            .limit(random.nextInt(40))
            .toArray();
    return buckets(random.nextInt(-60, 60), counts);
  }

  private static double bound(Written sample) {
    String le = sample.label("le");
    return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
  }

  private static long later(long seconds) {
    return TestMetrics.nanosAfter(seconds);
  }

  private static Metadata metadata() {
    return new Metadata(Metadata.Type.HISTOGRAM, "h", "", "");
  }

  private RecordingBatch translate(ExponentialHistogramPointData point) {
    return translator.translate(exponential("h", point));
  }
}
