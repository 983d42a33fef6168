/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One native histogram, with its exemplars.
 *
 * <p>Always of integer counts that only grow. Made to be filled, handed to a batch, and used again.
 * Not thread-safe.
 */
public final class HistogramBuffer {
  /** The lowest resolution: each bucket's bound is 65536 times the one before. */
  public static final int MIN_SCHEMA = -4;

  /** Not a resolution: the buckets have bounds of their own. */
  public static final int CUSTOM_BOUNDS_SCHEMA = -53;

  /** The highest resolution: each bucket's bound is 2^(1/256) times the one before. */
  public static final int MAX_SCHEMA = 8;

  private static final double[] NO_BOUNDS = {};

  private final BucketsBuffer positive = new BucketsBuffer();
  private final BucketsBuffer negative = new BucketsBuffer();
  private final List<Exemplar> exemplars = new ArrayList<>();
  private long timestampMillis;
  private long startTimestampMillis;
  private int schema;
  private long count;
  private double sum;
  private long zeroCount;
  private double zeroThreshold;
  private boolean staleMarker;
  private double[] bounds = NO_BOUNDS;

  /** Creates an empty buffer. */
  public HistogramBuffer() {}

  /**
   * Begins another histogram, without buckets and exemplars.
   *
   * @param timestampMillis milliseconds since the epoch
   * @param startTimestampMillis when the counts began at zero, or 0 if that is not known. Travels
   *     in Remote Write 2.0 only.
   * @param schema the resolution, from {@value #MIN_SCHEMA} to {@value #MAX_SCHEMA}
   * @throws IllegalArgumentException if the schema is none of these
   */
  public void reset(long timestampMillis, long startTimestampMillis, int schema) {
    if (schema < MIN_SCHEMA || schema > MAX_SCHEMA) {
      throw new IllegalArgumentException("schema must be from -4 to 8: schema=" + schema);
    }
    clear(timestampMillis, startTimestampMillis, schema);
  }

  /**
   * Begins another histogram, whose buckets have these bounds. Travels in Remote Write 2.0 only; to
   * a receiver of 1.0 it is sent as a classic histogram.
   *
   * @param bounds the upper bounds, rising, without infinity; bucket i of {@link #positive} ends at
   *     bound i, and the one after the last at infinity. Not copied.
   */
  public void resetWithBounds(long timestampMillis, long startTimestampMillis, double... bounds) {
    clear(timestampMillis, startTimestampMillis, CUSTOM_BOUNDS_SCHEMA);
    this.bounds = bounds;
  }

  private void clear(long timestampMillis, long startTimestampMillis, int schema) {
    this.bounds = NO_BOUNDS;
    this.timestampMillis = timestampMillis;
    this.startTimestampMillis = startTimestampMillis;
    this.schema = schema;
    count = 0;
    sum = 0;
    zeroCount = 0;
    zeroThreshold = 0;
    staleMarker = false;
    positive.clear();
    negative.clear();
    exemplars.clear();
  }

  /**
   * Sets what is not in buckets.
   *
   * @param count all observations; receivers refuse a histogram whose buckets make another number
   * @param sum the sum of all observations
   * @param zeroCount observations that are zero, or nearer to it than the threshold
   * @param zeroThreshold the width of the bucket around zero
   */
  public void setTotals(long count, double sum, long zeroCount, double zeroThreshold) {
    this.count = count;
    this.sum = sum;
    this.zeroCount = zeroCount;
    this.zeroThreshold = zeroThreshold;
  }

  /**
   * Makes this the marker of a series that has ended (1.0, "Stale Markers"): without observations.
   */
  public void resetToStaleMarker(long timestampMillis) {
    reset(timestampMillis, 0, 0);
    staleMarker = true;
  }

  /**
   * Makes this the marker of a series that has ended, whose buckets had these bounds: in 1.0 the
   * series of the classic histogram are ended, and the bounds say which these are.
   *
   * @param bounds as of {@link #resetWithBounds}
   */
  public void resetToStaleMarkerWithBounds(long timestampMillis, double... bounds) {
    resetWithBounds(timestampMillis, 0, bounds);
    staleMarker = true;
  }

  /** Adds an exemplar. */
  public void addExemplar(Exemplar exemplar) {
    exemplars.add(exemplar);
  }

  /**
   * Returns the buckets above zero, to be filled: index i has the upper bound 2^(i · 2^-schema).
   */
  public BucketsBuffer positive() {
    return positive;
  }

  /** Returns the buckets below zero, to be filled. */
  public BucketsBuffer negative() {
    return negative;
  }

  /** Returns the exemplars, oldest first. */
  public List<Exemplar> exemplars() {
    exemplars.sort(ExemplarOrder.BY_AGE);
    return exemplars;
  }

  /** Returns whether this is no histogram but the marker of a series that has ended. */
  public boolean isStaleMarker() {
    return staleMarker;
  }

  /** Returns the time. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** Returns when the counts began at zero, or 0. */
  public long startTimestampMillis() {
    return startTimestampMillis;
  }

  /** Returns whether the buckets have bounds of their own. */
  public boolean hasBounds() {
    return schema == CUSTOM_BOUNDS_SCHEMA;
  }

  /** Returns the bounds of the buckets if they have their own. */
  public double[] bounds() {
    return bounds;
  }

  /** Returns the resolution. */
  public int schema() {
    return schema;
  }

  /** Returns the number of observations. */
  public long count() {
    return count;
  }

  /** Returns the sum of observations. */
  public double sum() {
    return sum;
  }

  /** Returns the number of observations around zero. */
  public long zeroCount() {
    return zeroCount;
  }

  /** Returns the width of the bucket around zero. */
  public double zeroThreshold() {
    return zeroThreshold;
  }
}
