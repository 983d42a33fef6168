/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import static io.opentelemetry.sdk.metrics.data.MetricDataType.DOUBLE_GAUGE;
import static io.opentelemetry.sdk.metrics.data.MetricDataType.DOUBLE_SUM;
import static io.opentelemetry.sdk.metrics.data.MetricDataType.LONG_GAUGE;
import static io.opentelemetry.sdk.metrics.data.MetricDataType.LONG_SUM;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShopTest {
  @ParameterizedTest
  @EnumSource
  void everyInstrumentIsUsedWithLongsAndWithDoubles(InstrumentType type) {
    boolean isGauge = type == InstrumentType.GAUGE || type == InstrumentType.OBSERVABLE_GAUGE;
    // Summed up, histograms show which numbers they were given.
    Aggregation aggregation = isGauge ? Aggregation.lastValue() : Aggregation.sum();

    Set<MetricDataType> types =
        collectOnly(type, aggregation, Duration.ofSeconds(5)).stream()
            .map(MetricData::getType)
            .collect(toSet());

    assertThat(types)
        .isEqualTo(isGauge ? Set.of(LONG_GAUGE, DOUBLE_GAUGE) : Set.of(LONG_SUM, DOUBLE_SUM));
  }

  @Test
  void equalSeedsGiveEqualNumbers() {
    Duration elapsed = Duration.ofMinutes(10);

    assertThat(values(collect(7, elapsed))).isEqualTo(values(collect(7, elapsed)));
    assertThat(values(collect(7, elapsed))).isNotEqualTo(values(collect(8, elapsed)));
  }

  @Test
  void timePassesByTicksOnly() {
    assertThat(values(collect(1, Duration.ZERO))).isEqualTo(values(collect(1, Duration.ZERO)));
    assertThat(values(collect(1, Duration.ZERO)))
        .isNotEqualTo(values(collect(1, Duration.ofSeconds(1))));
  }

  @Test
  void numbersMakeSenseAfterAnHour() {
    Collection<MetricData> metrics = collect(1, Duration.ofHours(1));

    assertThat(metric("shop.stock", metrics).getLongSumData().getPoints())
        .allSatisfy(point -> assertThat(point.getValue()).isBetween(50L, 300L));
    assertThat(metric("shop.carts", metrics).getLongSumData().getPoints())
        .allSatisfy(point -> assertThat(point.getValue()).isBetween(0L, 200L));
    assertThat(metric("shop.stock.weight", metrics).getDoubleSumData().getPoints())
        .allSatisfy(point -> assertThat(point.getValue()).isBetween(50.0, 600.0));
    assertThat(metric("shop.orders", metrics).getLongSumData().getPoints())
        .allSatisfy(point -> assertThat(point.getValue()).isGreaterThan(500));
  }

  private static MetricData metric(String name, Collection<MetricData> metrics) {
    return metrics.stream().filter(m -> m.getName().equals(name)).findFirst().orElseThrow();
  }

  private static Collection<MetricData> collectOnly(
      InstrumentType only, Aggregation aggregation, Duration elapsed) {
    SdkMeterProviderBuilder builder = SdkMeterProvider.builder();
    for (InstrumentType type : InstrumentType.values()) {
      builder.registerView(
          InstrumentSelector.builder().setType(type).build(),
          View.builder().setAggregation(type == only ? aggregation : Aggregation.drop()).build());
    }
    return collect(builder, 1, elapsed);
  }

  private static Collection<MetricData> collect(long seed, Duration elapsed) {
    return collect(SdkMeterProvider.builder(), seed, elapsed);
  }

  private static Collection<MetricData> collect(
      SdkMeterProviderBuilder builder, long seed, Duration elapsed) {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SdkMeterProvider provider = builder.registerMetricReader(reader).build()) {
      Shop.open(provider, seed).tick(elapsed);
      return reader.collectAllMetrics();
    }
  }

  private static List<String> values(Collection<MetricData> metrics) {
    return metrics.stream()
        .filter(metric -> metric.getType() == LONG_SUM || metric.getType() == LONG_GAUGE)
        .flatMap(
            metric ->
                (metric.getType() == LONG_SUM ? metric.getLongSumData() : metric.getLongGaugeData())
                    .getPoints().stream()
                        .map(point -> metric.getName() + point.getAttributes() + point.getValue()))
        .sorted()
        .toList();
  }
}
