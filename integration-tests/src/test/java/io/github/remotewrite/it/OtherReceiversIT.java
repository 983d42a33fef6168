/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.remotewrite.it.backend.InfluxServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSeries;
import io.github.remotewrite.it.backend.VictoriaMetricsServer;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivers other than Prometheus take an export of every kind of instrument. */
class OtherReceiversIT {
  /** The series by their names, and where there are several, by the label that tells them apart. */
  private static final Map<String, Double> EXPECTED =
      Map.ofEntries(
          Map.entry("orders_total", 3.0),
          Map.entry("network_io_bytes_total", 0.5),
          Map.entry("connections", -2.0),
          Map.entry("charge_amperes", EveryInstrument.LARGEST),
          Map.entry("temperature_celsius", -20.5),
          Map.entry("speed_meters_per_second", 7.0),
          Map.entry("latency_seconds_sum", 0.75),
          Map.entry("latency_seconds_count", 1.0),
          Map.entry("latency_seconds_bucket le=0.5", 0.0),
          Map.entry("latency_seconds_bucket le=1", 1.0),
          Map.entry("latency_seconds_bucket le=+Inf", 1.0),
          Map.entry("async_count_total", 12.0),
          Map.entry("async_time_total", 1.5),
          Map.entry("async_used", -64.0),
          Map.entry("async_load_ratio", 0.25),
          Map.entry("rpc_duration_milliseconds quantile=0.5", 0.25),
          Map.entry("rpc_duration_milliseconds quantile=1", 2.0),
          Map.entry("rpc_duration_milliseconds_sum", 12.5),
          Map.entry("rpc_duration_milliseconds_count", 20.0),
          Map.entry("target_info", 1.0));

  private final TestService service = new TestService("other");

  @ParameterizedTest
  @EnumSource(names = {"VICTORIA_METRICS_1_79", "VICTORIA_METRICS_1_145"})
  void victoriaMetricsHasEverySeriesAsRecorded(RealReceiver receiver) throws InterruptedException {
    try (VictoriaMetricsServer server = VictoriaMetricsServer.start(receiver);
        PushingSdk sdk = startSdk(service.exporter(server.writeEndpoint()))) {
      EveryInstrument.record(sdk.meter());

      assertThat(sdk.export()).isTrue();

      server.flush();
      List<StoredSeries> stored = service.stored(server.api());
      Map<String, Double> values = new HashMap<>();
      stored.forEach(series -> values.put(nameAndBound(series), series.value()));
      assertThat(values).containsExactlyInAnyOrderEntriesOf(EXPECTED);
      assertThat(stored)
          .allSatisfy(
              series -> {
                assertThat(series.label("job")).isEqualTo("it/other");
                assertThat(series.samples().get(0).timestampMillis())
                    .isEqualTo(service.clock().millis());
              });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VICTORIA_METRICS_1_79", "VICTORIA_METRICS_1_145"})
  void victoriaMetricsShowsNoSeriesAfterShutdown(RealReceiver receiver)
      throws InterruptedException {
    try (VictoriaMetricsServer server = VictoriaMetricsServer.start(receiver)) {
      String all = "{" + service.matcher() + "}";
      try (PushingSdk sdk = startSdk(service.exporter(server.writeEndpoint()))) {
        EveryInstrument.record(sdk.meter());
        assertThat(sdk.export()).isTrue();
        server.flush();
        assertThat(server.api().awaitQuery(all)).hasSize(EXPECTED.size());
      }

      server.flush();
      assertThat(server.api().awaitQuery(all, List::isEmpty)).isEmpty();
    }
  }

  @Test
  void victoriaMetricsShowsQuantilesOfNativeHistograms() throws InterruptedException {
    Observations observed = Observations.random(2_003, random -> 100 + 900 * random.nextDouble());
    try (VictoriaMetricsServer server =
            VictoriaMetricsServer.start(RealReceiver.VICTORIA_METRICS_1_145);
        PushingSdk sdk =
            new PushingSdk(
                service.providerOfExponentialHistograms(),
                service.exporter(server.writeEndpoint()))) {
      observed.recordIn(sdk.meter().histogramBuilder("latency").build());

      assertThat(sdk.export()).isTrue();

      server.flush();
      assertThat(computed(server, "latency_count")).isEqualTo(observed.count());
      // Stored as a decimal of fewer digits.
      assertThat(computed(server, "latency_sum")).isCloseTo(observed.sum(), within(1e-6));
      assertThat(computed(server, "histogram_quantile(0.9, sum(latency_bucket) by (vmrange))"))
          .isCloseTo(observed.quantile(0.9), withinPercentage(5));
    }
  }

  private double computed(VictoriaMetricsServer server, String promQl) {
    // Queries are for whole seconds, and the clock stands at a whole second and a bit.
    return server
        .api()
        .instantQuery(promQl, service.clock().instant().plusSeconds(1))
        .get(0)
        .value();
  }

  @Test
  void influxHasEverySeriesAsRecorded() throws InterruptedException {
    try (InfluxServer server = InfluxServer.start(RealReceiver.INFLUXDB_1_6)) {
      try (PushingSdk sdk = startSdk(service.exporter(server.writeEndpoint()))) {
        EveryInstrument.record(sdk.meter());

        assertThat(sdk.export()).isTrue();
      }

      EXPECTED.forEach(
          (series, value) ->
              assertThat(server.query(influxQl(series)))
                  .as(series)
                  .singleElement()
                  .satisfies(
                      row -> {
                        assertThat(Double.parseDouble(row.get("value"))).isEqualTo(value);
                        assertThat(row)
                            .containsEntry("time", Long.toString(service.clock().millis()))
                            .containsEntry("job", "it/other");
                      }));
    }
  }

  /** Reads a series by its name and, in the form of {@link #EXPECTED}, a label. */
  private static String influxQl(String series) {
    return "SELECT * FROM " + series.replaceFirst(" (.*)=(.*)", " WHERE $1='$2'");
  }

  private static String nameAndBound(StoredSeries series) {
    for (String label : List.of("le", "quantile")) {
      String bound = series.label(label);
      if (bound != null) {
        return series.name() + " " + label + "=" + bound;
      }
    }
    return series.name();
  }

  private PushingSdk startSdk(PrometheusRemoteWriteMetricExporterBuilder exporter) {
    return new PushingSdk(EveryInstrument.setUp(service.provider(), service), exporter);
  }
}
