/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredHistogram.ResetHint;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedBuckets;
import io.github.remotewrite.receiver.internal.decode.DecodedBuckets.Span;
import io.github.remotewrite.receiver.internal.decode.DecodedHistogram;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import java.util.List;

/** Checks a native histogram: its schema, its buckets, and that its counts add up. */
final class NativeHistogramCheck {
  private static final int MIN_SCHEMA = -4;
  private static final int MAX_SCHEMA = 8;
  private static final int CUSTOM_SCHEMA = -53;

  private final Protocol protocol;
  private final DecodedSeries series;
  private final DecodedHistogram histogram;
  private final List<Violation> violations;

  private NativeHistogramCheck(
      Protocol protocol,
      DecodedSeries series,
      DecodedHistogram histogram,
      List<Violation> violations) {
    this.protocol = protocol;
    this.series = series;
    this.histogram = histogram;
    this.violations = violations;
  }

  static void check(
      Protocol protocol,
      DecodedSeries series,
      DecodedHistogram histogram,
      List<Violation> violations) {
    NativeHistogramCheck check = new NativeHistogramCheck(protocol, series, histogram, violations);
    check.checkFields();
    if (check.hasCustomBuckets()) {
      check.checkCustomBounds();
      check.checkCustomBuckets();
    } else {
      check.checkStandardSchema();
    }
    if (!histogram.integerFlavor()) {
      check.add(Rule.HISTOGRAM_FLAVOR, "count=" + histogram.count());
      return; // Half of its counts are missing here.
    }
    check.checkSpans("positive", histogram.positive());
    check.checkSpans("negative", histogram.negative());
    check.checkCounts();
  }

  private boolean hasCustomBuckets() {
    return protocol == Protocol.V2 && histogram.schema() == CUSTOM_SCHEMA;
  }

  private void checkStandardSchema() {
    if (histogram.schema() < MIN_SCHEMA || histogram.schema() > MAX_SCHEMA) {
      add(Rule.HISTOGRAM_SCHEMA, "schema=" + histogram.schema());
    }
    if (!histogram.customValues().isEmpty()) {
      add(Rule.HISTOGRAM_CUSTOM_VALUES, "customValues=" + histogram.customValues());
    }
  }

  private void checkCustomBounds() {
    double previous = Double.NEGATIVE_INFINITY;
    for (double bound : histogram.customValues()) {
      if (!Double.isFinite(bound) || bound <= previous) {
        add(Rule.HISTOGRAM_CUSTOM_BOUNDS, "previous=" + previous + ", bound=" + bound);
      }
      previous = bound;
    }
  }

  private void checkCustomBuckets() {
    // One bucket more than bounds: the last is that of +Inf.
    long buckets = histogram.customValues().size() + 1L;
    long end = 0;
    for (Span span : histogram.positive().spans()) {
      end += span.offset() + span.length();
    }
    boolean indexes =
        end <= buckets && histogram.positive().spans().stream().noneMatch(s -> s.offset() < 0);
    boolean positive =
        histogram.negative().spans().isEmpty() && histogram.negative().deltas().isEmpty();
    if (!indexes || !positive || histogram.zeroCount() != 0 || histogram.zeroThreshold() != 0) {
      String place =
          "customValues=%d, positive=%s, negative=%s, zeroCount=%d, zeroThreshold=%s"
              .formatted(
                  histogram.customValues().size(),
                  histogram.positive().spans(),
                  histogram.negative().spans(),
                  histogram.zeroCount(),
                  histogram.zeroThreshold());
      add(Rule.HISTOGRAM_CUSTOM_BUCKETS, place);
    }
  }

  private void checkFields() {
    if (histogram.resetHint() != ResetHint.UNKNOWN) {
      add(Rule.HISTOGRAM_RESET_HINT, "resetHint=" + histogram.resetHint());
    }
    if (!(histogram.zeroThreshold() >= 0)) { // so that NaN is caught, too
      add(Rule.HISTOGRAM_ZERO_THRESHOLD, "zeroThreshold=" + histogram.zeroThreshold());
    }
  }

  private void checkSpans(String side, DecodedBuckets buckets) {
    long lengths = buckets.spans().stream().mapToLong(Span::length).sum();
    if (lengths != buckets.deltas().size()) {
      String place =
          "side=%s, lengths=%d, deltas=%d".formatted(side, lengths, buckets.deltas().size());
      add(Rule.HISTOGRAM_SPANS, place);
    }
    buckets.spans().stream()
        .skip(1)
        .filter(span -> span.offset() < 0)
        .forEach(
            span -> add(Rule.HISTOGRAM_SPAN_OFFSET, "side=" + side + ", offset=" + span.offset()));
    buckets
        .counts()
        .forEach(
            (index, count) -> {
              if (count < 0) {
                String place = "side=%s, index=%d, count=%d".formatted(side, index, count);
                add(Rule.HISTOGRAM_BUCKETS, place);
              }
            });
  }

  private void checkCounts() {
    long counted = histogram.zeroCount() + sum(histogram.positive()) + sum(histogram.negative());
    // A NaN observation is counted but falls into no bucket, and makes the sum a NaN.
    boolean addsUp =
        Double.isNaN(histogram.sum()) ? histogram.count() >= counted : histogram.count() == counted;
    if (!addsUp) {
      add(Rule.HISTOGRAM_COUNT, "count=" + histogram.count() + ", counted=" + counted);
    }
  }

  private static long sum(DecodedBuckets buckets) {
    return buckets.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  private void add(Rule rule, String place) {
    String point = "series=" + series.labels() + ", timestamp=" + histogram.timestampMillis();
    violations.add(new Violation(rule, point + ", " + place));
  }
}
