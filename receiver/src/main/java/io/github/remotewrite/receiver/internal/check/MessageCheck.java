/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Protocol;
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
    Protocol protocol = request.protocol();
    PointCheck points = new PointCheck(now, violations);
    Set<Object> seen = new HashSet<>();
    for (DecodedSeries series : request.series()) {
      LabelCheck.check(protocol, series, violations);
      if (!seen.add(identity(protocol, series))) {
        violations.add(new Violation(Rule.SERIES_REPEATED, "series=" + series.labels()));
      }
      checkKinds(series, violations);
      points.check(series);
      ExemplarCheck.check(protocol, series, violations);
      for (DecodedHistogram histogram : series.histograms()) {
        NativeHistogramCheck.check(protocol, series, histogram, violations);
      }
    }
    ClassicHistogramCheck.check(request.series(), violations);
    if (protocol == Protocol.V2) {
      StartTimestampCheck.check(request.series(), violations);
      MetadataCheck.check(request.series(), violations);
    }
  }

  /** Returns what may stand once in a request. 2.0 keeps samples and histograms apart. */
  private static Object identity(Protocol protocol, DecodedSeries series) {
    Map<String, String> labels = series.labelMap();
    return protocol == Protocol.V2 ? Map.entry(labels, series.histograms().isEmpty()) : labels;
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
