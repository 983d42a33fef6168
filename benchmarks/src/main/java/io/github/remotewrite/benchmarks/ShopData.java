/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a real SDK collects from a web service: 40 % histograms of request durations with 14 bounds
 * and 5 attributes, 30 % counters, 30 % gauges.
 *
 * <p>Recorded once and collected as often as wanted, each time a minute later. With {@code
 * REUSABLE_DATA} the points are the same objects in every collection.
 */
final class ShopData {
  private final Reader reader = new Reader();

  ShopData(int points) {
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .setClock(new MinuteClock())
            .registerMetricReader(reader)
            .registerView(
                InstrumentSelector.builder().setName("*").build(),
                View.builder().setCardinalityLimit(points + 2).build())
            .build();
    record(provider.get("io.opentelemetry.http"), points);
  }

  Collection<MetricData> collect() {
    return reader.registration.collectAllMetrics();
  }

  private static void record(Meter meter, int points) {
    DoubleHistogram durations =
        meter.histogramBuilder("http.server.request.duration").setUnit("s").build();
    LongCounter requests = meter.counterBuilder("http.server.requests").build();
    DoubleGauge utilization = meter.gaugeBuilder("system.cpu.utilization").setUnit("1").build();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < points; i++) {
      Attributes attributes =
          Attributes.builder()
              .put("http.request.method", i % 3 == 0 ? "POST" : "GET")
              .put("http.response.status_code", 200 + i % 5)
              .put("http.route", "/api/v1/resource-" + i)
              .put("network.protocol.version", "1.1")
              .put("url.scheme", "https")
              .build();
      int kind = i % 10;
      if (kind < 4) {
        for (int n = 0; n < 20; n++) {
          durations.record(random.nextDouble() * 10, attributes);
        }
      } else if (kind < 7) {
        requests.add(random.nextInt(1_000_000), attributes);
      } else {
        utilization.set(random.nextDouble(), attributes);
      }
    }
  }

  private static final class Reader implements MetricReader {
    private CollectionRegistration registration = CollectionRegistration.noop();

    @Override
    public void register(CollectionRegistration registration) {
      this.registration = registration;
    }

    @Override
    public MemoryMode getMemoryMode() {
      return MemoryMode.REUSABLE_DATA;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  /** A minute later each time it is asked. */
  private static final class MinuteClock implements Clock {
    private long nanos = TimeUnit.SECONDS.toNanos(1_767_225_600);

    @Override
    public long now() {
      nanos += TimeUnit.MINUTES.toNanos(1);
      return nanos;
    }

    @Override
    public long nanoTime() {
      return nanos;
    }
  }
}
