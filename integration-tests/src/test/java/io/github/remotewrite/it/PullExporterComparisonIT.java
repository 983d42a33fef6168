/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleArrayKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSeries;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SummaryData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What changes for somebody who goes from the SDK's pull exporter, scraped by a Prometheus 3, to
 * this one: what {@link PullExporterDifference} lists, and nothing else.
 */
class PullExporterComparisonIT {
  static final String PULLED_JOB = "pulled";
  static final String PUSHED_JOB = "it/compared";

  /** Metrics that the pull exporter leaves out, with a warning. */
  private static final Set<String> ONLY_PUSHED =
      Set.of(
          // Two types under one name: it serves whichever comes first. The scope's labels keep them
          // apart, so there is room for both.
          "conflict_of_types",
          // An attribute "le" of a histogram costs it the metric, here only the attribute.
          "attribute_le");

  private static final int PORT_ATTEMPTS = 5;

  @Test
  void pushedSeriesAreThePulledOnesButForTheDocumentedDifferences()
      throws IOException, InterruptedException {
    try (PullTarget target = PullTarget.start();
        PrometheusServer server = startPrometheus(target.port());
        PushingSdk sdk = startSdk(target.exporter(), server)) {
      recordWhatIsEqual(sdk.meter("first"));
      recordWhatDiffers(sdk.meter("first"));
      recordWhatIsOnlyPushed(sdk.meter("first"), sdk.meter("second"));
      assertThat(sdk.export()).isTrue();
      // Prometheus takes five seconds to begin.
      server.api().awaitQuery("up == 1");

      Map<Map<String, String>, Double> pulled = stored(server, PULLED_JOB);
      Map<Map<String, String>, Double> pushed = stored(server, PUSHED_JOB);

      Set<PullExporterDifference> met = EnumSet.noneOf(PullExporterDifference.class);
      Map<Map<String, String>, Double> expected = toPushed(pulled, met);
      Map<Map<String, String>, Double> onlyPushed = new HashMap<>(pushed);
      onlyPushed.keySet().removeAll(expected.keySet());
      assertThat(pushed).containsAllEntriesOf(expected);
      assertThat(onlyPushed.keySet())
          .allSatisfy(labels -> assertThat(ONLY_PUSHED).contains(familyOf(labels)));
      // Whatever is documented is still so.
      assertThat(onlyPushed.keySet().stream().map(PullExporterComparisonIT::familyOf))
          .containsAll(ONLY_PUSHED);
      assertThat(met).containsExactly(PullExporterDifference.values());
    }
  }

  private static void recordWhatIsEqual(Meter meter) {
    meter.counterBuilder("http.requests").setUnit("{request}").build().add(3);
    meter.counterBuilder("dash-slash/dot.under_score").build().add(1);
    meter.counterBuilder("double__under").build().add(1);
    meter.counterBuilder("network.io").ofDoubles().setUnit("By").build().add(0.5);
    meter.counterBuilder("saved.total").build().add(1);
    meter.upDownCounterBuilder("connections").setUnit("1").build().add(-3);
    meter.gaugeBuilder("used.ratio").setUnit("1").build().set(0.25);
    meter.gaugeBuilder("empty.label").build().set(1, Attributes.of(stringKey("empty"), ""));
    meter
        .histogramBuilder("duration")
        .setUnit("s")
        .setExplicitBucketBoundariesAdvice(List.of(0.0, 0.005, 1.0, 10.0, 1e6, 1e21))
        .build()
        .record(3);
    List<String> units =
        List.of(
            "d",
            "h",
            "min",
            "s",
            "ms",
            "us",
            "ns",
            "By",
            "KiBy",
            "MiBy",
            "GiBy",
            "KBy",
            "MBy",
            "GBy",
            "TBy",
            "m",
            "V",
            "A",
            "J",
            "W",
            "g",
            "Cel",
            "Hz",
            "%",
            "m/s",
            "By/h",
            "m/min",
            "m/d",
            "{packet}By",
            "{packet}/s",
            "foo",
            "foo/bar",
            "°C");
    for (int i = 0; i < units.size(); i++) {
      meter
          .gaugeBuilder("unit." + i)
          .setUnit(units.get(i))
          .build()
          .set(i, Attributes.of(stringKey("unit"), units.get(i)));
    }
    meter
        .counterBuilder("events")
        .build()
        .add(
            1,
            Attributes.builder()
                .put(stringKey("a.b"), "joined")
                .put(stringKey("a_b"), "values")
                .put(stringKey("_x"), "underscore")
                .put(stringKey("__y__"), "fenced")
                .put(stringKey("2nd"), "digit")
                .put(stringKey("text"), "line\nbreak, \"quote\", ü, 🚀")
                .put(stringKey("otel_scope_name"), "the point's")
                .put(longKey("long"), 5L)
                .put(doubleKey("large"), 1e21)
                .put(doubleKey("small"), 1e-7)
                .put(booleanKey("boolean"), true)
                .put(stringArrayKey("array"), List.of("quote\"", "ü"))
                .build());
  }

  private static void recordWhatDiffers(Meter meter) {
    Attributes likeOurs = Attributes.of(stringKey("job"), "mine", stringKey("instance"), "mine");
    meter.counterBuilder("attributes.like.ours").build().add(1, likeOurs);
    meter
        .counterBuilder("nan")
        .build()
        .add(1, Attributes.of(doubleArrayKey("array.of.doubles"), List.of(1.0, Double.NaN)));
    Map<String, String> unitsByName =
        Map.ofEntries(
            Map.entry("cpu.utilization", "1"),
            Map.entry("ratio.of.hits", "1"),
            Map.entry("jvm.info", ""),
            Map.entry("rows.total", ""),
            Map.entry("paint.bucket", ""),
            Map.entry("account.created", ""),
            Map.entry("seconds.since.start", "s"),
            Map.entry("disk", "kBy"),
            Map.entry("archive", "TiBy"),
            Map.entry("ticks", "1/s"),
            Map.entry("flow", "By/m"),
            Map.entry("growth", "m/w"),
            Map.entry("wear", "m/y"),
            Map.entry("load", "By/{request}"),
            Map.entry("age", "a"),
            Map.entry("term", "mo"),
            Map.entry("sprint", "wk"));
    unitsByName.forEach((name, unit) -> meter.gaugeBuilder(name).setUnit(unit).build().set(1));
    for (String name : List.of("orders.created", "bytes.total.sent", "trailing_")) {
      meter.counterBuilder(name).build().add(1);
    }
  }

  private static void recordWhatIsOnlyPushed(Meter first, Meter second) {
    first.gaugeBuilder("conflict.of.types").build().set(1);
    second.histogramBuilder("conflict.of.types").build().record(1);
    first
        .histogramBuilder("attribute.le")
        .build()
        .record(1, Attributes.of(stringKey("le"), "mine"));
  }

  /** A metric only producers make, of a scope only they can make. */
  private static MetricData summary(Resource resource) {
    InstrumentationScopeInfo scope =
        InstrumentationScopeInfo.builder("bridge")
            .setVersion("9")
            .setSchemaUrl("https://example.com/bridge")
            .setAttributes(Attributes.of(stringKey("source.kind"), "legacy"))
            .build();
    long nanos = Duration.ofMillis(System.currentTimeMillis()).toNanos();
    SummaryPointData point =
        SummaryPointData.create(
            nanos,
            nanos,
            Attributes.of(stringKey("rpc.method"), "Get"),
            20,
            12.5,
            List.of(
                ValueAtQuantile.create(0, 0.001),
                ValueAtQuantile.create(0.5, 0.5),
                ValueAtQuantile.create(1, 2)));
    return ImmutableMetricData.createDoubleSummary(
        resource, scope, "rpc.duration", "", "s", SummaryData.create(List.of(point)));
  }

  private static Map<Map<String, String>, Double> toPushed(
      Map<Map<String, String>, Double> pulled, Set<PullExporterDifference> met) {
    Map<Map<String, String>, Double> pushed = new HashMap<>();
    pulled.forEach(
        (pulledLabels, value) -> {
          Map<String, String> labels = new HashMap<>(pulledLabels);
          for (PullExporterDifference difference : PullExporterDifference.values()) {
            if (difference.apply(labels)) {
              met.add(difference);
            }
          }
          if (!labels.isEmpty()) {
            assertThat(pushed.put(labels, value)).as("second series of " + labels).isNull();
          }
        });
    return pushed;
  }

  /** The values of all series of a job. */
  private static Map<Map<String, String>, Double> stored(PrometheusServer server, String job) {
    Map<Map<String, String>, Double> values = new HashMap<>();
    for (StoredSeries series : server.api().instantQuery("{job=\"" + job + "\"}")) {
      values.put(series.labels(), series.value());
    }
    return values;
  }

  /** The metric's name without the suffixes of histograms. */
  private static String familyOf(Map<String, String> labels) {
    return labels.getOrDefault("__name__", "").replaceFirst("_(bucket|count|sum)$", "");
  }

  private static PushingSdk startSdk(PrometheusHttpServer pullExporter, PrometheusServer server) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.builder()
                        .put(stringKey("service.namespace"), "it")
                        .put(stringKey("service.name"), "compared")
                        .put(stringKey("service.instance.id"), TestService.INSTANCE)
                        .put(stringKey("deployment.environment.name"), "test")
                        .put(stringArrayKey("process.command_args"), List.of("-v"))
                        .put(stringKey("job"), "the resource's")
                        .build()));
    SdkMeterProviderBuilder provider =
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerMetricReader(pullExporter)
            .registerMetricProducer(produced -> List.of(summary(produced)));
    return new PushingSdk(
        provider,
        PrometheusRemoteWriteMetricExporter.builder()
            .setEndpoint(server.writeEndpoint().toString()));
  }

  private static PrometheusServer startPrometheus(int pullPort) {
    return PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
        .setConfiguration(
            """
            scrape_configs:
              - job_name: %s
                scrape_interval: 1s
                static_configs:
                  - targets: ["127.0.0.1:%d"]
            """
                .formatted(PULLED_JOB, pullPort))
        .start();
  }

  /** The pull exporter, which doesn't tell a port it chose by itself. */
  private record PullTarget(PrometheusHttpServer exporter, int port) implements AutoCloseable {
    static PullTarget start() throws IOException {
      for (int attempt = 1; ; attempt++) {
        int port = FreePort.choose();
        try {
          return new PullTarget(
              PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(port).build(), port);
        } catch (UncheckedIOException e) {
          if (attempt == PORT_ATTEMPTS) {
            throw e;
          }
        }
      }
    }

    @Override
    public void close() {
      exporter.close();
    }
  }
}
