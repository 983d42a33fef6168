/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.NONE;
import static io.github.remotewrite.otel.internal.translate.ExponentialPoint.buckets;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.exponential;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.SerializedName;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.internal.translate.ExponentialPoint.Side;
import io.github.remotewrite.otel.internal.translate.RecordingBatch.WrittenHistogram;
import io.github.remotewrite.otel.internal.translate.name.GoldenCases;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeHistogramPointsTest {
  private final TestTranslator translator = new TestTranslator();

  static Stream<Case> cases() {
    return GoldenCases.read("exponential-histograms.json", Case[].class).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bucketsAreThoseOfTheReference(Case golden) {
    Side positive = golden.positive == null ? NONE : golden.positive.toSide();
    Side negative = golden.negative == null ? NONE : golden.negative.toSide();

    WrittenHistogram histogram =
        translate(
            ExponentialPoint.of(golden.scale, positive, golden.zeroCount, negative)
                .withSum(golden.sum));

    assertThat(histogram.schema()).isEqualTo(golden.expected.schema);
    assertThat(histogram.count()).isEqualTo(golden.expected.count);
    assertThat(histogram.sum()).isEqualTo(golden.sum);
    assertThat(histogram.zeroCount()).isEqualTo(golden.zeroCount);
    assertThat(histogram.positive()).isEqualTo(orNone(golden.expected.positive));
    assertThat(histogram.negative()).isEqualTo(orNone(golden.expected.negative));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bucketsBelowZeroAreThoseAboveIt(Case golden) {
    Side positive = golden.positive == null ? NONE : golden.positive.toSide();

    WrittenHistogram histogram =
        translate(ExponentialPoint.of(golden.scale, NONE, golden.zeroCount, positive));

    assertThat(histogram.negative()).isEqualTo(orNone(golden.expected.positive));
    assertThat(histogram.positive()).isEmpty();
  }

  @Test
  void totalsAreThePoints() {
    WrittenHistogram histogram =
        translate(ExponentialPoint.of(3, buckets(0, 1, 2), 4, buckets(-3, 8)).withSum(-5.5));

    assertThat(histogram.schema()).isEqualTo(3);
    assertThat(histogram.count()).isEqualTo(15);
    assertThat(histogram.zeroCount()).isEqualTo(4);
    assertThat(histogram.zeroThreshold()).isEqualTo(1e-128);
    assertThat(histogram.sum()).isEqualTo(-5.5);
    assertThat(histogram.positive()).isEqualTo(Map.of(1, 1L, 2, 2L));
    assertThat(histogram.negative()).isEqualTo(Map.of(-2, 8L));
    assertThat(histogram.timestampMillis()).isEqualTo(TestMetrics.MILLIS);
    assertThat(histogram.labels())
        .isEqualTo(
            Map.of(
                "__name__", "h",
                "job", "demo/shop",
                "instance", "one",
                "otel_scope_name", "scope"));
  }

  @Test
  void emptyHistogramHasNoBuckets() {
    WrittenHistogram histogram = translate(ExponentialPoint.of(20, NONE).withSum(0));

    assertThat(histogram.count()).isZero();
    assertThat(histogram.positive()).isEmpty();
    assertThat(histogram.negative()).isEmpty();
    assertThat(histogram.schema()).isEqualTo(8);
  }

  @Test
  void bucketsWithoutObservationsAreLeftOut() {
    WrittenHistogram histogram =
        translate(ExponentialPoint.of(0, buckets(-2, 0, 0, 3, 0, 0, 0, 0, 4, 0)));

    assertThat(histogram.positive()).isEqualTo(Map.of(1, 3L, 6, 4L));
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, 0, 8})
  void scaleThatPrometheusHasIsKept(int scale) {
    assertThat(translate(ExponentialPoint.of(scale, buckets(0, 1))).schema()).isEqualTo(scale);
  }

  @Test
  void finestScaleOfTheSdkIsBroughtDownToTheFinestOfPrometheus() {
    // 4096 buckets of scale 20 make one of scale 8: indexes 4095 and 4096 part at its limit.
    WrittenHistogram histogram = translate(ExponentialPoint.of(20, buckets(4095, 1, 2)));

    assertThat(histogram.schema()).isEqualTo(8);
    assertThat(histogram.positive()).isEqualTo(Map.of(1, 1L, 2, 2L));
  }

  @Test
  void scaleThatIsTooCoarseCostsNoOtherPoint() {
    ExponentialHistogramPointData good =
        ExponentialPoint.of(-4, buckets(0, 1)).with(Attributes.of(stringKey("k"), "good"));

    RecordingBatch batch =
        translator.translate(exponential("h", ExponentialPoint.of(-5, buckets(0, 1)), good));

    assertThat(batch.histograms())
        .singleElement()
        .satisfies(histogram -> assertThat(histogram.labels()).containsEntry("k", "good"));
    assertThat(translator.dropped()).isEqualTo(Map.of(DataPointDropReason.SCALE, 1L));
    assertThat(translator.warnings())
        .singleElement()
        .asString()
        .contains("metric=h", "dataPoints=1", "scale=-5");
  }

  @Test
  void scaleThatBecomesTooCoarseIsDroppedFromThenOn() {
    translate(ExponentialPoint.of(-4, buckets(0, 1)));

    RecordingBatch batch =
        translator.translate(
            exponential("h", ExponentialPoint.of(-5, buckets(0, 1)).at(TestMetrics.nanosAfter(1))));

    assertThat(batch.histograms()).isEmpty();
    assertThat(translator.dropped()).isEqualTo(Map.of(DataPointDropReason.SCALE, 1L));
  }

  @Test
  void negativeCountsAreBroken() {
    RecordingBatch batch =
        translator.translate(
            exponential("a", ExponentialPoint.of(0, buckets(0, 1, -1))),
            exponential("b", ExponentialPoint.of(0, NONE, 1, buckets(0, -1))),
            exponential("c", ExponentialPoint.of(0, buckets(0, 5), -1, NONE)));

    assertThat(batch.histograms()).isEmpty();
    assertThat(translator.dropped()).isEqualTo(Map.of(DataPointDropReason.ERROR, 3L));
  }

  @Test
  void differencesAreAddedUp() {
    AggregationTemporality delta = AggregationTemporality.DELTA;
    translator.translate(exponential("h", delta, ExponentialPoint.of(1, buckets(0, 1))));

    RecordingBatch batch =
        translator.translate(
            exponential(
                "h", delta, ExponentialPoint.of(1, buckets(1, 2)).at(TestMetrics.nanosAfter(1))));

    assertThat(batch.histograms().get(0).positive()).isEqualTo(Map.of(1, 1L, 2, 2L));
    assertThat(batch.histograms().get(0).count()).isEqualTo(3);
  }

  @Test
  void differenceIsRefusedWhereTheyAreNotAddedUp() {
    TestTranslator strict = new TestTranslator(new TestSettings().setDeltaToCumulative(false));

    RecordingBatch batch =
        strict.translate(
            exponential(
                "test_histogram_1",
                AggregationTemporality.DELTA,
                ExponentialPoint.of(0, buckets(0, 1))));

    assertThat(batch.histograms()).isEmpty();
    assertThat(strict.dropped()).isEqualTo(Map.of(DataPointDropReason.DELTA_TEMPORALITY, 1L));
    assertThat(strict.warnings()).singleElement().asString().contains("test_histogram_1");
  }

  @Test
  void anyLayoutKeepsItsObservationsInTheirBuckets() {
    Random random = new Random(20260821);
    for (int i = 0; i < 100_000; i++) {
      int scale = random.nextInt(-4, 21);
      Side positive = randomSide(random);
      Side negative = random.nextBoolean() ? NONE : randomSide(random);
      long zeroCount = random.nextInt(3);
      ExponentialPoint point =
          ExponentialPoint.of(scale, positive, zeroCount, negative)
              .at(TestMetrics.NANOS + i * 1_000_000L);

      WrittenHistogram histogram = translate(point);

      assertThat(histogram.positive()).as("%s", point).isEqualTo(merged(positive, scale));
      assertThat(histogram.negative()).as("%s", point).isEqualTo(merged(negative, scale));
      assertThat(histogram.count()).as("%s", point).isEqualTo(point.getCount());
    }
  }

  private static Side randomSide(Random random) {
    int length = random.nextInt(random.nextInt(8) == 0 ? 600 : 40);
    double filled = random.nextDouble();
    long[] counts =
        LongStream.generate(() -> random.nextDouble() < filled ? random.nextInt(1, 100) : 0)
            .limit(length)
            .toArray();
    return buckets(random.nextInt(-5_000, 5_001), counts);
  }

  /** Merges buckets one by one; those beyond what a double can be end up in the outermost one. */
  private static Map<Integer, Long> merged(Side side, int scale) {
    int schema = Math.min(scale, 8);
    int lowest = (int) Math.floor(-1074 * Math.pow(2, schema));
    int highest = (int) (1024 * Math.pow(2, schema)) + 1;
    Map<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < side.getBucketCounts().size(); i++) {
      int index = Math.floorDiv(side.getOffset() + i, 1 << (scale - schema)) + 1;
      counts.merge(
          Math.max(lowest, Math.min(index, highest)), side.getBucketCounts().get(i), Long::sum);
    }
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private WrittenHistogram translate(ExponentialHistogramPointData point) {
    return translator.translate(exponential("h", point)).histograms().get(0);
  }

  private static Map<Integer, Long> orNone(@Nullable Map<Integer, Long> buckets) {
    return buckets == null ? Map.of() : buckets;
  }

  record Case(
      @SerializedName("case") String title,
      int scale,
      double sum,
      long zeroCount,
      @Nullable Buckets positive,
      @Nullable Buckets negative,
      Expected expected) {
    @Override
    public String toString() {
      return title;
    }
  }

  /** Counts as a list, or those that are not zero by their places. */
  record Buckets(
      int offset, @Nullable List<Long> counts, @Nullable Map<Integer, Long> nonZero, int length) {
    Side toSide() {
      if (counts != null) {
        return new Side(0, offset, counts);
      }
      long[] all = new long[length];
      orNone(nonZero).forEach((place, count) -> all[place] = count);
      return buckets(offset, all);
    }
  }

  record Expected(
      int schema,
      long count,
      @Nullable Map<Integer, Long> positive,
      @Nullable Map<Integer, Long> negative) {}
}
