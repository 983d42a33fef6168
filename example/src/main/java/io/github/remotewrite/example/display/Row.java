/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One line of the table: a series, or all series of one histogram. */
sealed interface Row {
  Comparator<Row> BY_NAME =
      Comparator.comparing(Row::metric).thenComparing(row -> row.labels().toString());

  /** Returns the name of the metric, of a histogram without the suffix of its series. */
  String metric();

  /** Returns the labels that tell it from other rows of the metric. */
  SortedMap<String, String> labels();

  /**
   * A series that only grows.
   *
   * @param perSecond its rate between the last two samples, NaN if there is only one
   * @param trend the latest rates, oldest first
   */
  record Counter(
      String metric,
      SortedMap<String, String> labels,
      double value,
      double perSecond,
      List<Double> trend)
      implements Row {
    public Counter {
      labels = unmodifiableSortedMap(new TreeMap<>(labels));
      trend = List.copyOf(trend);
    }
  }

  /**
   * A series that goes up and down.
   *
   * @param change the difference between the last two samples, NaN if there is only one
   * @param trend the latest values, oldest first
   */
  record Gauge(
      String metric,
      SortedMap<String, String> labels,
      double value,
      double change,
      List<Double> trend)
      implements Row {
    public Gauge {
      labels = unmodifiableSortedMap(new TreeMap<>(labels));
      trend = List.copyOf(trend);
    }
  }

  /**
   * A histogram.
   *
   * @param perSecond the rate of its count between the last two samples, NaN if there is only one
   */
  record Histogram(
      String metric, SortedMap<String, String> labels, Distribution distribution, double perSecond)
      implements Row {
    public Histogram {
      labels = unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }
}
