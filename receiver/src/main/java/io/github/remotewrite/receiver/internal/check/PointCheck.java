/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedExemplar;
import io.github.remotewrite.receiver.internal.decode.DecodedHistogram;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Checks the timestamps, their order, and the NaNs of a series. */
final class PointCheck {
  private static final long NORMAL_NAN_BITS = 0x7ff8000000000001L;
  private static final Duration MAX_AHEAD = Duration.ofMinutes(10);

  // Seconds or microseconds of today taken for milliseconds lie far outside of these bounds.
  private static final long MIN_MILLIS = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  private static final long MAX_MILLIS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private final long maxAheadMillis;
  private final List<Violation> violations;

  PointCheck(Instant now, List<Violation> violations) {
    this.maxAheadMillis = now.plus(MAX_AHEAD).toEpochMilli();
    this.violations = violations;
  }

  void check(DecodedSeries series) {
    checkOrder(series, series.samples().stream().map(StoredSample::timestampMillis).toList());
    checkOrder(
        series, series.histograms().stream().map(DecodedHistogram::timestampMillis).toList());
    timestamps(series).forEach(timestamp -> checkTimestamp(series, timestamp));
    values(series).filter(value -> Double.isNaN(value)).forEach(value -> checkNan(series, value));
  }

  private static Stream<Long> timestamps(DecodedSeries series) {
    Stream<Long> points =
        Stream.concat(
            series.samples().stream().map(StoredSample::timestampMillis),
            series.histograms().stream().map(DecodedHistogram::timestampMillis));
    // 0 is no timestamp at all, which is a rule of its own for exemplars.
    Stream<Long> exemplars =
        series.exemplars().stream()
            .map(DecodedExemplar::timestampMillis)
            .filter(timestamp -> timestamp != 0);
    return Stream.concat(points, exemplars);
  }

  private static Stream<Double> values(DecodedSeries series) {
    Stream<Double> points =
        Stream.concat(
            series.samples().stream().map(StoredSample::value),
            series.histograms().stream().map(DecodedHistogram::sum));
    return Stream.concat(points, series.exemplars().stream().map(DecodedExemplar::value));
  }

  private void checkOrder(DecodedSeries series, List<Long> timestamps) {
    for (int i = 1; i < timestamps.size(); i++) {
      long previous = timestamps.get(i - 1);
      long timestamp = timestamps.get(i);
      if (timestamp < previous) {
        add(Rule.SAMPLE_ORDER, series, "previous=" + previous + ", timestamp=" + timestamp);
      } else if (timestamp == previous) {
        add(Rule.SAMPLE_DUPLICATE, series, "timestamp=" + timestamp);
      }
    }
  }

  /** Returns whether a timestamp looks like milliseconds since the epoch. */
  static boolean isPlausible(long timestampMillis) {
    return timestampMillis >= MIN_MILLIS && timestampMillis < MAX_MILLIS;
  }

  private void checkTimestamp(DecodedSeries series, long timestamp) {
    if (!isPlausible(timestamp)) {
      add(Rule.TIMESTAMP_UNIT, series, "timestamp=" + timestamp);
    } else if (timestamp > maxAheadMillis) {
      add(
          Rule.TIMESTAMP_FUTURE,
          series,
          "timestamp=" + timestamp + ", maxTimestamp=" + maxAheadMillis);
    }
  }

  private void checkNan(DecodedSeries series, double nan) {
    long bits = Double.doubleToRawLongBits(nan);
    if (bits != StoredSample.STALE_MARKER_BITS && bits != NORMAL_NAN_BITS) {
      add(Rule.NAN_BITS, series, "bits=0x" + Long.toHexString(bits));
    }
  }

  private void add(Rule rule, DecodedSeries series, String place) {
    violations.add(new Violation(rule, "series=" + series.labels() + ", " + place));
  }
}
