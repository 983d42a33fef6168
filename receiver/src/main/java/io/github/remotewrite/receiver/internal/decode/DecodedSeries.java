/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import io.github.remotewrite.receiver.StoredMetadata;
import io.github.remotewrite.receiver.StoredSample;
import io.github.remotewrite.receiver.StoredSeries;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A series with everything in the order it was sent in.
 *
 * @param metadata what the series itself carries, as it does in Remote Write 2.0
 */
public record DecodedSeries(
    List<Label> labels,
    List<StoredSample> samples,
    List<DecodedHistogram> histograms,
    List<DecodedExemplar> exemplars,
    Optional<StoredMetadata> metadata) {

  public DecodedSeries {
    labels = List.copyOf(labels);
    samples = List.copyOf(samples);
    histograms = List.copyOf(histograms);
    exemplars = List.copyOf(exemplars);
  }

  /** Returns the labels by name. */
  public Map<String, String> labelMap() {
    return Label.toMap(labels);
  }

  /** Returns the series as it is stored. */
  public StoredSeries toStored() {
    return new StoredSeries(
        labelMap(),
        samples,
        histograms.stream().map(DecodedHistogram::toStored).toList(),
        exemplars.stream().map(DecodedExemplar::toStored).toList(),
        metadata);
  }
}
