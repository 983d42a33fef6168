/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longArrayKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SummaryData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is recorded is what Prometheus has afterwards: these series, with these labels, values and
 * timestamps, and no others.
 */
@ParameterizedClass
@EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
class InstrumentRoundTripIT {
  private static final Map<RealReceiver, PrometheusServer> SERVERS =
      new EnumMap<>(RealReceiver.class);

  private final PrometheusServer server;
  private TestService service;

  InstrumentRoundTripIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, PrometheusServer::start);
  }

  @BeforeEach
  void nameService(TestInfo test) {
    service = new TestService(test.getTestMethod().orElseThrow().getName());
  }

  @AfterAll
  static void closeServers() {
    SERVERS.values().forEach(PrometheusServer::close);
    SERVERS.clear();
  }

  @Test
  void counterHasItsUnitAndTotal() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongCounter requests = sdk.meter().counterBuilder("http.requests").build();
      requests.add(3, Attributes.of(stringKey("http.route"), "/cart"));
      requests.add(4, Attributes.of(stringKey("http.route"), "/pay", longKey("status"), 200L));
      requests.add(2, Attributes.of(stringKey("http.route"), "/cart"));
      requests.add(1);
      sdk.meter().counterBuilder("network.io").ofDoubles().setUnit("By").build().add(0.5);
      sdk.meter().counterBuilder("largest").build().add(Long.MAX_VALUE);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service
                  .expected()
                  .add("http_requests_total", 5, "http_route", "/cart")
                  .add("http_requests_total", 4, "http_route", "/pay", "status", "200")
                  .add("http_requests_total", 1)
                  .add("network_io_bytes_total", 0.5)
                  .add("largest_total", 0x1p63)
                  .all());
    }
  }

  @Test
  void upDownCounterMayBeNegativeAndHasNoTotal() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongUpDownCounter connections = sdk.meter().upDownCounterBuilder("connections").build();
      connections.add(2);
      connections.add(-5);
      DoubleUpDownCounter charge =
          sdk.meter().upDownCounterBuilder("battery.charge").ofDoubles().setUnit("1").build();
      charge.add(0.75);
      charge.add(-0.25);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service.expected().add("connections", -3).add("battery_charge", 0.5).all());
    }
  }

  @Test
  void gaugeKeepsItsLastValueAndUnitOneIsRatio() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongGauge threads = sdk.meter().gaugeBuilder("threads").ofLongs().setUnit("{thread}").build();
      threads.set(7);
      threads.set(5);
      sdk.meter().gaugeBuilder("hits").ofLongs().setUnit("1").build().set(1);
      DoubleGauge temperature = sdk.meter().gaugeBuilder("temperature").setUnit("Cel").build();
      temperature.set(-20.5, Attributes.of(stringKey("room"), "attic"));
      temperature.set(Double.POSITIVE_INFINITY, Attributes.of(stringKey("room"), "core"));
      temperature.set(Double.MIN_VALUE, Attributes.of(stringKey("room"), "space"));
      sdk.meter().gaugeBuilder("cpu.utilization").setUnit("1").build().set(0.25);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service
                  .expected()
                  .add("threads", 5)
                  .add("hits_ratio", 1)
                  .add("temperature_celsius", -20.5, "room", "attic")
                  .add("temperature_celsius", Double.POSITIVE_INFINITY, "room", "core")
                  .add("temperature_celsius", Double.MIN_VALUE, "room", "space")
                  .add("cpu_utilization_ratio", 0.25)
                  .all());
    }
  }

  @Test
  void observableInstrumentsHaveTheNamesOfTheirSynchronousKinds() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      Attributes user = Attributes.of(stringKey("mode"), "user");
      sdk.meter().counterBuilder("gc.count").buildWithCallback(count -> count.record(12));
      sdk.meter()
          .counterBuilder("cpu.time")
          .ofDoubles()
          .setUnit("s")
          .buildWithCallback(time -> time.record(1.5, user));
      sdk.meter()
          .upDownCounterBuilder("heap.used")
          .setUnit("MiBy")
          .buildWithCallback(used -> used.record(-64));
      sdk.meter()
          .upDownCounterBuilder("balance")
          .ofDoubles()
          .buildWithCallback(balance -> balance.record(0.125));
      sdk.meter()
          .gaugeBuilder("queue.size")
          .ofLongs()
          .buildWithCallback(size -> size.record(9, user));
      sdk.meter().gaugeBuilder("load").setUnit("1").buildWithCallback(load -> load.record(0.0625));

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service
                  .expected()
                  .add("gc_count_total", 12)
                  .add("cpu_time_seconds_total", 1.5, "mode", "user")
                  .add("heap_used_mebibytes", -64)
                  .add("balance", 0.125)
                  .add("queue_size", 9, "mode", "user")
                  .add("load_ratio", 0.0625)
                  .all());
    }
  }

  @Test
  void histogramHasTheDefaultBounds() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      LongHistogram size =
          sdk.meter().histogramBuilder("request.size").ofLongs().setUnit("By").build();
      size.record(0);
      size.record(5);
      size.record(6);
      size.record(20_000);
      DoubleHistogram duration = sdk.meter().histogramBuilder("duration").setUnit("ms").build();
      duration.record(0.5);
      duration.record(9_999.5);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service
                  .expected()
                  .addHistogram("request_size_bytes", 20_011, 4)
                  .addBuckets(
                      "request_size_bytes",
                      "0=1 5=2 10=3 25=3 50=3 75=3 100=3 250=3 500=3 750=3 1000=3 2500=3 5000=3"
                          + " 7500=3 10000=3")
                  .addHistogram("duration_milliseconds", 10_000, 2)
                  .addBuckets(
                      "duration_milliseconds",
                      "0=0 5=1 10=1 25=1 50=1 75=1 100=1 250=1 500=1 750=1 1000=1 2500=1 5000=1"
                          + " 7500=1 10000=2")
                  .all());
    }
  }

  @Test
  void histogramHasItsOwnBounds() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      DoubleHistogram drift =
          sdk.meter()
              .histogramBuilder("drift")
              .setUnit("s")
              .setExplicitBucketBoundariesAdvice(
                  List.of(-2.5, 0.0, 1e-7, 0.005, 1.0, 1_000_000.0, 1e21))
              .build();
      drift.record(1e-8);
      drift.record(0);
      drift.record(0.005);
      drift.record(1e22);
      sdk.meter()
          .histogramBuilder("weight")
          .ofLongs()
          .setExplicitBucketBoundariesAdvice(List.of(0L, 1L))
          .build()
          .record(1);
      sdk.meter()
          .histogramBuilder("boundless")
          .setExplicitBucketBoundariesAdvice(List.of())
          .build()
          .record(42);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service
                  .expected()
                  .addHistogram("drift_seconds", 1e22, 4)
                  .addBuckets(
                      "drift_seconds",
                      "-2.5=0 0=1 0.0000001=2 0.005=3 1=3 1000000=3 1000000000000000000000=3")
                  .addHistogram("weight", 1, 1)
                  .addBuckets("weight", "0=0 1=1")
                  .addHistogram("boundless", 42, 1)
                  .all());
    }
  }

  // Eight exporters made before this one send 1, 2, 3, 4, or lose the bound 0, the suffix _bucket
  // or the bucket for infinity.
  @Test
  void bucketCountsOneTwoThreeFourAreStoredAsOneThreeSixTen() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      DoubleHistogram latency =
          sdk.meter()
              .histogramBuilder("latency")
              .setExplicitBucketBoundariesAdvice(List.of(0.0, 5.0, 10.0))
              .build();
      for (double value : new double[] {0, 3, 5, 6, 8, 10, 15, 18, 20, 25}) {
        latency.record(value);
      }

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service
                  .expected()
                  .add("latency_bucket", 1, "le", "0")
                  .add("latency_bucket", 3, "le", "5")
                  .add("latency_bucket", 6, "le", "10")
                  .add("latency_bucket", 10, "le", "+Inf")
                  .add("latency_count", 10)
                  .add("latency_sum", 110)
                  .all());
    }
  }

  @Test
  void summaryOfAProducerHasItsQuantilesAndItsScopesAttributes() throws InterruptedException {
    InstrumentationScopeInfo scope =
        InstrumentationScopeInfo.builder("bridge")
            .setVersion("9")
            .setSchemaUrl("https://example.com/bridge")
            .setAttributes(Attributes.of(stringKey("source.kind"), "legacy", longKey("shard"), 3L))
            .build();
    SdkMeterProviderBuilder provider =
        service.provider().registerMetricProducer(resource -> List.of(summary(resource, scope)));
    try (PushingSdk sdk = new PushingSdk(provider, service.exporter(server))) {
      assertThat(sdk.export()).isTrue();

      ExpectedSeries expected =
          service.expected(
              Map.of(
                  "otel_scope_name", "bridge",
                  "otel_scope_version", "9",
                  "otel_scope_schema_url", "https://example.com/bridge",
                  "otel_scope_source_kind", "legacy",
                  "otel_scope_shard", "3"));
      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              expected
                  .add("rpc_duration_seconds", 0.001, "quantile", "0", "rpc_method", "Get")
                  .add("rpc_duration_seconds", 0.5, "quantile", "0.5", "rpc_method", "Get")
                  .add("rpc_duration_seconds", Double.NaN, "quantile", "0.999", "rpc_method", "Get")
                  .add("rpc_duration_seconds", 2, "quantile", "1", "rpc_method", "Get")
                  .add("rpc_duration_seconds_sum", 12.5, "rpc_method", "Get")
                  .add("rpc_duration_seconds_count", 20, "rpc_method", "Get")
                  .all());
    }
  }

  private MetricData summary(Resource resource, InstrumentationScopeInfo scope) {
    SummaryPointData point =
        SummaryPointData.create(
            service.clock().now(),
            service.clock().now(),
            Attributes.of(stringKey("rpc.method"), "Get"),
            20,
            12.5,
            List.of(
                ValueAtQuantile.create(0, 0.001),
                ValueAtQuantile.create(0.5, 0.5),
                ValueAtQuantile.create(0.999, Double.NaN),
                ValueAtQuantile.create(1, 2)));
    return ImmutableMetricData.createDoubleSummary(
        resource, scope, "rpc.duration", "", "s", SummaryData.create(List.of(point)));
  }

  @Test
  void attributesOfEveryTypeAreLabels() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      sdk.meter()
          .counterBuilder("events")
          .build()
          .add(
              1,
              Attributes.builder()
                  .put(stringKey("text"), "line\nbreak, \"quote\", ü, 🚀")
                  .put(booleanKey("flag"), true)
                  .put(longKey("number"), -7L)
                  .put(doubleKey("fraction"), 0.5)
                  .put(stringArrayKey("texts"), List.of("a", "b"))
                  .put(longArrayKey("numbers"), List.of(1L, 2L))
                  .put(stringKey("nothing"), "")
                  .put(stringKey("2nd"), "digit")
                  // Two keys, one label.
                  .put(stringKey("user.id"), "x")
                  .put(stringKey("user_id"), "y")
                  // Labels of ours.
                  .put(stringKey("job"), "lost")
                  .put(stringKey("instance"), "lost")
                  .put(stringKey("__name__"), "lost")
                  .build());

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service
                  .expected()
                  .add(
                      "events_total",
                      1,
                      "text",
                      "line\nbreak, \"quote\", ü, 🚀",
                      "flag",
                      "true",
                      "number",
                      "-7",
                      "fraction",
                      "0.5",
                      "texts",
                      "[\"a\",\"b\"]",
                      "numbers",
                      "[1,2]",
                      "key_2nd",
                      "digit",
                      "user_id",
                      "x;y")
                  .all());
    }
  }

  @Test
  void sameNameInTwoScopesIsTwoSeries() throws InterruptedException {
    try (PushingSdk sdk = service.startSdk(server)) {
      sdk.meter("first").counterBuilder("events").build().add(1);
      sdk.meter("second").counterBuilder("events").build().add(2);

      assertThat(sdk.export()).isTrue();

      ExpectedSeries expected = service.expected(Map.of());
      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              expected
                  .add("events_total", 1, "otel_scope_name", "first")
                  .add("events_total", 2, "otel_scope_name", "second")
                  .all());
    }
  }

  @Test
  void targetInfoHasTheAttributesThatAreNotInJobAndInstance() throws InterruptedException {
    Resource resource =
        service
            .resource()
            .merge(
                Resource.create(
                    Attributes.of(
                        stringKey("deployment.environment.name"),
                        "test",
                        longKey("process.pid"),
                        17L,
                        stringArrayKey("process.command_args"),
                        List.of("-v"))));
    try (PushingSdk sdk =
        new PushingSdk(service.provider().setResource(resource), service.exporter(server))) {
      sdk.meter().counterBuilder("events").build().add(1);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .containsExactlyInAnyOrderElementsOf(
              service
                  .expected()
                  .add("events_total", 1)
                  .addTargetInfo(
                      "deployment_environment_name",
                      "test",
                      "process_pid",
                      "17",
                      "process_command_args",
                      "[\"-v\"]")
                  .all());
    }
  }

  @Test
  void resourceWithoutInstanceIdGetsTheProcessAsInstance() throws InterruptedException {
    Resource resource =
        Resource.create(
            Attributes.of(
                stringKey("service.namespace"),
                TestService.NAMESPACE,
                stringKey("service.name"),
                "resourceWithoutInstanceIdGetsTheProcessAsInstance"));
    try (PushingSdk sdk =
        new PushingSdk(service.provider().setResource(resource), service.exporter(server))) {
      sdk.meter().counterBuilder("events").build().add(1);

      assertThat(sdk.export()).isTrue();

      assertThat(service.stored(server))
          .singleElement()
          .satisfies(
              series ->
                  assertThat(series.label("instance"))
                      .matches(".*\\b" + ProcessHandle.current().pid()));
    }
  }
}
