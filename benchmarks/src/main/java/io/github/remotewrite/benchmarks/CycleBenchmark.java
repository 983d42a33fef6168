/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.otel.ExportStatistics;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole cycle, in a steady state: collected by the SDK, exported, sent over a socket and
 * answered. Exporters have their default settings, but for one with requests as large as those of
 * {@link ExportBenchmark}: each request has its price.
 *
 * <p>A cycle that loses anything fails the benchmark. What the {@link Sink} does counts for the
 * time, but not for the CPU time of the process.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// The JDK's HTTP client is that much code: C2 is at work on it for half a minute.
@Warmup(iterations = 15, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseSerialGC"})
public class CycleBenchmark {
  private static final int TIMEOUT_SECONDS = 20;

  @Param({"10000"})
  int points;

  private final Sink sink = Sink.start();
  private final PrometheusRemoteWriteMetricExporter version1 =
      remoteWrite().setProtocol(ProtocolVersion.V1).build();
  private final PrometheusRemoteWriteMetricExporter version2 =
      remoteWrite().setProtocol(ProtocolVersion.V2).build();
  private final PrometheusRemoteWriteMetricExporter smallRequests =
      remoteWrite().setProtocol(ProtocolVersion.V2).setMaxSamplesPerSend(2_000).build();
  private final MetricExporter otlp = otlp("none");
  private final MetricExporter otlpGzip = otlp("gzip");
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final UsualExport usual = new UsualExport(this::post);
  private ShopData data = new ShopData(0);

  private PrometheusRemoteWriteMetricExporterBuilder remoteWrite() {
    return PrometheusRemoteWriteMetricExporter.builder().setEndpoint(sink.remoteWriteEndpoint());
  }

  private MetricExporter otlp(String compression) {
    return OtlpHttpMetricExporter.builder()
        .setEndpoint(sink.otlpEndpoint())
        .setCompression(compression)
        .setMemoryMode(MemoryMode.REUSABLE_DATA)
        .build();
  }

  @Setup
  public void record() {
    data = new ShopData(points);
  }

  @TearDown
  public void stop() throws IOException {
    for (PrometheusRemoteWriteMetricExporter exporter :
        List.of(version1, version2, smallRequests)) {
      require(exporter.flush(), exporter);
      ExportStatistics statistics = exporter.getStatistics();
      boolean isAll =
          statistics.delivery().samplesDroppedInTotal() == 0
              && statistics.dataPointsDropped().values().stream().allMatch(count -> count == 0);
      if (!isAll) {
        throw new IllegalStateException("something was dropped: statistics=" + statistics);
      }
      require(exporter.shutdown(), exporter);
    }
    require(otlp.shutdown(), otlp);
    require(otlpGzip.shutdown(), otlpGzip);
    sink.close();
  }

  @Benchmark
  public void remoteWrite2() {
    export(version2);
  }

  @Benchmark
  public void remoteWrite1() {
    export(version1);
  }

  @Benchmark
  public void remoteWrite2SmallRequests() {
    export(smallRequests);
  }

  @Benchmark
  public void otlp() {
    export(otlp);
  }

  @Benchmark
  public void otlpGzip() {
    export(otlpGzip);
  }

  @Benchmark
  public long usualRemoteWrite() throws IOException {
    return usual.export(data.collect());
  }

  private void export(MetricExporter exporter) {
    require(exporter.export(data.collect()), exporter);
  }

  private static void require(CompletableResultCode result, MetricExporter exporter) {
    if (!result.join(TIMEOUT_SECONDS, TimeUnit.SECONDS).isSuccess()) {
      throw new IllegalStateException("exporter failed: exporter=" + exporter);
    }
  }

  private void post(byte[] block) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sink.remoteWriteEndpoint()))
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(block))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 204) {
        throw new IOException("request failed: status=" + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("request was interrupted");
    }
  }
}
