/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * One export without the network, in a steady state: what an exporter makes of what the SDK
 * collected.
 *
 * <p>{@link RatioTable} shows it without the collection, which JMH's own times have in them. The
 * serial garbage collector has no threads that clean up after the collection while an export is
 * measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 7, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+UseSerialGC"})
public class ExportBenchmark {
  @Param({"10000"})
  int points;

  private final RemoteWriteExport version1 = RemoteWriteExport.version1();
  private final RemoteWriteExport version2 = RemoteWriteExport.version2();
  private final RemoteWriteExport plainVersion1 = RemoteWriteExport.plainVersion1();
  private final RemoteWriteExport plainVersion2 = RemoteWriteExport.plainVersion2();
  private final RemoteWriteExport customBuckets = RemoteWriteExport.customBuckets();
  private final OtlpExport otlp = new OtlpExport();
  private final UsualExport usual = new UsualExport();
  private final PrometheusMetricReader scraped = PrometheusMetricReader.create();
  private final PrometheusTextFormatWriter textWriter = PrometheusTextFormatWriter.create();
  private ShopData data = new ShopData(0);

  @Setup
  public void record() {
    data = new ShopData(points, scraped);
  }

  @Benchmark
  public double read() {
    return BareReading.read(collect());
  }

  @Benchmark
  public long remoteWrite2() {
    return version2.export(collect());
  }

  @Benchmark
  public long remoteWrite1() {
    return version1.export(collect());
  }

  @Benchmark
  public long remoteWrite2CustomBuckets() {
    return customBuckets.export(collect());
  }

  @Benchmark
  public long remoteWrite2Plain() {
    return plainVersion2.export(collect());
  }

  @Benchmark
  public long remoteWrite1Plain() {
    return plainVersion1.export(collect());
  }

  @Benchmark
  public void otlp() throws IOException {
    otlp.export(collect(), OutputStream.nullOutputStream());
  }

  @Benchmark
  public void otlpGzip() throws IOException {
    otlp.exportWithGzip(collect(), OutputStream.nullOutputStream());
  }

  @Benchmark
  public void textScrape() throws IOException {
    // Its collection is the SDK's, and more than that: it makes the snapshots that are written.
    textWriter.write(OutputStream.nullOutputStream(), scraped.collect());
  }

  @Benchmark
  public long usualRemoteWrite() throws IOException {
    return usual.export(collect());
  }

  private Collection<MetricData> collect() {
    return ProcessCpu.excluding(data::collect);
  }
}
