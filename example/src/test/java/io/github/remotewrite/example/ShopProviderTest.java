/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopProviderTest {
  private final Map<String, MetricData> metrics = new TreeMap<>();

  @BeforeEach
  void collect() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SdkMeterProvider provider = ShopProvider.create(reader, "a")) {
      Shop.open(provider, 1).tick(Duration.ofSeconds(10));
      reader.collectAllMetrics().forEach(metric -> metrics.put(metric.getName(), metric));
    }
  }

  @Test
  void everyAggregationIsUsed() {
    assertThat(metrics.values())
        .extracting(MetricData::getType)
        .contains(
            MetricDataType.LONG_SUM,
            MetricDataType.DOUBLE_SUM,
            MetricDataType.LONG_GAUGE,
            MetricDataType.DOUBLE_GAUGE,
            MetricDataType.HISTOGRAM,
            MetricDataType.EXPONENTIAL_HISTOGRAM);
  }

  @Test
  void sumOfAHistogramIsACounter() {
    assertThat(metric("shop.items.sold").getType()).isEqualTo(MetricDataType.LONG_SUM);
    assertThat(metrics).doesNotContainKey("shop.basket.items");
  }

  @Test
  void explicitBucketsHaveDefaultBoundsOrTheirOwn() {
    assertThat(bounds("shop.delivery.distance")).hasSize(15).startsWith(0.0, 5.0, 10.0);
    assertThat(bounds("shop.search.results")).containsExactly(0.0, 1.0, 5.0, 10.0, 20.0, 50.0);
    assertThat(bounds("shop.checkout.duration")).startsWith(0.0, 0.05);
  }

  @Test
  void zeroIsCountedInTheBucketThatEndsThere() {
    assertThat(metric("shop.search.results").getHistogramData().getPoints())
        .allSatisfy(point -> assertThat(point.getCounts().get(0)).isPositive());
  }

  @Test
  void paymentDurationIsExponential() {
    assertThat(metric("shop.payment.duration").getType())
        .isEqualTo(MetricDataType.EXPONENTIAL_HISTOGRAM);
  }

  @Test
  void clicksAreDropped() {
    assertThat(metrics).doesNotContainKey("shop.clicks");
  }

  @Test
  void resourceSaysWhichShopItIs() {
    assertThat(metric("shop.orders").getResource().getAttributes().asMap().toString())
        .contains("service.name=shop")
        .contains("service.namespace=demo")
        .contains("service.instance.id=a")
        .contains("service.version=");
  }

  private MetricData metric(String name) {
    return Objects.requireNonNull(metrics.get(name), name);
  }

  private List<Double> bounds(String name) {
    return metric(name).getHistogramData().getPoints().iterator().next().getBoundaries();
  }
}
