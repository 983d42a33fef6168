/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.store;

import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.StoredSeries;
import io.github.remotewrite.receiver.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All series and metadata stored so far, in the order in which they were first seen. Not
 * thread-safe.
 */
public final class SeriesStore {
  private final Map<Map<String, String>, SeriesHistory> histories = new LinkedHashMap<>();
  private final Map<String, StoredMetadata> metadata = new LinkedHashMap<>();

  /** Adds to the violations what doesn't follow on what is stored. */
  public void check(Protocol protocol, List<StoredSeries> request, List<Violation> violations) {
    for (StoredSeries series : request) {
      SeriesHistory history = histories.get(series.labels());
      if (history != null) {
        history.check(protocol, series, violations);
      }
    }
  }

  /**
   * Stores what {@link #check} finds nothing wrong with. Metadata, beside the series and in them,
   * takes the place of what the same metric families had.
   */
  public void append(List<StoredSeries> request, List<StoredMetadata> requestMetadata) {
    for (StoredSeries series : request) {
      histories.computeIfAbsent(series.labels(), labels -> new SeriesHistory()).append(series);
      series.metadata().ifPresent(family -> metadata.put(family.familyName(), family));
    }
    for (StoredMetadata family : requestMetadata) {
      metadata.put(family.familyName(), family);
    }
  }

  /** Returns how many series there are. */
  public int size() {
    return histories.size();
  }

  /** Returns whether there is a series with exactly these labels. */
  public boolean contains(Map<String, String> labels) {
    return histories.containsKey(labels);
  }

  /** Returns all series. */
  public List<StoredSeries> series() {
    return histories.entrySet().stream()
        .map(entry -> entry.getValue().toStored(entry.getKey()))
        .toList();
  }

  /** Returns the series with exactly these labels. */
  public Optional<StoredSeries> series(Map<String, String> labels) {
    return Optional.ofNullable(histories.get(labels)).map(history -> history.toStored(labels));
  }

  /** Returns the newest metadata of each metric family. */
  public List<StoredMetadata> metadata() {
    return List.copyOf(metadata.values());
  }

  /** Forgets everything. */
  public void clear() {
    histories.clear();
    metadata.clear();
  }
}
