/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code timestamps_test.go}. */
class TimestampsIT extends ComplianceFixture {
  /** timestamp_int64_milliseconds, timestamp_precision, timestamp_ordering_within_series. */
  @Test
  void allPointsOfACollectionHaveItsTime() {
    export(Feed.gauge("a", 1), Feed.counter("b", 1), Feed.exponential("c"));

    assertThat(sample("a").timestampMillis()).isEqualTo(Feed.MILLIS);
    assertThat(sample("b_total").timestampMillis()).isEqualTo(Feed.MILLIS);
    assertThat(series("c").histograms().get(0).timestampMillis()).isEqualTo(Feed.MILLIS);
  }

  /** timestamp_future_values; what receivers refuse is not sent. */
  @Test
  void timeFarAheadIsNotSent() {
    long ahead = Feed.NANOS + TimeUnit.HOURS.toNanos(1);

    export(Feed.gaugeAt("ahead", ahead, 1, Attributes.empty()), Feed.gauge("now", 1));

    assertThat(receiver.series("ahead")).isEmpty();
    assertThat(sample("now").value()).isEqualTo(1);
  }

  /** start_timestamp_for_counters, start_timestamp_for_histograms; on all their series. */
  @Test
  void countersAndHistogramsHaveTheirStart() {
    export(
        Feed.counter("c", 1),
        Feed.histogram("h", 1, List.of(1L, 0L, 0L)),
        Feed.exponential("e"),
        Feed.summary("s"));

    assertThat(receiver.series())
        .filteredOn(series -> series.histograms().isEmpty())
        .hasSize(10)
        .allSatisfy(
            series ->
                assertThat(series.samples().get(0).startTimestampMillis())
                    .isEqualTo(Feed.START_MILLIS));
    assertThat(series("e").histograms().get(0).startTimestampMillis()).isEqualTo(Feed.START_MILLIS);
  }

  /** start_timestamp_zero_handling; a gauge has none, or receivers would put a zero there. */
  @Test
  void gaugesHaveNoStart() {
    export(Feed.gauge("g", 1));

    assertThat(sample("g").startTimestampMillis()).isZero();
  }

  /** start_timestamp_before_sample_timestamp; one that isn't is left out. */
  @Test
  void startAfterThePointIsLeftOut() {
    export(Feed.counterFrom(Feed.NANOS + 1_000_000, "c", "", "", 1));

    assertThat(sample("c_total").startTimestampMillis()).isZero();
  }
}
