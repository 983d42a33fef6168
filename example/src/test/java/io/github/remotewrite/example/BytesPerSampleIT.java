/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * How many bytes a sample takes in both versions, from the second export on; 1.0 sends metadata
 * with the first one, and then once a minute. Prints the table of docs/protocol.md.
 */
class BytesPerSampleIT {
  private static final int POINTS = 1_000;

  @Test
  void version2TakesFewerBytesThanVersion1() {
    assertThat(print("the shop, `./demo`", BytesPerSampleIT::shop)).isLessThan(0.8);
    assertThat(print("a web service of 1,000 points", BytesPerSampleIT::webService))
        .isLessThan(0.8);
  }

  /** Prints a line for each version; returns 2.0's bytes before compression, as a part of 1.0's. */
  private static double print(String data, Program program) {
    Size v1 = size(ProtocolVersion.V1, program);
    Size v2 = size(ProtocolVersion.V2, program);
    for (Size size : List.of(v1, v2)) {
      System.out.printf(
          "| %s | %s | %d | %.1f | %.1f |%n",
          data,
          size.protocol == ProtocolVersion.V1 ? "1.0" : "2.0",
          size.samples,
          (double) size.message / size.samples,
          (double) size.body / size.samples);
    }
    assertThat(v1.samples).isEqualTo(v2.samples);
    return (double) v2.message / v1.message;
  }

  private static Size size(ProtocolVersion protocol, Program program) {
    try (RemoteWriteReceiver receiver = RemoteWriteReceiver.start()) {
      PrometheusRemoteWriteMetricExporter exporter =
          PrometheusRemoteWriteMetricExporter.builder()
              .setEndpoint(receiver.endpoint())
              .setProtocol(protocol)
              .setStaleMarkersAtShutdownEnabled(false)
              .build();
      SdkMeterProvider provider = program.start(exporter);
      assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      int first = receiver.requests().size();
      assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      List<ReceivedRequest> second = receiver.requests().subList(first, receiver.requests().size());
      Size size =
          new Size(
              protocol,
              sum(second, BytesPerSampleIT::samples),
              sum(second, request -> request.message().length),
              sum(second, request -> request.body().length));
      assertThat(provider.shutdown().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(receiver.violations()).isEmpty();
      return size;
    }
  }

  private static long samples(ReceivedRequest request) {
    return request.series().stream()
        .mapToLong(series -> series.samples().size() + series.histograms().size())
        .sum();
  }

  private static long sum(List<ReceivedRequest> requests, ToLongFunction<ReceivedRequest> part) {
    return requests.stream().mapToLong(part).sum();
  }

  private static SdkMeterProvider shop(MetricExporter exporter) {
    SdkMeterProvider provider = ShopProvider.create(exporter, Duration.ofHours(1), "a");
    Shop shop = Shop.open(provider, 1);
    shop.tick(Duration.ofMinutes(10));
    return provider;
  }

  /** The mixture of the benchmarks: 40 % histograms of 14 bounds, the rest counters and gauges. */
  private static SdkMeterProvider webService(MetricExporter exporter) {
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(
                PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build())
            .build();
    Meter meter = provider.get("io.opentelemetry.http");
    DoubleHistogram durations =
        meter.histogramBuilder("http.server.request.duration").setUnit("s").build();
    LongCounter requests = meter.counterBuilder("http.server.requests").build();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < POINTS; i++) {
      Attributes attributes =
          Attributes.builder()
              .put("http.request.method", i % 3 == 0 ? "POST" : "GET")
              .put("http.response.status_code", 200 + i % 5)
              .put("http.route", "/api/v1/resource-" + i)
              .put("network.protocol.version", "1.1")
              .put("url.scheme", "https")
              .build();
      if (i % 10 < 4) {
        for (int n = 0; n < 20; n++) {
          durations.record(random.nextDouble() * 10, attributes);
        }
      } else {
        requests.add(random.nextInt(1_000_000), attributes);
      }
    }
    return provider;
  }

  private interface Program {
    SdkMeterProvider start(MetricExporter exporter);
  }

  private record Size(ProtocolVersion protocol, long samples, long message, long body) {}
}
