/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "orders_total | 12345 | 12,345",
        "wait_seconds | 0.312 | 312 ms",
        "wait_seconds | 0.0000123 | 12.3 us",
        "wait_seconds | 1.5 | 1.50 s",
        "work_seconds_total | 600 | 10.0 min",
        "work_seconds | 36000 | 10.0 h",
        "wait_seconds | 0 | 0 s",
        "sent_bytes_total | 999 | 999 B",
        "sent_bytes_total | 1250000 | 1.25 MB",
        "discount_ratio | 0.05 | 5 %",
        "shop_temperature_celsius | 18.62 | 18.62 C",
        "revenue_EUR_total | 1234.5 | 1,235 EUR",
        "distance_km | 93.75 | 93.75 km",
        "stock_weight_kg | 431.74 | 431.7 kg",
        "huge | 1e18 | 1.000e+18",
        "unknown | NaN | -"
      })
  void valueHasTheUnitOfItsMetric(String metric, double value, String expected) {
    assertThat(Quantity.value(metric, value)).isEqualTo(expected);
  }

  @Test
  void changeHasItsSign() {
    assertThat(Quantity.change("stock", 3)).isEqualTo("+3");
    assertThat(Quantity.change("stock", -3)).isEqualTo("-3");
    assertThat(Quantity.change("stock", 0)).isEqualTo("0");
    assertThat(Quantity.change("stock", Double.NaN)).isEqualTo("-");
  }

  @Test
  void rateIsPerSecond() {
    assertThat(Quantity.perSecond("sent_bytes_total", 2_000)).isEqualTo("2.00 kB/s");
  }
}
