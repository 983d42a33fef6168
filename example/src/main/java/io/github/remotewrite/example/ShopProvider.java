/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.List;

/** The SDK of the {@link Shop}, with views for every aggregation there is. */
public final class ShopProvider {
  private static final List<Double> SEARCH_RESULTS = List.of(0.0, 1.0, 5.0, 10.0, 20.0, 50.0);
  private static final List<Double> CHECKOUT_SECONDS =
      List.of(0.0, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);

  private ShopProvider() {}

  /** Returns a provider that exports at this interval. */
  public static SdkMeterProvider create(
      MetricExporter exporter, Duration interval, String instanceId) {
    return create(PeriodicMetricReader.builder(exporter).setInterval(interval).build(), instanceId);
  }

  /** Returns a provider with this reader. */
  public static SdkMeterProvider create(MetricReader reader, String instanceId) {
    SdkMeterProviderBuilder provider =
        SdkMeterProvider.builder().setResource(resource(instanceId)).registerMetricReader(reader);
    defaults(provider);
    sums(provider);
    lastValues(provider);
    explicitBuckets(provider);
    exponentialHistograms(provider);
    drops(provider);
    return provider.build();
  }

  private static Resource resource(String instanceId) {
    return Resource.create(
        Attributes.builder()
            .put("service.namespace", "demo")
            .put("service.name", "shop")
            .put("service.instance.id", instanceId)
            .put("service.version", "1.0.0")
            .build());
  }

  /** The default, said explicitly; all instruments without a view have it, too. */
  private static void defaults(SdkMeterProviderBuilder provider) {
    view(provider, "shop.orders", Aggregation.defaultAggregation());
  }

  /** A histogram of which only the sum is of interest. */
  private static void sums(SdkMeterProviderBuilder provider) {
    provider.registerView(
        instrument("shop.basket.items"),
        View.builder().setName("shop.items.sold").setAggregation(Aggregation.sum()).build());
  }

  private static void lastValues(SdkMeterProviderBuilder provider) {
    view(provider, "shop.temperature", Aggregation.lastValue());
  }

  /** One with the default bounds, which suit kilometres, and two with bounds of their own. */
  @SuppressWarnings("deprecation") // The oldest SDK we support has no other way to set bounds.
  private static void explicitBuckets(SdkMeterProviderBuilder provider) {
    view(provider, "shop.delivery.distance", Aggregation.explicitBucketHistogram());
    view(provider, "shop.search.results", Aggregation.explicitBucketHistogram(SEARCH_RESULTS));
    view(provider, "shop.checkout.duration", Aggregation.explicitBucketHistogram(CHECKOUT_SECONDS));
  }

  private static void exponentialHistograms(SdkMeterProviderBuilder provider) {
    view(provider, "shop.payment.duration", Aggregation.base2ExponentialBucketHistogram());
  }

  /** One that would have a series for each customer, which is too many. */
  private static void drops(SdkMeterProviderBuilder provider) {
    view(provider, "shop.clicks", Aggregation.drop());
    // The SDK's own metrics differ from version to version.
    view(provider, "otel.sdk.*", Aggregation.drop());
  }

  private static void view(
      SdkMeterProviderBuilder provider, String instrument, Aggregation aggregation) {
    provider.registerView(
        instrument(instrument), View.builder().setAggregation(aggregation).build());
  }

  private static InstrumentSelector instrument(String name) {
    return InstrumentSelector.builder().setName(name).build();
  }
}
