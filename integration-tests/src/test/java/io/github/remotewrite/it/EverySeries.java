/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import io.github.remotewrite.it.backend.StoredSeries;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the metrics of {@link EveryInstrument} are as series, histograms as classic ones. */
final class EverySeries {
  private EverySeries() {}

  /** All samples of an export at the service's time. */
  static List<LabeledSample> of(TestService service) {
    List<StoredSeries> series =
        service
            .expected()
            .add("orders_total", 3)
            .add("network_io_bytes_total", 0.5)
            .add("connections", -2)
            .add("charge_amperes", EveryInstrument.LARGEST)
            .add("temperature_celsius", -20.5)
            .add("speed_meters_per_second", 7)
            .addHistogram("latency_seconds", 0.75, 1)
            .addBuckets("latency_seconds", "0.5=0 1=1")
            .add("async_count_total", 12)
            .add("async_time_total", 1.5)
            .add("async_used", -64)
            .add("async_load_ratio", 0.25)
            .addTargetInfo("host_name", "h-1")
            .all();
    return LabeledSample.of(Stream.concat(series.stream(), summary(service)).toList());
  }

  private static Stream<StoredSeries> summary(TestService service) {
    return service
        .expected(Map.of("otel_scope_name", PushingSdk.SCOPE_NAME))
        .add("rpc_duration_milliseconds", 0.25, "quantile", "0.5")
        .add("rpc_duration_milliseconds", 2, "quantile", "1")
        .add("rpc_duration_milliseconds_sum", 12.5)
        .add("rpc_duration_milliseconds_count", 20)
        .all()
        .stream();
  }
}
