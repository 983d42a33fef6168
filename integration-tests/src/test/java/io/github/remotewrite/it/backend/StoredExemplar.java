/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.util.Map;

/** An exemplar as a receiver gave it back. */
public record StoredExemplar(
    Map<String, String> seriesLabels,
    Map<String, String> labels,
    long timestampMillis,
    double value) {
  public StoredExemplar {
    seriesLabels = Map.copyOf(seriesLabels);
    labels = Map.copyOf(labels);
  }
}
