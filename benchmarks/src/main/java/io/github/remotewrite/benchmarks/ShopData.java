/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a real SDK collects from a web service: 40 % histograms of request durations with 14 bounds
 * and 5 attributes, 25 % counters, 25 % gauges, 10 % exponential histograms. A point is 7.4
 * samples.
 *
 * <p>Recorded once and collected as often as wanted, each time a minute later. With {@code
 * REUSABLE_DATA} the points are the same objects in every collection.
 */
final class ShopData {
  // Those of the semantic conventions.
  static final List<Double> BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final String HTTP = "io.opentelemetry.http";
  private static final String SIZES = "io.opentelemetry.sizes";

  private final Reader reader = new Reader();

  ShopData(int points, MetricReader... others) {
    SdkMeterProviderBuilder builder = SdkMeterProvider.builder();
    for (MetricReader other : others) {
      builder.registerMetricReader(other);
    }
    SdkMeterProvider provider =
        builder
            .setClock(new MinuteClock())
            .registerMetricReader(reader)
            .setResource(Resource.create(Attributes.of(SERVICE_NAME, "shop")))
            .registerView(
                InstrumentSelector.builder().setName("*").setMeterName(HTTP).build(),
                View.builder().setCardinalityLimit(points + 2).build())
            .registerView(
                InstrumentSelector.builder().setName("*").setMeterName(SIZES).build(),
                View.builder()
                    .setAggregation(
                        Aggregation.base2ExponentialBucketHistogram(
                            Base2ExponentialHistogramOptions.builder().setMaxScale(3).build()))
                    .setCardinalityLimit(points + 2)
                    .build())
            .build();
    record(meter(provider, HTTP), meter(provider, SIZES), points);
  }

  Collection<MetricData> collect() {
    return reader.registration.collectAllMetrics();
  }

  private static Meter meter(SdkMeterProvider provider, String name) {
    return provider.meterBuilder(name).setInstrumentationVersion("2.31.1").build();
  }

  private static void record(Meter meter, Meter sizesMeter, int points) {
    DoubleHistogram durations =
        meter
            .histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(BOUNDS)
            .build();
    LongCounter requests = meter.counterBuilder("http.server.requests").build();
    DoubleGauge utilization = meter.gaugeBuilder("system.cpu.utilization").setUnit("1").build();
    DoubleHistogram sizes =
        sizesMeter.histogramBuilder("http.server.response.body.size").setUnit("By").build();
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
      int kind = i % 20;
      if (kind < 8) {
        for (int n = 0; n < 20; n++) {
          durations.record(random.nextDouble() * 10, attributes);
        }
      } else if (kind < 13) {
        requests.add(random.nextInt(1_000_000), attributes);
      } else if (kind < 18) {
        utilization.set(random.nextDouble(), attributes);
      } else {
        for (int n = 0; n < 40; n++) {
          sizes.record(100 * Math.exp(3 * random.nextDouble()), attributes);
        }
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
