/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.StoredHistogram;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.StoredSeries;
import io.github.remotewrite.receiver.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that has arrived, reduced to what is shown: the latest value of each series and how it
 * came there. Thread-safe.
 */
public final class Board {
  private static final String NAME = "__name__";
  private static final String BOUND = "le";
  private static final String TARGET_INFO = "target_info";
  private static final int MAX_FIRST_VIOLATIONS = 5;

  private final Map<String, String> identity = new TreeMap<>();
  private final Map<Map<String, String>, Track> tracks = new HashMap<>();
  private final Set<String> histograms = new HashSet<>();
  private final List<String> firstViolations = new ArrayList<>();
  private long requests;
  private long samplesStored;
  private long bytesStored;
  private long violations;

  /** Takes a request in; its series only if it was stored. */
  public synchronized void add(ReceivedRequest request) {
    requests++;
    for (Violation violation : request.violations()) {
      violations++;
      if (firstViolations.size() < MAX_FIRST_VIOLATIONS) {
        firstViolations.add(violation.toString());
      }
    }
    if (request.violations().isEmpty() && request.status().orElse(0) == 204) {
      bytesStored += request.body().length;
      request.series().forEach(this::findHistogram);
      request.series().forEach(this::add);
    }
  }

  /** A classic histogram is known by its buckets, which may stand behind its sum and count. */
  private void findHistogram(StoredSeries series) {
    if (series.metricName().endsWith("_bucket") && series.labels().containsKey(BOUND)) {
      histograms.add(withoutSuffix(series.metricName()));
    }
  }

  private void add(StoredSeries series) {
    samplesStored += series.samples().size() + series.histograms().size();
    SortedMap<String, String> labels = new TreeMap<>(series.labels());
    String name = series.metricName();
    labels.keySet().removeIf(label -> isIdentity(label, name, series));
    for (StoredSample sample : series.samples()) {
      if (!sample.isStaleMarker() && !name.equals(TARGET_INFO)) {
        add(name, labels, sample);
      }
    }
    for (StoredHistogram histogram : series.histograms()) {
      if (!histogram.isStaleMarker()) {
        track(name, labels, Track.Kind.HISTOGRAM).add(histogram);
      }
    }
  }

  private boolean isIdentity(String label, String name, StoredSeries series) {
    boolean isIdentity =
        label.equals("job")
            || label.equals("instance")
            || label.startsWith("otel_scope_")
            || (name.equals(TARGET_INFO) && !label.equals(NAME));
    if (isIdentity) {
      identity.put(label, series.labels().getOrDefault(label, ""));
    }
    return isIdentity || label.equals(NAME);
  }

  private void add(String name, SortedMap<String, String> labels, StoredSample sample) {
    String family = withoutSuffix(name);
    if (!family.equals(name) && histograms.contains(family)) {
      String bound = labels.remove(BOUND);
      Track track = track(family, labels, Track.Kind.HISTOGRAM);
      if (bound != null) {
        track.addBucket(Double.parseDouble(bound.replace("Inf", "Infinity")), sample.value());
      } else if (name.endsWith("_sum")) {
        track.addSum(sample.value());
      } else {
        track.add(sample);
      }
    } else {
      Track.Kind kind = name.endsWith("_total") ? Track.Kind.COUNTER : Track.Kind.GAUGE;
      track(name, labels, kind).add(sample);
    }
  }

  private Track track(String metric, SortedMap<String, String> labels, Track.Kind kind) {
    Map<String, String> key = new HashMap<>(labels);
    key.put(NAME, metric);
    return tracks.computeIfAbsent(key, unused -> new Track(metric, labels, kind));
  }

  private static String withoutSuffix(String name) {
    for (String suffix : List.of("_bucket", "_sum", "_count")) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }

  /** Returns how many requests have arrived. */
  public synchronized long requests() {
    return requests;
  }

  /** Returns what has arrived so far. */
  public synchronized Arrivals arrivals() {
    return new Arrivals(
        identity,
        tracks.values().stream().map(Track::row).sorted(Row.BY_NAME).toList(),
        requests,
        samplesStored,
        bytesStored,
        violations,
        firstViolations);
  }
}
