/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  private static final Duration ELAPSED = Duration.ofSeconds(12);

  @Test
  void tableShowsEachKindUnderItsHeading() {
    assertThat(text(arrivals(), new Size(100, 40), Glyphs.UNICODE))
        .containsExactly(
            "instance=a  job=demo/shop",
            "requests 12   samples 1,500   bytes/sample 4   violations 0   elapsed 12 s",
            "─".repeat(100),
            "COUNTER            LABELS                     TOTAL  RATE  TREND",
            "shop_orders_total  country=AT, payment=card  12,345   2/s  ▁▅█",
            "                   country=DE, payment=card       3     -",
            "GAUGE                VALUE     CHANGE  TREND",
            "shop_balance_EUR   -12 EUR  +0.50 EUR  █▁",
            "HISTOGRAM          COUNT  RATE    MEAN     P50     P95  BUCKETS",
            "shop_wait_seconds      4   1/s  500 ms  500 ms  950 ms  ▁█");
  }

  @Test
  void asciiHasNoPictures() {
    List<String> lines = text(arrivals(), new Size(100, 40), Glyphs.ASCII);

    assertThat(lines).allMatch(line -> line.chars().allMatch(c -> c < 128));
    assertThat(lines).contains("COUNTER            LABELS                     TOTAL  RATE");
  }

  @Test
  void narrowTableShowsValuesOfLabelsOnly() {
    assertThat(text(arrivals(), new Size(50, 40), Glyphs.ASCII))
        .contains("shop_orders_total  AT, card  12,345   2/s");
  }

  @ParameterizedTest
  @CsvSource({"40, 8", "60, 10", "80, 24", "100, 40", "200, 60"})
  void linesFitTheScreen(int columns, int rows) {
    List<Row> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(counter("shop_with_a_very_long_name_total", "country", "country-number-" + i));
      many.add(counter("shop_" + i / 10 + "_total", "country", "AT" + i));
    }
    many.sort(Row.BY_NAME);

    List<String> lines = text(arrivals(many), new Size(columns, rows), Glyphs.UNICODE);

    assertThat(lines).hasSizeLessThanOrEqualTo(rows);
    assertThat(lines).allMatch(line -> line.length() <= columns);
  }

  @Test
  void tooManyRowsAreCountedBesideTheName() {
    List<Row> rows =
        List.of(
            counter("orders_total", "country", "AT"),
            counter("orders_total", "country", "DE"),
            counter("orders_total", "country", "PL"),
            counter("revenue_total", "country", "AT"));

    List<String> lines = text(arrivals(rows), new Size(80, 6), Glyphs.ASCII);

    assertThat(lines.subList(4, 6))
        .containsExactly(
            "orders_total (+2)  country=AT      1     -",
            "revenue_total      country=AT      1     -");
  }

  @Test
  void violationIsShownOnTop() {
    Arrivals arrivals =
        new Arrivals(Map.of(), List.of(), 1, 0, 0, 1, List.of("LABELS_SORTED: series=0"));

    assertThat(Table.lines(arrivals, ELAPSED, Size.DEFAULT, Glyphs.ASCII))
        .contains(new Line("violation: LABELS_SORTED: series=0", Line.Style.ALERT));
  }

  private static List<String> text(Arrivals arrivals, Size size, Glyphs glyphs) {
    return Table.lines(arrivals, ELAPSED, size, glyphs).stream().map(Line::text).toList();
  }

  private static Arrivals arrivals() {
    TreeMap<Double, Double> buckets = new TreeMap<>(Map.of(0.0, 0.0, 1.0, 4.0));
    TreeMap<String, String> none = new TreeMap<>();
    return arrivals(
        List.of(
            new Row.Counter(
                "shop_orders_total",
                new TreeMap<>(Map.of("country", "AT", "payment", "card")),
                12_345,
                2,
                List.of(0.0, 1.0, 2.0)),
            new Row.Counter(
                "shop_orders_total",
                new TreeMap<>(Map.of("country", "DE", "payment", "card")),
                3,
                Double.NaN,
                List.of()),
            new Row.Gauge("shop_balance_EUR", none, -12, 0.5, List.of(-11.5, -12.0)),
            new Row.Histogram(
                "shop_wait_seconds", none, Distribution.ofClassic(buckets, 4, 2), 1)));
  }

  private static Arrivals arrivals(List<Row> rows) {
    return new Arrivals(
        Map.of("job", "demo/shop", "instance", "a"), rows, 12, 1_500, 6_000, 0, List.of());
  }

  private static Row counter(String metric, String label, String value) {
    return new Row.Counter(metric, new TreeMap<>(Map.of(label, value)), 1, Double.NaN, List.of());
  }
}
