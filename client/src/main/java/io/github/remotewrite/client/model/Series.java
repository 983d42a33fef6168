/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A stream of samples, known by its labels.
 *
 * <p>Make it once and keep it: its labels are encoded when it is made, and each sample then copies
 * them. Series of one point are best made by {@link SiblingSeries}. Immutable. Two series with the
 * same labels are equal, whatever is said about them.
 */
public final class Series {
  private final Labels labels;
  private final Optional<Metadata> metadata; // asked for with every sample

  /**
   * @param metadata best the same object for all series of a metric
   */
  Series(Labels labels, Optional<Metadata> metadata) {
    this.labels = requireNonNull(labels, "labels");
    this.metadata = metadata;
    if (!labels.hasMetricName()) {
      throw new IllegalArgumentException("series must have a metric name: labels=" + labels);
    }
  }

  /**
   * Returns the series with these labels.
   *
   * @throws IllegalArgumentException if they have no {@code __name__}
   */
  public static Series of(Labels labels) {
    return new Series(labels, Optional.empty());
  }

  /**
   * Returns the series with these labels, and what its metric is.
   *
   * @param metadata best the same object for all series of a metric
   * @throws IllegalArgumentException as {@link #of(Labels)} does
   */
  public static Series of(Labels labels, Metadata metadata) {
    return new Series(labels, Optional.of(requireNonNull(metadata, "metadata")));
  }

  /** Returns what identifies this series. */
  public Labels labels() {
    return labels;
  }

  /** Returns what its metric is, if that was said. */
  public Optional<Metadata> metadata() {
    return metadata;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series that && labels.equals(that.labels);
  }

  @Override
  public int hashCode() {
    return labels.hashCode();
  }

  @Override
  public String toString() {
    return labels.toString();
  }
}
