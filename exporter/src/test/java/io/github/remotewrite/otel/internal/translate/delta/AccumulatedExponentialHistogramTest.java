/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.delta;

import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.added;
import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.buckets;
import static io.github.remotewrite.otel.internal.translate.delta.TestDeltas.exponential;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.internal.translate.delta.TestDeltas.Buckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccumulatedExponentialHistogramTest {
  private static final int MAX_BUCKETS = 160;

  private final DeltaAccumulator<ExponentialHistogramPointData> accumulator =
      DeltaAccumulator.ofExponentialHistograms(10);

  @Test
  void bucketsZerosCountAndSumAreAdded() {
    added(accumulator, exponential(0, 10, 1.5, 2, buckets(3, 4, 1, 2), buckets(3, -7, 5)));

    ExponentialHistogramPointData total =
        added(accumulator, exponential(10, 20, 2.5, 3, buckets(3, 5, 10), buckets(3, -9, 6)));

    assertThat(total.getScale()).isEqualTo(3);
    assertBuckets(total.getPositiveBuckets(), 3, 4, 1, 12);
    assertBuckets(total.getNegativeBuckets(), 3, -9, 6, 0, 5);
    assertThat(total.getZeroCount()).isEqualTo(5);
    assertThat(total.getCount()).isEqualTo(29);
    assertThat(total.getSum()).isEqualTo(4.0);
    assertThat(total.getStartEpochNanos()).isZero();
    assertThat(total.getEpochNanos()).isEqualTo(20);
  }

  @Test
  void minimumAndMaximumAreLeftOut() {
    ExponentialHistogramPointData total = added(accumulator, exponential(0, 1, buckets(0, 0, 1)));

    assertThat(total.hasMin()).isFalse();
    assertThat(total.hasMax()).isFalse();
  }

  @Test
  void deltaOfLowerScaleLowersTheTotals() {
    // Indexes -3 to 2; two scales lower -1 holds -4 to -1, and 0 holds 0 to 3.
    added(accumulator, exponential(0, 10, buckets(2, -3, 1, 2, 4, 8, 16, 32)));

    ExponentialHistogramPointData total =
        added(accumulator, exponential(10, 20, buckets(0, -1, 100, 1000)));

    assertBuckets(total.getPositiveBuckets(), 0, -1, 107, 1056);
    assertThat(total.getNegativeBuckets().getScale()).isZero();
    assertThat(total.getStartEpochNanos()).isZero();
  }

  @Test
  void deltaOfHigherScaleIsMergedIntoTheTotals() {
    added(accumulator, exponential(0, 10, buckets(0, -1, 100, 1000)));

    ExponentialHistogramPointData total =
        added(accumulator, exponential(10, 20, buckets(2, -3, 1, 2, 4, 8, 16, 32)));

    assertBuckets(total.getPositiveBuckets(), 0, -1, 107, 1056);
  }

  @Test
  void distantBucketsLowerTheScaleUntilThereIsRoom() {
    added(accumulator, exponential(0, 10, buckets(3, 0, 1)));

    // 160 is one too many at scale 3; at scale 2 it is 80.
    ExponentialHistogramPointData total =
        added(accumulator, exponential(10, 20, buckets(3, 160, 2)));

    assertThat(total.getScale()).isEqualTo(2);
    assertThat(total.getPositiveBuckets().getBucketCounts())
        .hasSize(81)
        .startsWith(1L)
        .endsWith(2L);
  }

  @Test
  void asManyBucketsAsAllowedKeepTheScale() {
    added(accumulator, exponential(0, 10, buckets(3, 0, 1)));

    ExponentialHistogramPointData total =
        added(accumulator, exponential(10, 20, buckets(3, 159, 2)));

    assertThat(total.getScale()).isEqualTo(3);
    assertThat(total.getPositiveBuckets().getBucketCounts()).hasSize(MAX_BUCKETS);
  }

  @Test
  void wholeRangeOfDoublesFitsTheLowestScale() {
    // 2^-1074 and the greatest double, at scale 0.
    added(accumulator, exponential(0, 10, buckets(0, -1075, 1)));

    ExponentialHistogramPointData total =
        added(accumulator, exponential(10, 20, buckets(0, 1023, 2)));

    assertThat(total.getScale()).isEqualTo(-4);
    assertThat(total.getPositiveBuckets().getTotalCount()).isEqualTo(3);
    assertThat(total.getPositiveBuckets().getOffset()).isEqualTo(-68);
    assertThat(total.getPositiveBuckets().getBucketCounts()).hasSize(68 + 64);
  }

  @Test
  void emptyBucketsAtTheEndsAreCutOff() {
    ExponentialHistogramPointData total =
        added(accumulator, exponential(0, 10, buckets(3, 4, 0, 0, 7, 0, 8, 0, 0, 0)));

    assertBuckets(total.getPositiveBuckets(), 3, 6, 7, 0, 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -5, -4, 0, Integer.MAX_VALUE})
  void scaleOfADeltaWithoutBucketsIsNotLookedAt(int scale) {
    added(accumulator, exponential(0, 10, buckets(3, 4, 1)));

    ExponentialHistogramPointData total =
        added(accumulator, exponential(10, 20, 0, 5, buckets(scale, 9, 0, 0), buckets(scale, 0)));

    assertBuckets(total.getPositiveBuckets(), 3, 4, 1);
    assertThat(total.getZeroCount()).isEqualTo(5);
    assertThat(total.getCount()).isEqualTo(6);
  }

  @Test
  void totalOfZerosTakesTheScaleOfTheFirstBuckets() {
    added(accumulator, exponential(0, 10, 0, 5, buckets(0, 0), buckets(0, 0)));

    ExponentialHistogramPointData total = added(accumulator, exponential(10, 20, buckets(7, 4, 1)));

    assertBuckets(total.getPositiveBuckets(), 7, 4, 1);
  }

  @Test
  void scaleAboveTheSdksIsLoweredToIts() {
    ExponentialHistogramPointData total =
        added(accumulator, exponential(0, 10, buckets(22, -1, 1)));

    assertBuckets(total.getPositiveBuckets(), 20, -1, 1);
  }

  @Test
  void hugeScaleIsNoShiftByItsRemainder() {
    ExponentialHistogramPointData total =
        added(accumulator, exponential(0, 10, buckets(Integer.MAX_VALUE, -1, 1, 2)));

    assertBuckets(total.getPositiveBuckets(), 20, -1, 1, 2);
  }

  @Test
  void overflowBeginsAnewAtItsOwnScale() {
    added(accumulator, exponential(0, 10, buckets(0, 0, Long.MAX_VALUE)));

    ExponentialHistogramPointData total = added(accumulator, exponential(10, 20, buckets(5, 3, 1)));

    assertBuckets(total.getPositiveBuckets(), 5, 3, 1);
    assertThat(total.getCount()).isEqualTo(1);
    assertThat(total.getStartEpochNanos()).isEqualTo(10);
  }

  static Stream<ExponentialHistogramPointData> brokenDeltas() {
    Buckets none = buckets(0, 0);
    Buckets one = buckets(0, 0, 1);
    Buckets most = buckets(0, 0, Long.MAX_VALUE);
    return Stream.of(
        exponential(10, 20, buckets(0, 0, 1, -1)),
        exponential(10, 20, 1, -1, one, none),
        exponential(10, 20, 1, 0, none, buckets(0, 0, -1)),
        exponential(10, 20, buckets(0, 0, Long.MAX_VALUE, 1)),
        exponential(10, 20, 1, 0, most, one),
        exponential(10, 20, 1, 1, most, none),
        exponential(10, 20, Double.NaN, 0, one, none),
        exponential(10, 20, 1, 0, one, buckets(1, 0, 1)),
        exponential(10, 20, buckets(-5, 0, 1)),
        exponential(10, 20, buckets(Integer.MIN_VALUE, 0, 1)),
        exponential(10, 20, buckets(0, Integer.MAX_VALUE, 1)),
        exponential(10, 20, buckets(20, Integer.MAX_VALUE, 0, 1)),
        exponential(10, 20, buckets(20, Integer.MIN_VALUE, 1)),
        exponential(10, 20, buckets(-4, 80, 1)),
        exponential(10, 20, buckets(-4, -81, 1)));
  }

  @ParameterizedTest
  @MethodSource("brokenDeltas")
  void brokenDeltaChangesNothing(ExponentialHistogramPointData broken) {
    ExponentialHistogramPointData total =
        added(accumulator, exponential(0, 10, 1, 2, buckets(3, 4, 5), buckets(3, 6, 7)));

    assertThat(accumulator.add(broken)).isNull();
    assertThat(accumulator.outcome()).isEqualTo(DeltaOutcome.BROKEN);
    assertBuckets(total.getPositiveBuckets(), 3, 4, 5);
    assertBuckets(total.getNegativeBuckets(), 3, 6, 7);
    assertThat(total.getZeroCount()).isEqualTo(2);
    assertThat(total.getCount()).isEqualTo(14);
    assertThat(total.getSum()).isEqualTo(1);
    assertThat(total.getEpochNanos()).isEqualTo(10);
  }

  @Test
  void nonsenseNeverThrows() {
    Random random = new Random(4);
    int[] scales = {Integer.MIN_VALUE, -5, -4, 0, 8, 20, 21, 40, 63, 64, 100, Integer.MAX_VALUE};
    int[] offsets = {Integer.MIN_VALUE, -1_342_177_280, -1, 0, 1, 1_342_177_279, Integer.MAX_VALUE};
    long[] counts = {Long.MIN_VALUE, -1, 0, 0, 1, 1, 1, Long.MAX_VALUE / 3, Long.MAX_VALUE};
    for (int end = 1; end <= 100_000; end++) {
      int scale = scales[random.nextInt(scales.length)];
      ExponentialHistogramPointData delta =
          exponential(
              random.nextLong(),
              end,
              random.nextInt(20) == 0 ? Double.NaN : Double.longBitsToDouble(random.nextLong()),
              counts[random.nextInt(counts.length)],
              buckets(scale, offsets[random.nextInt(offsets.length)], some(random, counts)),
              buckets(scale, offsets[random.nextInt(offsets.length)], some(random, counts)));
      ExponentialHistogramPointData total = accumulator.add(delta);
      if (total != null) {
        assertThat(total.getScale()).isBetween(-4, 20);
        assertThat(total.getPositiveBuckets().getBucketCounts()).hasSizeLessThan(MAX_BUCKETS + 1);
        assertThat(total.getNegativeBuckets().getBucketCounts()).hasSizeLessThan(MAX_BUCKETS + 1);
        assertThat(total.getCount()).isNotNegative();
      }
    }
  }

  private static long[] some(Random random, long[] counts) {
    return random.ints(random.nextInt(4), 0, counts.length).mapToLong(i -> counts[i]).toArray();
  }

  /** Compares with counts by index, kept at the scale of each delta and merged only at the end. */
  @RepeatedTest(200)
  void everyBucketHasTheCountsOfAllItsDeltas(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<Integer, NavigableMap<Long, Long>> positive = new TreeMap<>(Collections.reverseOrder());
    Map<Integer, NavigableMap<Long, Long>> negative = new TreeMap<>(Collections.reverseOrder());
    int highestScale = random.nextInt(-4, 21);
    int lowestScale = random.nextInt(-4, highestScale + 1);
    // Spreads of every order of magnitude, so that some totals keep their scale.
    double spread = Math.pow(2, random.nextInt(11)) * random.nextDouble();
    int scale = 20;
    for (int end = 1; end <= 30; end++) {
      int deltaScale = random.nextInt(lowestScale, highestScale + 1);
      Buckets up = randomBuckets(random, deltaScale, spread);
      Buckets down =
          random.nextBoolean() ? buckets(deltaScale, 0) : randomBuckets(random, deltaScale, 1);
      remember(positive, up);
      remember(negative, down);
      if (up.getTotalCount() + down.getTotalCount() > 0) {
        scale = Math.min(scale, deltaScale);
      }

      ExponentialHistogramPointData total =
          added(accumulator, exponential(end - 1, end, end, 1, up, down));

      while (width(mergedTo(scale, positive)) > MAX_BUCKETS
          || width(mergedTo(scale, negative)) > MAX_BUCKETS) {
        scale--;
      }
      assertThat(total.getScale()).isEqualTo(scale);
      assertThat(byIndex(total.getPositiveBuckets())).isEqualTo(mergedTo(scale, positive));
      assertThat(byIndex(total.getNegativeBuckets())).isEqualTo(mergedTo(scale, negative));
      assertThat(total.getZeroCount()).isEqualTo(end);
      assertThat(total.getCount())
          .isEqualTo(
              end
                  + total.getPositiveBuckets().getTotalCount()
                  + total.getNegativeBuckets().getTotalCount());
    }
  }

  private static Buckets randomBuckets(Random random, int scale, double spread) {
    // A point between 2^-spread and 2^spread, as an index of its scale.
    double exponent = (random.nextDouble() * 2 - 1) * spread;
    int offset = (int) Math.floor(exponent * Math.pow(2, scale));
    long[] counts =
        random.longs(random.nextInt(200), 0, 5).map(count -> Math.max(0, count - 2)).toArray();
    // Wide buckets leave no room for many of them below 2^1024.
    int most = (int) Math.min(counts.length, Math.pow(2, scale) * 200 + 1);
    return buckets(scale, offset, Arrays.copyOf(counts, most));
  }

  private static void remember(Map<Integer, NavigableMap<Long, Long>> byScale, Buckets buckets) {
    NavigableMap<Long, Long> counts =
        byScale.computeIfAbsent(buckets.getScale(), scale -> new TreeMap<>());
    byIndex(buckets).forEach((index, count) -> counts.merge(index, count, Long::sum));
  }

  private static NavigableMap<Long, Long> byIndex(ExponentialHistogramBuckets buckets) {
    NavigableMap<Long, Long> counts = new TreeMap<>();
    long index = buckets.getOffset();
    for (long count : buckets.getBucketCounts()) {
      if (count != 0) {
        counts.put(index, count);
      }
      index++;
    }
    return counts;
  }

  private static NavigableMap<Long, Long> mergedTo(
      int scale, Map<Integer, NavigableMap<Long, Long>> all) {
    NavigableMap<Long, Long> merged = new TreeMap<>();
    all.forEach(
        (from, counts) -> {
          long wider = (long) Math.pow(2, Math.max(0, from - scale));
          counts.forEach(
              (index, count) -> merged.merge(Math.floorDiv(index, wider), count, Long::sum));
        });
    return merged;
  }

  private static long width(NavigableMap<Long, Long> counts) {
    return counts.isEmpty() ? 0 : counts.lastKey() - counts.firstKey() + 1;
  }

  private static void assertBuckets(
      ExponentialHistogramBuckets buckets, int scale, int offset, long... counts) {
    assertThat(buckets.getScale()).isEqualTo(scale);
    assertThat(buckets.getOffset()).isEqualTo(offset);
    assertThat(buckets.getBucketCounts()).isEqualTo(TestDeltas.boxed(counts));
    assertThat(buckets.getTotalCount()).isEqualTo(Arrays.stream(counts).sum());
  }
}
