/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Series that become one in Remote Write 1.0: {@code a.b} and {@code a_b}, or a gauge {@code
 * h_count} and the count of a histogram {@code h} with bounds of its own.
 *
 * <p>Prometheus would keep one of two such samples without a word, so the second is left out and
 * counted here. Nothing is kept in mind until a series needs another name than its own, which most
 * programs never have. Not thread-safe.
 */
public final class ClassicRepeats {
  static final ClassicRepeats NONE = new ClassicRepeats();

  // Which series has a name of 1.0 in this write.
  private final Map<Labels, Labels> owners = new HashMap<>();
  private boolean watching;
  private long samples;
  private @Nullable Labels first;

  ClassicRepeats() {}

  /** Returns whether what is written is kept in mind. */
  boolean areWatched() {
    return watching;
  }

  /**
   * Begins to keep in mind what is written.
   *
   * @param request what it has already
   * @param groups what else was written before
   */
  void watch(RequestBuffer request, List<SeriesGroup> groups) {
    watching = true;
    ProtoReader message = new ProtoReader(request.series().toByteArray());
    while (message.next()) {
      Labels labels = SeriesLabels.read(message.readMessage());
      owners.put(labels, labels); // Nothing was renamed so far.
    }
    for (SeriesGroup group : groups) {
      if (!areRenamed(group.series())) { // which only the one is that is the reason to begin
        group.series().forEach(one -> owners.put(one.labels(), one.labels()));
      }
    }
  }

  /** Returns whether all of these series are free in 1.0, and takes them; else counts them. */
  boolean claim(List<Series> series) {
    return claim(series, Series::labels);
  }

  /** The same for the classic form of a histogram with bounds of its own. */
  boolean claim(SeriesGroup classicForm, Series histogram) {
    return claim(classicForm.series(), sibling -> histogram.labels());
  }

  private boolean claim(List<Series> series, Function<Series, Labels> owner) {
    for (Series one : series) {
      if (!isFree(one.labels(), owner.apply(one))) {
        count(series.size(), one.labels());
        return false;
      }
    }
    series.forEach(one -> owners.put(one.labels().toClassic(), owner.apply(one)));
    return true;
  }

  /** Returns whether the labels are free in 1.0, or taken by the same series already. */
  private boolean isFree(Labels labels, Labels owner) {
    return owners.getOrDefault(labels.toClassic(), owner).equals(owner);
  }

  /** Takes the labels of a point's series if all are free in 1.0; else counts them. */
  boolean claimLabels(List<Labels> labels) {
    for (Labels one : labels) {
      if (!isFree(one, one)) {
        count(labels.size(), one);
        return false;
      }
    }
    labels.forEach(one -> owners.put(one.toClassic(), one));
    return true;
  }

  /** Returns whether any of the series has another name in 1.0. */
  static boolean areRenamed(List<Series> series) {
    for (Series one : series) {
      if (isRenamed(one)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // Labels that are classic are their own classic form.
  static boolean isRenamed(Series series) {
    return series.labels().toClassic() != series.labels();
  }

  private void count(int moreSamples, Labels labels) {
    samples += moreSamples;
    first = first == null ? labels : first;
  }

  /** Counts what others have counted, and takes it from them. */
  void count(ClassicRepeats others) {
    samples += others.takeSamples();
    first = first == null ? others.first : first;
  }

  /** Begins another write. */
  void forgetSeries() {
    owners.clear();
  }

  /** Returns how many samples were left out since they were last taken. */
  public long samples() {
    return samples;
  }

  /** Returns how many samples were left out since the last call. */
  public long takeSamples() {
    long taken = samples;
    samples = 0;
    return taken;
  }

  /** Returns the first series that was ever left out, to name it. */
  public String firstSeries() {
    return String.valueOf(first);
  }
}
