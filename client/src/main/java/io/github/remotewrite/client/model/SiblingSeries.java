/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What tells the series of one point apart, for all points that become such series: the buckets,
 * the sum and the count of a histogram.
 *
 * <p>A series in memory is mostly its labels, and siblings have nearly all of them in common. Those
 * made here keep what they have in common once for all of a point, and what is a sibling's own once
 * for all points. Immutable.
 */
public final class SiblingSeries {
  // The metric's name, and one that tells buckets or quantiles apart.
  private static final int MAX_NAMES = 2;

  private final byte[] firstName;
  private final byte[] secondName; // the same if there is only one
  private final List<EncodedLabels> own;
  private final Optional<Metadata> metadata;

  private SiblingSeries(List<Labels> own, Optional<Metadata> metadata) {
    NavigableSet<byte[]> names = new TreeSet<>(Arrays::compareUnsigned);
    for (Labels labels : requireNonNull(own, "own")) {
      for (String name : labels.toMap().keySet()) {
        names.add(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      throw new IllegalArgumentException(
          "labels that tell siblings apart must have one or two names: labels=" + own);
    }
    this.firstName = names.first();
    this.secondName = names.last();
    this.own = new ArrayList<>(own.size());
    for (Labels labels : own) {
      this.own.add(labels.encoded().cutAfter(firstName));
    }
    this.metadata = metadata;
  }

  /**
   * Returns siblings told apart by these labels, which have one or two names.
   *
   * @param own the labels of each sibling, in the order of the series; they should differ
   * @throws IllegalArgumentException if they have no name, or more than two
   */
  public static SiblingSeries of(List<Labels> own) {
    return new SiblingSeries(own, Optional.empty());
  }

  /**
   * Returns siblings told apart by these labels, of a metric that this describes.
   *
   * @param own as of {@link #of(List)}
   * @throws IllegalArgumentException as {@link #of(List)} does
   */
  public static SiblingSeries of(List<Labels> own, Metadata metadata) {
    return new SiblingSeries(own, Optional.of(requireNonNull(metadata, "metadata")));
  }

  /**
   * Returns the series of a point, one for each sibling.
   *
   * @param common the labels that all of them have; one with a name of those that tell siblings
   *     apart is left out
   * @throws IllegalArgumentException if a series has no {@code __name__}
   */
  public List<Series> with(Labels common) {
    EncodedLabels shared =
        requireNonNull(common, "common").encoded().without(firstName).without(secondName);
    EncodedLabels cut = shared.cutFor(firstName, secondName);
    List<Series> series = new ArrayList<>(own.size());
    for (EncodedLabels one : own) {
      series.add(new Series(new Labels(cut, one), metadata));
    }
    return series;
  }
}
