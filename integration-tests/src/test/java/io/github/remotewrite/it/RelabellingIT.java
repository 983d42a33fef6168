/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSeries;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.github.remotewrite.otel.RelabelAction;
import io.github.remotewrite.otel.RelabelConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What Prometheus has after relabelling, with labels of our own and of the resource. */
class RelabellingIT {
  private static PrometheusServer server;

  private TestService service;

  @BeforeAll
  static void startServer() {
    server = PrometheusServer.start(RealReceiver.PROMETHEUS_3_5);
  }

  @AfterAll
  static void closeServer() {
    server.close();
  }

  @BeforeEach
  void nameService(TestInfo test) {
    service = new TestService(test.getTestMethod().orElseThrow().getName());
  }

  @Test
  void droppedMetricsAreNotStored() throws InterruptedException {
    List<StoredSeries> stored =
        storedWith(exporter().addWriteRelabelConfig(RelabelConfig.dropMetrics("debug_.*")));

    assertThat(stored)
        .extracting(StoredSeries::name)
        .contains("orders_total", "latency_bucket", "latency_count", "latency_sum", "target_info")
        .noneMatch(name -> name.startsWith("debug"));
  }

  @Test
  void onlyKeptMetricsAreStored() throws InterruptedException {
    List<StoredSeries> stored =
        storedWith(exporter().addWriteRelabelConfig(RelabelConfig.keepMetrics("orders_.*")));

    assertThat(stored)
        .containsExactlyElementsOf(
            service.expected().add("orders_total", 3, "shop", "x", "user", "u-1").all());
  }

  @Test
  void bucketsOfAHistogramCanBeDroppedAlone() throws InterruptedException {
    List<StoredSeries> stored =
        storedWith(exporter().addWriteRelabelConfig(RelabelConfig.dropMetrics(".*_bucket")));

    assertThat(stored)
        .extracting(StoredSeries::name)
        .containsExactlyInAnyOrder(
            "orders_total", "debug_events_total", "latency_count", "latency_sum", "target_info");
  }

  @Test
  void renamedMetricsHaveTheirNewNamesAndDroppedLabelsAreGone() throws InterruptedException {
    RelabelConfig rename =
        RelabelConfig.builder()
            .setSourceLabels("__name__", "shop")
            .setRegex("orders_total;(.+)")
            .setTargetLabel("__name__")
            .setReplacement("shop_${1}_orders_total")
            .build();
    RelabelConfig anonymous =
        RelabelConfig.builder()
            .setAction(RelabelAction.LABEL_DROP)
            .setRegex("user|otel_scope_.*")
            .build();
    List<StoredSeries> stored =
        storedWith(
            exporter()
                .addWriteRelabelConfig(rename)
                .addWriteRelabelConfig(anonymous)
                .addWriteRelabelConfig(RelabelConfig.keepMetrics("shop_.*")));

    assertThat(stored)
        .containsExactlyElementsOf(
            service.expected(Map.of()).add("shop_x_orders_total", 3, "shop", "x").all());
  }

  @Test
  void externalLabelsStandOnEverySeriesThatHasNoneOfTheirNames() throws InterruptedException {
    List<StoredSeries> stored =
        storedWith(
            exporter().addExternalLabel("cluster", "eu-1").addExternalLabel("shop", "other"));

    assertThat(stored)
        .allSatisfy(series -> assertThat(series.label("cluster")).isEqualTo("eu-1"))
        .allSatisfy(
            series ->
                assertThat(series.label("shop"))
                    .isEqualTo(series.name().equals("orders_total") ? "x" : "other"))
        .extracting(StoredSeries::name)
        .contains("target_info", "latency_bucket");
  }

  @Test
  void promotedResourceAttributesStandOnEverySeries() throws InterruptedException {
    List<StoredSeries> stored =
        storedWith(
            exporter().setPromotedResourceAttributes(List.of("k8s.pod.name", "service.name")));

    assertThat(stored)
        .allSatisfy(series -> assertThat(series.label("k8s_pod_name")).isEqualTo("pod-7"));
    assertThat(stored)
        .filteredOn(series -> !series.name().equals("target_info"))
        .allSatisfy(
            series -> {
              assertThat(series.label("service_name")).isNotEmpty();
              assertThat(series.label("host_name")).isNull();
            });
  }

  /** Everything stored of two counters, a histogram and a resource. */
  private List<StoredSeries> storedWith(PrometheusRemoteWriteMetricExporterBuilder exporter)
      throws InterruptedException {
    Resource resource =
        service
            .resource()
            .merge(
                Resource.create(
                    Attributes.of(
                        stringKey("k8s.pod.name"), "pod-7", stringKey("host.name"), "h-1")));
    SdkMeterProviderBuilder provider = service.provider().setResource(resource);
    try (PushingSdk sdk = new PushingSdk(provider, exporter)) {
      sdk.meter()
          .counterBuilder("orders")
          .build()
          .add(3, Attributes.of(stringKey("shop"), "x", stringKey("user"), "u-1"));
      sdk.meter().counterBuilder("debug.events").build().add(1);
      sdk.meter().histogramBuilder("latency").build().record(7);

      assertThat(sdk.export()).isTrue();

      return service.stored(server);
    }
  }

  private PrometheusRemoteWriteMetricExporterBuilder exporter() {
    return service.exporter(server);
  }
}
