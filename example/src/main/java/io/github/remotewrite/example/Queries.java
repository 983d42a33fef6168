/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import java.util.List;

/** What to ask a Prometheus that has the shop's metrics. */
final class Queries {
  static final List<Query> ALL =
      List.of(
          new Query(
              "orders per second by country",
              "sum by (country) (rate(shop_orders_total[1m]))",
              List.of("shop_orders_total")),
          new Query(
              "revenue per minute",
              "60 * sum(rate(shop_revenue_EUR_total[1m]))",
              List.of("shop_revenue_EUR_total")),
          new Query(
              "95 % of checkouts are faster",
              "histogram_quantile(0.95, sum by (le)"
                  + " (rate(shop_checkout_duration_seconds_bucket[1m])))",
              List.of("shop_checkout_duration_seconds_bucket")),
          new Query(
              "95 % of payments are faster, from a native histogram",
              "histogram_quantile(0.95, sum by (payment)"
                  + " (rate(shop_payment_duration_seconds[1m])))",
              List.of("shop_payment_duration_seconds")),
          new Query(
              "mean way of a parcel",
              "rate(shop_delivery_distance_km_sum[1m]) / rate(shop_delivery_distance_km_count[1m])",
              List.of("shop_delivery_distance_km_sum", "shop_delivery_distance_km_count")),
          new Query("what is left on the shelves", "shop_stock", List.of("shop_stock")),
          new Query(
              "temperatures, with the version of the shop",
              "shop_temperature_celsius"
                  + " * on (job, instance) group_left (service_version) target_info",
              List.of("shop_temperature_celsius", "target_info")));

  private Queries() {}

  /**
   * A query.
   *
   * @param metrics the names of the series it reads
   */
  record Query(String question, String promql, List<String> metrics) {
    Query {
      metrics = List.copyOf(metrics);
    }
  }
}
