/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static java.util.stream.Collectors.joining;

import io.github.remotewrite.example.display.Line.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What has arrived, as lines of text that fit a screen.
 *
 * <p>Too many rows cost each metric its last series first.
 */
final class Table {
  private static final List<String> COUNTER_HEADINGS =
      List.of("COUNTER", "LABELS", "TOTAL", "RATE", "TREND");
  private static final List<String> GAUGE_HEADINGS =
      List.of("GAUGE", "LABELS", "VALUE", "CHANGE", "TREND");
  private static final List<String> HISTOGRAM_HEADINGS =
      List.of("HISTOGRAM", "LABELS", "COUNT", "RATE", "MEAN", "P50", "P95", "BUCKETS");

  private final Arrivals arrivals;
  private final Size size;
  private final Glyphs glyphs;

  private Table(Arrivals arrivals, Size size, Glyphs glyphs) {
    this.arrivals = arrivals;
    this.size = size;
    this.glyphs = glyphs;
  }

  /** Returns at most as many lines as the screen has, none of them wider. */
  static List<Line> lines(Arrivals arrivals, Duration elapsed, Size size, Glyphs glyphs) {
    Table table = new Table(arrivals, size, glyphs);
    List<Line> lines = new ArrayList<>(table.head(elapsed));
    int rest = size.rows() - lines.size();
    for (int perMetric = arrivals.rows().size(); ; perMetric--) {
      List<Line> body = table.body(table.atMost(perMetric));
      if (body.size() <= rest || perMetric <= 1) {
        lines.addAll(body.subList(0, Math.min(body.size(), rest)));
        return lines.stream().map(table::fit).toList();
      }
    }
  }

  private List<Line> head(Duration elapsed) {
    List<Line> head = new ArrayList<>();
    String identity =
        arrivals.identity().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(joining("  "));
    head.add(new Line(identity.isEmpty() ? "waiting for samples" : identity, Style.TITLE));
    head.add(Line.plain(status(elapsed)));
    if (!arrivals.firstViolations().isEmpty()) {
      head.add(new Line("violation: " + arrivals.firstViolations().get(0), Style.ALERT));
    }
    head.add(new Line(glyphs.line(size.columns()), Style.FAINT));
    return head;
  }

  private String status(Duration elapsed) {
    return String.format(
        Locale.ROOT,
        "requests %,d   samples %,d   bytes/sample %s   violations %,d   elapsed %d s",
        arrivals.requests(),
        arrivals.samplesStored(),
        Quantity.number((double) arrivals.bytesStored() / Math.max(1, arrivals.samplesStored())),
        arrivals.violations(),
        elapsed.toSeconds());
  }

  private List<Row> atMost(int perMetric) {
    Map<String, Integer> seen = new HashMap<>();
    return arrivals.rows().stream()
        .filter(row -> seen.merge(row.metric(), 1, Integer::sum) <= perMetric)
        .toList();
  }

  private List<Line> body(List<Row> rows) {
    List<Section> sections =
        List.of(
            section(COUNTER_HEADINGS, Row.Counter.class, rows),
            section(GAUGE_HEADINGS, Row.Gauge.class, rows),
            section(HISTOGRAM_HEADINGS, Row.Histogram.class, rows));
    int nameWidth = sections.stream().mapToInt(Section::nameWidth).max().orElse(0);
    List<Line> body = new ArrayList<>();
    for (Section section : sections) {
      if (!section.entries().isEmpty()) {
        List<String> lines = section.lines(size.columns(), nameWidth, glyphs);
        body.add(new Line(lines.get(0), Style.HEADING));
        lines.subList(1, lines.size()).forEach(line -> body.add(Line.plain(line)));
      }
    }
    return body;
  }

  private Section section(List<String> headings, Class<? extends Row> kind, List<Row> rows) {
    List<Section.Entry> entries = new ArrayList<>();
    String previous = "";
    for (Row row : rows) {
      if (kind.isInstance(row)) {
        String name = row.metric().equals(previous) ? "" : name(row.metric(), rows);
        entries.add(new Section.Entry(name, row.labels(), numbers(row), picture(row)));
        previous = row.metric();
      }
    }
    return new Section(headings, entries);
  }

  /** Returns what stands in the first row of a metric: its name, and how many rows don't fit. */
  private String name(String metric, List<Row> rows) {
    long hidden = count(metric, arrivals.rows()) - count(metric, rows);
    return hidden == 0 ? metric : metric + " (+" + hidden + ")";
  }

  private static long count(String metric, List<Row> rows) {
    return rows.stream().filter(row -> row.metric().equals(metric)).count();
  }

  private static List<String> numbers(Row row) {
    String metric = row.metric();
    if (row instanceof Row.Counter counter) {
      return List.of(
          Quantity.value(metric, counter.value()), Quantity.perSecond(metric, counter.perSecond()));
    }
    if (row instanceof Row.Gauge gauge) {
      return List.of(
          Quantity.value(metric, gauge.value()), Quantity.change(metric, gauge.change()));
    }
    Row.Histogram histogram = (Row.Histogram) row;
    Distribution distribution = histogram.distribution();
    return List.of(
        Quantity.number(distribution.count()),
        Quantity.perSecond("", histogram.perSecond()),
        Quantity.value(metric, distribution.mean()),
        Quantity.value(metric, distribution.quantile(0.5)),
        Quantity.value(metric, distribution.quantile(0.95)));
  }

  private String picture(Row row) {
    if (row instanceof Row.Counter counter) {
      return glyphs.curve(counter.trend(), Track.TREND_LENGTH);
    }
    if (row instanceof Row.Gauge gauge) {
      return glyphs.curve(gauge.trend(), Track.TREND_LENGTH);
    }
    List<Double> counts = ((Row.Histogram) row).distribution().counts();
    return glyphs.bars(counts, Track.TREND_LENGTH);
  }

  private Line fit(Line line) {
    return new Line(glyphs.fit(line.text(), size.columns()), line.style());
  }
}
