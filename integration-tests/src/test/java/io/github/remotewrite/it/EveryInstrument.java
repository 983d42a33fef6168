/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SummaryData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/** One metric of each kind there is, with a description and a unit, and {@code target_info}. */
final class EveryInstrument {
  static final double LARGEST = 1e300;

  private EveryInstrument() {}

  /** Sets up what has to be known before the provider is built. */
  static SdkMeterProviderBuilder setUp(SdkMeterProviderBuilder provider, TestService service) {
    Resource resource =
        service.resource().merge(Resource.create(Attributes.of(stringKey("host.name"), "h-1")));
    return provider
        .setResource(resource)
        .registerMetricProducer(produced -> List.of(summary(produced, service.clock())));
  }

  static void record(Meter meter) {
    meter
        .counterBuilder("orders")
        .setDescription("Orders taken.")
        .setUnit("{order}")
        .build()
        .add(3);
    meter.counterBuilder("network.io").ofDoubles().setUnit("By").build().add(0.5);
    meter.upDownCounterBuilder("connections").setDescription("Open now.").build().add(-2);
    meter.upDownCounterBuilder("charge").ofDoubles().setUnit("A").build().add(LARGEST);
    meter.gaugeBuilder("temperature").setDescription("Outside.").setUnit("Cel").build().set(-20.5);
    meter.gaugeBuilder("speed").ofLongs().setUnit("m/s").build().set(7);
    meter
        .histogramBuilder("latency")
        .setDescription("From click to \"thanks\".")
        .setUnit("s")
        .setExplicitBucketBoundariesAdvice(List.of(0.5, 1.0))
        .build()
        .record(0.75);
    meter.counterBuilder("async.count").buildWithCallback(count -> count.record(12));
    meter.counterBuilder("async.time").ofDoubles().buildWithCallback(time -> time.record(1.5));
    meter.upDownCounterBuilder("async.used").buildWithCallback(used -> used.record(-64));
    meter.gaugeBuilder("async.load").setUnit("1").buildWithCallback(load -> load.record(0.25));
  }

  private static MetricData summary(Resource resource, FakeClock clock) {
    SummaryPointData point =
        SummaryPointData.create(
            clock.now(),
            clock.now(),
            Attributes.empty(),
            20,
            12.5,
            List.of(ValueAtQuantile.create(0.5, 0.25), ValueAtQuantile.create(1, 2)));
    return ImmutableMetricData.createDoubleSummary(
        resource,
        InstrumentationScopeInfo.create(PushingSdk.SCOPE_NAME),
        "rpc.duration",
        "Of calls.",
        "ms",
        SummaryData.create(List.of(point)));
  }
}
