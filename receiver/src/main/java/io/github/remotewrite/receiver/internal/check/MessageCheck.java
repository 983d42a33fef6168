/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedHistogram;
import io.github.remotewrite.receiver.internal.decode.DecodedRequest;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks every series of a message, and the series of a message together. */
public final class MessageCheck {
  private MessageCheck() {}

  /** Adds what is wrong with the request, which arrived at {@code now}, to the violations. */
  public static void check(DecodedRequest request, Instant now, List<Violation> violations) {
    PointCheck points = new PointCheck(now, violations);
    Set<Map<String, String>> seen = new HashSet<>();
    for (DecodedSeries series : request.series()) {
      LabelCheck.check(series, violations);
      if (!seen.add(series.labelMap())) {
        violations.add(new Violation(Rule.SERIES_REPEATED, "series=" + series.labels()));
      }
      checkKinds(series, violations);
      points.check(series);
      ExemplarCheck.check(series, violations);
      for (DecodedHistogram histogram : series.histograms()) {
        NativeHistogramCheck.check(series, histogram, violations);
      }
    }
    ClassicHistogramCheck.check(request.series(), violations);
  }

  private static void checkKinds(DecodedSeries series, List<Violation> violations) {
    boolean samples = !series.samples().isEmpty();
    boolean histograms = !series.histograms().isEmpty();
    if (!samples && !histograms) {
      violations.add(new Violation(Rule.POINTS_PRESENT, "series=" + series.labels()));
    }
    if (samples && histograms) {
      String detail =
          "series=%s, samples=%d, histograms=%d"
              .formatted(series.labels(), series.samples().size(), series.histograms().size());
      violations.add(new Violation(Rule.POINTS_OF_ONE_KIND, detail));
    }
  }
}
