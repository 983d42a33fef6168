/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Checks that the series of a classic histogram fit together, at each of their timestamps.
 *
 * <p>A histogram is the series {@code X_bucket} whose labels differ by {@code le} only, with the
 * {@code X_count} of the same other labels. Their place in the request is free. Stale markers are
 * passed over.
 */
final class ClassicHistogramCheck {
  private static final String BUCKET_SUFFIX = "_bucket";
  private static final String COUNT_SUFFIX = "_count";
  private static final String BOUND = "le";
  private static final Pattern NUMBER_PATTERN =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private final Map<Point, NavigableMap<Double, Double>> buckets = new LinkedHashMap<>();
  private final Map<Point, Double> counts = new HashMap<>();
  private final List<Violation> violations;

  private ClassicHistogramCheck(List<Violation> violations) {
    this.violations = violations;
  }

  static void check(List<DecodedSeries> request, List<Violation> violations) {
    ClassicHistogramCheck check = new ClassicHistogramCheck(violations);
    request.forEach(check::collect);
    check.buckets.forEach(check::checkBuckets);
  }

  private void collect(DecodedSeries series) {
    Map<String, String> labels = series.labelMap();
    String name = labels.getOrDefault(LabelCheck.METRIC_NAME, "");
    String bound = labels.remove(BOUND);
    if (bound == null && name.endsWith(COUNT_SUFFIX)) {
      series.samples().forEach(sample -> counts.put(point(labels, sample), sample.value()));
    } else if (bound != null && name.endsWith(BUCKET_SUFFIX)) {
      String family = name.substring(0, name.length() - BUCKET_SUFFIX.length());
      labels.put(LabelCheck.METRIC_NAME, family + COUNT_SUFFIX);
      collectBucket(series, labels, bound);
    }
  }

  private void collectBucket(DecodedSeries series, Map<String, String> count, String bound) {
    double upperBound = parse(bound);
    if (Double.isNaN(upperBound)) {
      violations.add(new Violation(Rule.BUCKET_BOUND, "series=" + series.labels()));
      return;
    }
    for (StoredSample sample : series.samples()) {
      if (sample.isStaleMarker()) {
        continue;
      }
      Point point = point(count, sample);
      if (buckets.computeIfAbsent(point, p -> new TreeMap<>()).put(upperBound, sample.value())
          != null) {
        add(Rule.BUCKET_BOUND_REPEATED, point, "le=" + bound);
      }
    }
  }

  private void checkBuckets(Point point, NavigableMap<Double, Double> bounds) {
    double previous = 0;
    for (Map.Entry<Double, Double> bucket : bounds.entrySet()) {
      if (!(bucket.getValue() >= previous)) { // so that NaN is caught, too
        String place =
            "le=" + bucket.getKey() + ", value=" + bucket.getValue() + ", previous=" + previous;
        add(Rule.BUCKET_CUMULATIVE, point, place);
      }
      previous = bucket.getValue();
    }
    Double infinity = bounds.get(Double.POSITIVE_INFINITY);
    if (infinity == null) {
      add(Rule.BUCKET_INFINITY, point, "bounds=" + bounds.keySet());
    } else if (!infinity.equals(counts.get(point))) {
      add(Rule.BUCKET_COUNT, point, "infinity=" + infinity + ", count=" + counts.get(point));
    }
  }

  /** Returns the bound as a number, NaN if it is none. */
  private static double parse(String bound) {
    if (bound.equals("+Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    // Double.parseDouble alone would take "1d", " 1" and "Infinity" as well.
    return NUMBER_PATTERN.matcher(bound).matches() ? Double.parseDouble(bound) : Double.NaN;
  }

  private void add(Rule rule, Point point, String place) {
    String detail =
        "histogram=%s, timestamp=%d, %s".formatted(point.count(), point.timestampMillis(), place);
    violations.add(new Violation(rule, detail));
  }

  private static Point point(Map<String, String> count, StoredSample sample) {
    return new Point(count, sample.timestampMillis());
  }

  /** A histogram, known by the labels of its {@code _count}, at a time. */
  private record Point(Map<String, String> count, long timestampMillis) {}
}
