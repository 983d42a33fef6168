/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.remotewrite.receiver.StoredHistogram;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code histograms_test.go}, for classic and for native histograms. */
class HistogramsIT extends ComplianceFixture {
  /** native_histogram_structure, histogram_count_present, histogram_sum_present. */
  @Test
  void classicHistogramHasCountSumAndCumulativeBuckets() {
    export(Feed.histogram("h", 250.5, List.of(10L, 20L, 70L)));

    assertThat(sample("h_seconds_count").value()).isEqualTo(100);
    assertThat(sample("h_seconds_sum").value()).isEqualTo(250.5);
    assertThat(receiver.series("h_seconds_bucket"))
        .extracting(it -> it.labels().get("le"), it -> it.samples().get(0).value())
        .containsExactly(tuple("1", 10.0), tuple("2", 30.0), tuple("+Inf", 100.0));
  }

  /**
   * histogram_buckets_ordered, histogram_positive_buckets, histogram_negative_buckets,
   * histogram_zero_bucket, histogram_schema, histogram_timestamp; the index of a bucket is that of
   * its upper bound.
   */
  @Test
  void nativeHistogramHasItsBucketsOneIndexHigher() {
    export(Feed.exponential("e"));

    StoredHistogram histogram = series("e").histograms().get(0);
    assertThat(histogram.schema()).isEqualTo(3);
    assertThat(histogram.count()).isEqualTo(41);
    assertThat(histogram.sum()).isEqualTo(100.5);
    assertThat(histogram.zeroCount()).isEqualTo(1);
    assertThat(histogram.zeroThreshold()).isEqualTo(1e-128);
    assertThat(withoutEmpty(histogram.positiveBuckets()))
        .isEqualTo(Map.of(4, 10L, 7, 20L, 8, 5L, 9, 2L));
    assertThat(withoutEmpty(histogram.negativeBuckets())).isEqualTo(Map.of(0, 3L));
    assertThat(histogram.timestampMillis()).isEqualTo(Feed.MILLIS);
  }

  /** histogram_no_mixed_with_samples. */
  @Test
  void noSeriesHasBothSamplesAndHistograms() {
    export(Feed.histogram("h", 1, List.of(1L, 0L, 0L)), Feed.exponential("e"));

    assertThat(receiver.series())
        .allMatch(series -> series.samples().isEmpty() != series.histograms().isEmpty());
  }

  /** histogram_empty_buckets. */
  @Test
  void histogramWithoutObservationsIsSent() {
    export(Feed.histogram("h", 0, List.of(0L, 0L, 0L)));

    assertThat(sample("h_seconds_count").value()).isZero();
    assertThat(receiver.series("h_seconds_bucket")).hasSize(3);
  }

  /** histogram_large_counts. */
  @Test
  void largeCountsAreExact() {
    export(Feed.histogram("h", 1, List.of(1_000_000_000L, 1L, 0L)));

    assertThat(sample("h_seconds_count").value()).isEqualTo(1_000_000_001.0);
  }

  /** Not upstream: explicit bounds as those of a native histogram. */
  @Test
  void customBucketsKeepTheirBounds() {
    export(exporter().setCustomBucketsEnabled(true), Feed.histogram("h", 1, List.of(1L, 0L, 2L)));

    StoredHistogram histogram = series("h_seconds").histograms().get(0);
    assertThat(receiver.violations()).isEmpty();
    assertThat(histogram.customValues()).containsExactly(1.0, 2.0);
    assertThat(withoutEmpty(histogram.positiveBuckets())).isEqualTo(Map.of(0, 1L, 2, 2L));
  }

  private static Map<Integer, Long> withoutEmpty(Map<Integer, Long> buckets) {
    return buckets.entrySet().stream()
        .filter(bucket -> bucket.getValue() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
