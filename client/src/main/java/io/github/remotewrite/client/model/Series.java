/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static java.util.Objects.requireNonNull;

/**
 * A stream of samples, known by its labels.
 *
 * <p>Make it once and keep it: its labels are encoded when it is made, and each sample then copies
 * them. Immutable.
 */
public final class Series {
  private final Labels labels;

  private Series(Labels labels) {
    this.labels = requireNonNull(labels, "labels");
  }

  /** Returns the series with these labels. */
  public static Series of(Labels labels) {
    return new Series(labels);
  }

  /** Returns what identifies this series. */
  public Labels labels() {
    return labels;
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
