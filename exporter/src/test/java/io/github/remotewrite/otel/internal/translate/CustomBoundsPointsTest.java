/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import static io.github.remotewrite.otel.internal.translate.TestMetrics.gauge;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogram;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.histogramPoint;
import static io.github.remotewrite.otel.internal.translate.TestMetrics.point;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.SerializedName;
import io.github.remotewrite.otel.DataPointDropReason;
import io.github.remotewrite.otel.internal.translate.name.GoldenCases;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Explicit histograms as native histograms with custom buckets. */
class CustomBoundsPointsTest {
  private final TestTranslator translator =
      new TestTranslator(new TestSettings().setCustomBuckets(true));

  static Stream<Case> cases() {
    return GoldenCases.read("custom-buckets.json", Case[].class).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bucketsAreThoseOfTheReference(Case golden) {
    RecordingBatch batch =
        translator.translate(
            histogram(
                "h",
                histogramPoint(
                    golden.sum,
                    golden.counts.stream().mapToLong(Long::longValue).sum(),
                    golden.bounds,
                    golden.counts,
                    Attributes.empty())));

    assertThat(batch.histograms())
        .singleElement()
        .satisfies(
            written -> {
              assertThat(written.schema()).isEqualTo(-53);
              assertThat(written.bounds()).isEqualTo(golden.bounds);
              assertThat(written.positive()).isEqualTo(golden.buckets);
              assertThat(written.negative()).isEmpty();
              assertThat(written.sum()).isEqualTo(golden.sum);
              assertThat(written.count())
                  .isEqualTo(golden.buckets.values().stream().mapToLong(Long::longValue).sum());
              assertThat(written.zeroCount()).isZero();
              assertThat(written.zeroThreshold()).isZero();
            });
    assertThat(batch.named("h_bucket")).isEmpty();
  }

  @Test
  void boundThatIsNoNumberCostsOnlyItsPoint() {
    RecordingBatch batch =
        translator.translate(
            histogram("h", histogramPoint(new double[] {1, Double.NaN, 3}, 1, 1, 1, 1)),
            gauge("g", "", point(1)));

    assertThat(batch.histograms()).isEmpty();
    assertThat(batch.named("g")).hasSize(1);
    assertThat(translator.dropped()).isEqualTo(Map.of(DataPointDropReason.ERROR, 1L));
  }

  @Test
  void otherBoundsAreTheSameSeries() {
    translator.translate(histogram("h", histogramPoint(new double[] {1}, 1, 1)));

    RecordingBatch batch =
        translator.translateAfter(
            60,
            histogram(
                "h",
                TestMetrics.at(
                    TestMetrics.NANOS + 60_000_000_000L, histogramPoint(new double[] {2}, 1, 1))));

    assertThat(batch.histograms())
        .singleElement()
        .satisfies(written -> assertThat(written.bounds()).containsExactly(2.0));
  }

  record Case(
      @SerializedName("case") String title,
      List<Double> bounds,
      List<Long> counts,
      double sum,
      Map<Integer, Long> buckets) {
    @Override
    public String toString() {
      return title;
    }
  }
}
