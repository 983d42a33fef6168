/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.check;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.Violation;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import io.github.remotewrite.receiver.internal.decode.FamilyName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that every series of a 2.0 request has metadata, the same throughout a metric family. */
final class MetadataCheck {
  private final Map<String, StoredMetadata> families = new HashMap<>();
  private final Map<String, StoredMetadata> classicHistograms = new HashMap<>();
  private final List<Violation> violations;

  private MetadataCheck(List<Violation> violations) {
    this.violations = violations;
  }

  static void check(List<DecodedSeries> request, List<Violation> violations) {
    MetadataCheck check = new MetadataCheck(violations);
    request.forEach(check::collect);
    request.forEach(check::check);
  }

  private void collect(DecodedSeries series) {
    series
        .metadata()
        .ifPresent(
            metadata -> {
              families.putIfAbsent(metadata.familyName(), metadata);
              if (metadata.type() == StoredMetadata.Type.HISTOGRAM
                  && series.histograms().isEmpty()) {
                classicHistograms.putIfAbsent(metadata.familyName(), metadata);
              }
            });
  }

  private void check(DecodedSeries series) {
    Optional<StoredMetadata> metadata = series.metadata();
    if (metadata.map(StoredMetadata::type).orElse(StoredMetadata.Type.UNKNOWN)
        == StoredMetadata.Type.UNKNOWN) {
      add(Rule.METADATA_TYPE, series, "metadata=" + metadata);
    } else {
      StoredMetadata expected = expected(series, metadata.orElseThrow());
      if (!metadata.orElseThrow().equals(expected)) {
        String place = "metadata=" + metadata.orElseThrow() + ", family=" + expected;
        add(Rule.METADATA_CONSISTENT, series, place);
      }
    }
  }

  /** Returns what the first series of the family had. */
  private StoredMetadata expected(DecodedSeries series, StoredMetadata metadata) {
    String metricName = series.labelMap().getOrDefault(LabelCheck.METRIC_NAME, "");
    // The _count of a classic histogram belongs to it, even if it calls itself a counter.
    StoredMetadata histogram =
        series.histograms().isEmpty()
            ? classicHistograms.get(FamilyName.withoutSuffix(metricName))
            : null;
    return histogram != null ? histogram : families.getOrDefault(metadata.familyName(), metadata);
  }

  private void add(Rule rule, DecodedSeries series, String place) {
    violations.add(new Violation(rule, "series=" + series.labels() + ", " + place));
  }
}
