/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RealReceiversIT {
  @ParameterizedTest
  @CsvSource({
    "PROMETHEUS_2_42, 2\\.42\\..*",
    "PROMETHEUS_2_53, 2\\.53\\..*",
    // sid moves on.
    "PROMETHEUS_3_5, 3\\.([5-9]|\\d\\d+)\\..*"
  })
  void prometheusOfEachSuiteAnswersQueries(RealReceiver receiver, String version) {
    try (PrometheusServer server = PrometheusServer.start(receiver)) {
      PrometheusApi api = server.api();

      assertThat(api.version()).matches(version);
      assertThat(api.instantQuery("vector(1)").get(0).value()).isEqualTo(1);
      assertThat(api.instantQuery("scalar(vector(2))").get(0).value()).isEqualTo(2);
      assertThat(api.series("{__name__=~\".+\"}")).isEmpty();
    }
  }

  @Test
  void closedServerIsGoneWithItsFiles() {
    PrometheusServer server = PrometheusServer.start(RealReceiver.PROMETHEUS_2_42);
    ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

    server.close();

    assertThat(process.isAlive()).isFalse();
    assertThatThrownBy(server::log).hasMessageContaining("server.log");
  }

  @Test
  void serverThatCannotStartSaysWhy() {
    PrometheusServer.Builder builder =
        PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5).setConfiguration("no such key: 1");

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("server must get ready: server=prometheus-3.5, alive=false")
        .hasMessageContaining("no such key");
  }

  @Test
  void scrapedSamplesExemplarsAndHistogramsAreReadBack() throws IOException {
    long timestampMillis = System.currentTimeMillis() - 5_000;
    String seconds = PrometheusJson.seconds(timestampMillis);
    HttpServer target =
        openMetricsTarget(
            """
            # TYPE jobs counter
            jobs_total{queue="a"} 3.5 %1$s # {trace_id="abc"} 1.5 %1$s
            # TYPE wait histogram
            wait_bucket{le="0.5"} 1 %1$s
            wait_bucket{le="2.0"} 3 %1$s
            wait_bucket{le="+Inf"} 3 %1$s
            wait_sum 2.5 %1$s
            wait_count 3 %1$s
            # EOF
            """
                .formatted(seconds));
    try (PrometheusServer server =
        PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
            .addFeature("exemplar-storage")
            .addFeature("native-histograms")
            .setConfiguration(
                """
                scrape_configs:
                  - job_name: target
                    scrape_interval: 100ms
                    scrape_timeout: 100ms
                    convert_classic_histograms_to_nhcb: true
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """
                    .formatted(target.getAddress().getPort()))
            .start()) {
      PrometheusApi api = server.api();

      List<StoredSeries> newest = api.awaitQuery("jobs_total");
      List<StoredSeries> stored = api.rangeSamples("{queue=\"a\"}");
      Instant now = Instant.now();
      List<StoredExemplar> exemplars =
          api.exemplars("jobs_total", now.minusSeconds(60), now.plusSeconds(60));

      assertThat(newest.get(0).name()).isEqualTo("jobs_total");
      assertThat(newest.get(0).label("queue")).isEqualTo("a");
      assertThat(stored.get(0).samples()).containsExactly(new StoredSample(timestampMillis, 3.5));
      assertThat(api.series("jobs_total", "none")).containsExactly(stored.get(0).labels());
      assertThat(api.rangeSamples("wait").get(0).histogram())
          .isEqualTo(
              new StoredHistogram(
                  timestampMillis,
                  3,
                  2.5,
                  List.of(
                      new StoredHistogram.Bucket(
                          StoredHistogram.Bounds.CLOSED, Double.NEGATIVE_INFINITY, 0.5, 1),
                      new StoredHistogram.Bucket(StoredHistogram.Bounds.UPPER_CLOSED, 0.5, 2, 2))));
      assertThat(exemplars)
          .containsExactly(
              new StoredExemplar(
                  stored.get(0).labels(), Map.of("trace_id", "abc"), timestampMillis, 1.5));
    } finally {
      target.stop(0);
    }
  }

  @Test
  void wrongQueryIsRefusedWithTheReason() {
    try (PrometheusServer server = PrometheusServer.start(RealReceiver.PROMETHEUS_2_42)) {
      PrometheusApi api = server.api();

      assertThatThrownBy(() -> api.instantQuery("{"))
          .hasMessageContaining("status=400")
          .hasMessageContaining("parse error");
      assertThatThrownBy(() -> api.awaitQuery("vector(1)", List::isEmpty, Duration.ofMillis(100)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("query=vector(1)")
          .hasMessageContaining("value=1.0");
    }
  }

  @Test
  void serverWithPasswordsIsReadThroughAClientThatKnowsThem(@TempDir Path directory)
      throws IOException {
    // The hash is of "secret", with few rounds.
    Path webConfigFile =
        Files.writeString(
            directory.resolve("web.yml"),
            """
            basic_auth_users:
              prom: '$2b$04$6BfaYFe4vsSkYGhZrgPWkOE75FdVhcZlIVmbhS/t.zPLhqNmBoibu'
            """);
    Authenticator authenticator =
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("prom", "secret".toCharArray());
          }
        };
    HttpClient client = HttpClient.newBuilder().authenticator(authenticator).build();
    try (PrometheusServer server =
        PrometheusServer.builder(RealReceiver.PROMETHEUS_2_42)
            .setWebConfigFile(webConfigFile)
            .start()) {
      assertThatThrownBy(() -> server.api().instantQuery("vector(1)"))
          .hasMessageContaining("status=401");
      assertThat(new PrometheusApi(server.baseUri(), client).instantQuery("vector(1)")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VICTORIA_METRICS_1_79", "VICTORIA_METRICS_1_145"})
  void victoriaMetricsStoresAndAnswers(RealReceiver receiver) throws Exception {
    try (VictoriaMetricsServer server = VictoriaMetricsServer.start(receiver)) {
      long timestampMillis = System.currentTimeMillis();
      post(
          server.baseUri().resolve("api/v1/import/prometheus"),
          "a{b=\"c\"} 1.5 " + timestampMillis + "\n");
      server.flush();

      PrometheusApi api = server.api();
      assertThat(api.awaitQuery("a").get(0).value()).isEqualTo(1.5);
      assertThat(api.rangeSamples("{b=\"c\"}").get(0).samples())
          .containsExactly(new StoredSample(timestampMillis, 1.5));
      assertThat(api.series("a")).containsExactly(Map.of("__name__", "a", "b", "c"));
    }
  }

  @Test
  void influxStoresAndAnswers() throws Exception {
    try (InfluxServer server = InfluxServer.start(RealReceiver.INFLUXDB_1_6)) {
      post(server.baseUri().resolve("write?db=prom&precision=ms"), "a,b=c value=1.5 1700000000123");

      assertThat(server.query("SELECT * FROM a"))
          .containsExactly(Map.of("time", "1700000000123", "b", "c", "value", "1.5"));
      assertThatThrownBy(() -> server.query("SELECT")).hasMessageContaining("status=400");
    }
  }

  private static void post(URI uri, String body) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(204);
  }

  private static HttpServer openMetricsTarget(String text) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = text.getBytes(UTF_8);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
