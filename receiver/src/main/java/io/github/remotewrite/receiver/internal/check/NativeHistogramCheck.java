/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

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

  private final DecodedSeries series;
  private final DecodedHistogram histogram;
  private final List<Violation> violations;

  private NativeHistogramCheck(
      DecodedSeries series, DecodedHistogram histogram, List<Violation> violations) {
    this.series = series;
    this.histogram = histogram;
    this.violations = violations;
  }

  static void check(DecodedSeries series, DecodedHistogram histogram, List<Violation> violations) {
    NativeHistogramCheck check = new NativeHistogramCheck(series, histogram, violations);
    check.checkFields();
    if (!histogram.integerFlavor()) {
      check.add(Rule.HISTOGRAM_FLAVOR, "count=" + histogram.count());
      return; // Half of its counts are missing here.
    }
    check.checkSpans("positive", histogram.positive());
    check.checkSpans("negative", histogram.negative());
    check.checkCounts();
  }

  private void checkFields() {
    if (histogram.schema() < MIN_SCHEMA || histogram.schema() > MAX_SCHEMA) {
      add(Rule.HISTOGRAM_SCHEMA, "schema=" + histogram.schema());
    }
    if (!histogram.customValues().isEmpty()) {
      add(Rule.HISTOGRAM_CUSTOM_VALUES, "customValues=" + histogram.customValues());
    }
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
