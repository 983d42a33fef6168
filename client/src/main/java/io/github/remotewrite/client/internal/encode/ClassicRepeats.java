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

  private static final int FEWEST = 1_000;

  // Which series had a name of 1.0 last, and in which write.
  private final Map<Labels, Owner> owners = new HashMap<>();
  private final RecentNeed need = new RecentNeed();
  private int write = 1; // lasts for decades of one a second
  private int claimed;
  private boolean watching;
  // Whether some were read from a message: equal to the series' own, but slow to compare with them.
  private boolean readBack;
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
    readBack = true;
    ProtoReader message = new ProtoReader(request.series().toByteArray());
    while (message.next()) {
      Labels labels = SeriesLabels.read(message.readMessage());
      take(labels, labels); // Nothing was renamed so far.
    }
    for (SeriesGroup group : groups) {
      if (!areRenamed(group.series())) { // which only the one is that is the reason to begin
        group.series().forEach(one -> take(one.labels(), one.labels()));
      }
    }
  }

  /** Returns whether all of these series are free in 1.0, and takes them; else counts them. */
  boolean claim(List<Series> series) {
    return claim(series, null);
  }

  /** The same for one series. */
  boolean claim(Series series) {
    Labels labels = series.labels();
    if (!isFree(labels, labels)) {
      count(1, labels);
      return false;
    }
    take(labels.toClassic(), labels);
    return true;
  }

  /** The same for the classic form of a histogram with bounds of its own. */
  boolean claim(SeriesGroup classicForm, Series histogram) {
    return claim(classicForm.series(), histogram.labels());
  }

  /**
   * @param owner what has all of them; null if each is its own
   */
  private boolean claim(List<Series> series, @Nullable Labels owner) {
    for (int i = 0; i < series.size(); i++) { // for every series, so without an iterator
      Labels labels = series.get(i).labels();
      if (!isFree(labels, owner == null ? labels : owner)) {
        count(series.size(), labels);
        return false;
      }
    }
    for (int i = 0; i < series.size(); i++) {
      Labels labels = series.get(i).labels();
      take(labels.toClassic(), owner == null ? labels : owner);
    }
    return true;
  }

  /** Returns whether the labels are free in 1.0, or taken by the same series already. */
  private boolean isFree(Labels labels, Labels owner) {
    Owner found = owners.get(labels.toClassic());
    return found == null || found.write != write || found.labels.equals(owner);
  }

  private void take(Labels classic, Labels owner) {
    Owner known = owners.get(classic);
    if (known == null) {
      owners.put(classic, new Owner(owner, write));
    } else {
      known.labels = owner;
      known.write = write;
    }
    claimed++;
  }

  /** Takes the labels of a point's series if all are free in 1.0; else counts them. */
  boolean claimLabels(List<Labels> labels) {
    for (Labels one : labels) {
      if (!isFree(one, one)) {
        count(labels.size(), one);
        return false;
      }
    }
    labels.forEach(one -> take(one.toClassic(), one));
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
    need.note(Math.max(claimed, FEWEST));
    if (need.endWriteWith(owners.size()) || readBack) {
      owners.clear();
      readBack = false;
    }
    claimed = 0;
    write++;
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

  /** Which series has a name, kept from write to write. */
  private static final class Owner {
    private Labels labels;
    private int write;

    Owner(Labels labels, int write) {
      this.labels = labels;
      this.write = write;
    }
  }
}
