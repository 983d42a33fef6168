/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import io.github.remotewrite.receiver.StoredSeries;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopExportIT {
  @Test
  void everythingIsStoredAndEveryQueryFindsItsSeries() {
    try (RemoteWriteReceiver receiver = RemoteWriteReceiver.start()) {
      PrometheusRemoteWriteMetricExporter exporter =
          PrometheusRemoteWriteMetricExporter.builder().setEndpoint(receiver.endpoint()).build();
      SdkMeterProvider provider = ShopProvider.create(exporter, Duration.ofHours(1), "a");
      Shop shop = Shop.open(provider, 1);
      shop.tick(Duration.ofMinutes(1));
      assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      shop.tick(Duration.ofMinutes(1));
      assertThat(provider.shutdown().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();

      assertThat(receiver.violations()).isEmpty();
      assertThat(receiver.requests()).hasSizeGreaterThanOrEqualTo(2);
      Set<String> names =
          receiver.series().stream().map(StoredSeries::metricName).collect(Collectors.toSet());
      List<String> queried =
          Queries.ALL.stream().flatMap(query -> query.metrics().stream()).toList();
      assertThat(names).containsAll(queried);
      assertThat(Queries.ALL)
          .allSatisfy(query -> assertThat(query.promql()).contains(query.metrics()));
    }
  }
}
