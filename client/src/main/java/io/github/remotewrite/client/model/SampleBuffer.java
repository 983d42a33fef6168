/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One sample for each series of a {@link SeriesGroup}, with the exemplars that belong to them.
 *
 * <p>Made to be filled, handed to a batch, and used again. Not thread-safe.
 */
public final class SampleBuffer {
  private double[] values = new double[64];
  private long timestampMillis;
  private long startTimestampMillis;
  private final List<IndexedExemplar> exemplars = new ArrayList<>();

  /** Creates an empty buffer. */
  public SampleBuffer() {}

  /**
   * Begins the samples of another group: no exemplars, values undefined.
   *
   * @param size how many values there will be
   * @param timestampMillis milliseconds since the epoch
   * @param startTimestampMillis when a value that only grows began at zero, or 0 if that is not
   *     known or means nothing. Travels in Remote Write 2.0 only.
   */
  public void reset(int size, long timestampMillis, long startTimestampMillis) {
    if (values.length < size) {
      values = Arrays.copyOf(values, Math.max(size, 2 * values.length));
    }
    this.timestampMillis = timestampMillis;
    this.startTimestampMillis = startTimestampMillis;
    exemplars.clear();
  }

  /** Sets the value of the group's series at this index. */
  public void setValue(int index, double value) {
    values[index] = value;
  }

  /** Adds an exemplar to the sample of the group's series at this index. */
  public void addExemplar(int index, Exemplar exemplar) {
    exemplars.add(new IndexedExemplar(index, exemplar));
  }

  /** Returns the value of the group's series at this index. */
  public double value(int index) {
    return values[index];
  }

  /** Returns the time of all samples. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** Returns when the values began at zero, or 0. */
  public long startTimestampMillis() {
    return startTimestampMillis;
  }

  /** Returns how many exemplars there are on all samples. */
  public int exemplarCount() {
    return exemplars.size();
  }

  /** Returns the exemplars of the group's series at this index, oldest first. */
  public List<Exemplar> exemplars(int index) {
    if (exemplars.isEmpty()) {
      return List.of();
    }
    return exemplars.stream()
        .filter(one -> one.index == index)
        .map(IndexedExemplar::exemplar)
        .sorted(ExemplarOrder.BY_AGE)
        .toList();
  }

  private record IndexedExemplar(int index, Exemplar exemplar) {}
}
