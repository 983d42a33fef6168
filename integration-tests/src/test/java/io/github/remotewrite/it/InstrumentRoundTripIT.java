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
import static org.assertj.core.api.Assertions.within;

import io.github.remotewrite.it.backend.PrometheusApi;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSample;
import io.github.remotewrite.it.backend.StoredSeries;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SummaryData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
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

  private static final String INSTANCE = "replica-1";
  private static final Duration STEP = Duration.ofSeconds(15);

  private final FakeClock clock = FakeClock.behindNow(Duration.ofMinutes(2));
  private final PrometheusServer server;
  // Each test is a service of its own, and so a job of its own.
  private String service;

  InstrumentRoundTripIT(RealReceiver receiver) {
    server = SERVERS.computeIfAbsent(receiver, PrometheusServer::start);
  }

  @BeforeEach
  void nameService(TestInfo test) {
    service = test.getTestMethod().orElseThrow().getName();
  }

  @AfterAll
  static void closeServers() {
    SERVERS.values().forEach(PrometheusServer::close);
    SERVERS.clear();
  }

  @Test
  void counterHasItsUnitAndTotal() throws InterruptedException {
    try (PushingSdk sdk = startSdk()) {
      LongCounter requests = sdk.meter().counterBuilder("http.requests").build();
      requests.add(3, Attributes.of(stringKey("http.route"), "/cart"));
      requests.add(4, Attributes.of(stringKey("http.route"), "/pay", longKey("status"), 200L));
      requests.add(2, Attributes.of(stringKey("http.route"), "/cart"));
      requests.add(1);
      sdk.meter().counterBuilder("network.io").ofDoubles().setUnit("By").build().add(0.5);
      sdk.meter().counterBuilder("largest").build().add(Long.MAX_VALUE);

      assertThat(sdk.export()).isTrue();

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected()
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
    try (PushingSdk sdk = startSdk()) {
      LongUpDownCounter connections = sdk.meter().upDownCounterBuilder("connections").build();
      connections.add(2);
      connections.add(-5);
      DoubleUpDownCounter charge =
          sdk.meter().upDownCounterBuilder("battery.charge").ofDoubles().setUnit("1").build();
      charge.add(0.75);
      charge.add(-0.25);

      assertThat(sdk.export()).isTrue();

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected().add("connections", -3).add("battery_charge", 0.5).all());
    }
  }

  @Test
  void gaugeKeepsItsLastValueAndUnitOneIsRatio() throws InterruptedException {
    try (PushingSdk sdk = startSdk()) {
      LongGauge threads = sdk.meter().gaugeBuilder("threads").ofLongs().setUnit("{thread}").build();
      threads.set(7);
      threads.set(5);
      sdk.meter().gaugeBuilder("hits").ofLongs().setUnit("1").build().set(1);
      DoubleGauge temperature = sdk.meter().gaugeBuilder("temperature").setUnit("Cel").build();
      temperature.set(-20.5, Attributes.of(stringKey("room"), "attic"));
      temperature.set(Double.NaN, Attributes.of(stringKey("room"), "broken"));
      temperature.set(Double.POSITIVE_INFINITY, Attributes.of(stringKey("room"), "core"));
      temperature.set(Double.MIN_VALUE, Attributes.of(stringKey("room"), "space"));
      sdk.meter().gaugeBuilder("cpu.utilization").setUnit("1").build().set(0.25);

      assertThat(sdk.export()).isTrue();

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected()
                  .add("threads", 5)
                  .add("hits_ratio", 1)
                  .add("temperature_celsius", -20.5, "room", "attic")
                  .add("temperature_celsius", Double.NaN, "room", "broken")
                  .add("temperature_celsius", Double.POSITIVE_INFINITY, "room", "core")
                  .add("temperature_celsius", Double.MIN_VALUE, "room", "space")
                  .add("cpu_utilization_ratio", 0.25)
                  .all());
    }
  }

  @Test
  void observableInstrumentsHaveTheNamesOfTheirSynchronousKinds() throws InterruptedException {
    try (PushingSdk sdk = startSdk()) {
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

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected()
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
    try (PushingSdk sdk = startSdk()) {
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

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected()
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
    try (PushingSdk sdk = startSdk()) {
      DoubleHistogram drift =
          sdk.meter()
              .histogramBuilder("drift")
              .setUnit("s")
              .setExplicitBucketBoundariesAdvice(
                  List.of(-2.5, 0.0, 1e-7, 0.005, 1.0, 1_000_000.0, 1e21))
              .build();
      drift.record(-3);
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

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected()
                  .addHistogram("drift_seconds", -3 + 0.005 + 1e22, 4)
                  .addBuckets(
                      "drift_seconds",
                      "-2.5=1 0=2 0.0000001=2 0.005=3 1=3 1000000=3 1000000000000000000000=3")
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
    try (PushingSdk sdk = startSdk()) {
      DoubleHistogram latency = histogramOfZeroFiveTen(sdk);
      recordOneTwoThreeFour(latency);

      assertThat(sdk.export()).isTrue();

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected()
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
        provider().registerMetricProducer(resource -> List.of(summary(resource, scope)));
    try (PushingSdk sdk = new PushingSdk(provider, exporter())) {
      assertThat(sdk.export()).isTrue();

      ExpectedSeries expected =
          new ExpectedSeries(
              resourceLabels(),
              Map.of(
                  "otel_scope_name", "bridge",
                  "otel_scope_version", "9",
                  "otel_scope_schema_url", "https://example.com/bridge",
                  "otel_scope_source_kind", "legacy",
                  "otel_scope_shard", "3"),
              clock.millis());
      assertThatStored()
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
            clock.now(),
            clock.now(),
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
    try (PushingSdk sdk = startSdk()) {
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

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected()
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
    try (PushingSdk sdk = startSdk()) {
      sdk.meter("first").counterBuilder("events").build().add(1);
      sdk.meter("second").counterBuilder("events").build().add(2);

      assertThat(sdk.export()).isTrue();

      ExpectedSeries expected = new ExpectedSeries(resourceLabels(), Map.of(), clock.millis());
      assertThatStored()
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
        resource()
            .merge(
                Resource.create(
                    Attributes.of(
                        stringKey("deployment.environment.name"),
                        "test",
                        longKey("process.pid"),
                        17L,
                        stringArrayKey("process.command_args"),
                        List.of("-v"))));
    try (PushingSdk sdk = new PushingSdk(provider().setResource(resource), exporter())) {
      sdk.meter().counterBuilder("events").build().add(1);

      assertThat(sdk.export()).isTrue();

      assertThatStored()
          .containsExactlyInAnyOrderElementsOf(
              expected()
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
                stringKey("service.namespace"), "it", stringKey("service.name"), service));
    try (PushingSdk sdk = new PushingSdk(provider().setResource(resource), exporter())) {
      sdk.meter().counterBuilder("events").build().add(1);

      assertThat(sdk.export()).isTrue();

      assertThatStored()
          .singleElement()
          .satisfies(
              series ->
                  assertThat(series.label("instance"))
                      .matches(".*\\b" + ProcessHandle.current().pid()));
    }
  }

  @Test
  void everyExportIsASampleOfTheSameSeries() throws InterruptedException {
    try (PushingSdk sdk = startSdk()) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(2);
      assertThat(sdk.export()).isTrue();
      long first = clock.millis();
      clock.advance(STEP);
      assertThat(sdk.export()).isTrue();
      clock.advance(Duration.ofMillis(1));
      orders.add(5);
      assertThat(sdk.export()).isTrue();

      assertThatStored()
          .singleElement()
          .satisfies(
              series ->
                  assertThat(series.samples())
                      .containsExactly(
                          new StoredSample(first, 2),
                          new StoredSample(first + STEP.toMillis(), 2),
                          new StoredSample(first + STEP.toMillis() + 1, 7)));
    }
  }

  @Test
  void rateOfACounterIsItsIncreasePerSecond() throws InterruptedException {
    try (PushingSdk sdk = startSdk()) {
      LongCounter orders = sdk.meter().counterBuilder("orders").build();
      orders.add(10);
      assertThat(sdk.export()).isTrue();
      for (int i = 0; i < 4; i++) {
        clock.advance(STEP);
        orders.add(30);
        assertThat(sdk.export()).isTrue();
      }

      List<StoredSeries> rate =
          server
              .api()
              .instantQuery("rate(orders_total{" + jobMatcher() + "}[1m])", clock.instant());

      assertThat(rate).hasSize(1);
      assertThat(rate.get(0).value()).isCloseTo(2, within(1e-9));
    }
  }

  @Test
  void quantilesOfAHistogramAreWhereItsBucketsSay() throws InterruptedException {
    try (PushingSdk sdk = startSdk()) {
      DoubleHistogram latency = histogramOfZeroFiveTen(sdk);
      for (int i = 0; i < 5; i++) {
        clock.advance(STEP);
        recordOneTwoThreeFour(latency);
        assertThat(sdk.export()).isTrue();
      }

      // Of ten observations, three lie up to 5 and six up to 10.
      assertThat(quantile(0.2)).isCloseTo(2.5, within(1e-9));
      assertThat(quantile(0.3)).isCloseTo(5, within(1e-9));
      assertThat(quantile(0.5)).isCloseTo(5 + 5 * 2.0 / 3, within(1e-9));
      assertThat(quantile(0.9)).isEqualTo(10);
      assertThat(computed("rate(latency_sum{%1$s}[1m]) / rate(latency_count{%1$s}[1m])"))
          .isCloseTo(11, within(1e-9));
    }
  }

  private double quantile(double quantile) {
    return computed("histogram_quantile(" + quantile + ", rate(latency_bucket{%1$s}[1m]))");
  }

  private double computed(String promQl) {
    List<StoredSeries> answer =
        server.api().instantQuery(promQl.formatted(jobMatcher()), clock.instant());
    assertThat(answer).hasSize(1);
    return answer.get(0).value();
  }

  @Test
  void exportOfSeveralRequestsArrivesWhole() throws InterruptedException {
    PrometheusRemoteWriteMetricExporterBuilder exporter = exporter().setMaxSamplesPerSend(100);
    try (PushingSdk sdk = new PushingSdk(provider(), exporter)) {
      LongCounter events = sdk.meter().counterBuilder("events").build();
      IntStream.range(0, 1_000)
          .forEach(i -> events.add(i, Attributes.of(longKey("number"), (long) i)));
      recordOneTwoThreeFour(histogramOfZeroFiveTen(sdk));

      assertThat(sdk.export()).isTrue();

      ExpectedSeries expected = expected();
      IntStream.range(0, 1_000)
          .forEach(i -> expected.add("events_total", i, "number", Integer.toString(i)));
      expected.addHistogram("latency", 110, 10).addBuckets("latency", "0=1 5=3 10=6");
      assertThatStored().containsExactlyInAnyOrderElementsOf(expected.all());
      assertThat(sdk.statistics().delivery().requestsWritten()).isEqualTo(11);
      assertThat(sdk.statistics().delivery().samplesWritten()).isEqualTo(1_006);
    }
  }

  private static DoubleHistogram histogramOfZeroFiveTen(PushingSdk sdk) {
    return sdk.meter()
        .histogramBuilder("latency")
        .setExplicitBucketBoundariesAdvice(List.of(0.0, 5.0, 10.0))
        .build();
  }

  /** Records one value up to 0, two up to 5, three up to 10 and four above; 110 in all. */
  private static void recordOneTwoThreeFour(DoubleHistogram histogram) {
    for (double value : new double[] {0, 3, 5, 6, 8, 10, 15, 18, 20, 25}) {
      histogram.record(value);
    }
  }

  private PushingSdk startSdk() {
    return new PushingSdk(provider(), exporter());
  }

  private SdkMeterProviderBuilder provider() {
    return SdkMeterProvider.builder().setClock(clock).setResource(resource());
  }

  private PrometheusRemoteWriteMetricExporterBuilder exporter() {
    return PrometheusRemoteWriteMetricExporter.builder()
        .setEndpoint(server.writeEndpoint().toString());
  }

  private Resource resource() {
    return Resource.create(
        Attributes.of(
            stringKey("service.namespace"), "it",
            stringKey("service.name"), service,
            stringKey("service.instance.id"), INSTANCE));
  }

  private Map<String, String> resourceLabels() {
    return Map.of("job", "it/" + service, "instance", INSTANCE);
  }

  private ExpectedSeries expected() {
    return new ExpectedSeries(resourceLabels(), PushingSdk.SCOPE_LABELS, clock.millis());
  }

  private String jobMatcher() {
    return "job=\"it/" + service + "\"";
  }

  /** Everything the receiver has of this test, whatever its name and time. */
  private ListAssert<StoredSeries> assertThatStored() {
    PrometheusApi api = server.api();
    return assertThat(api.rangeSamples("{" + jobMatcher() + "}"));
  }
}
