/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.MetadataSchedule;
import io.github.remotewrite.client.internal.encode.RequestEncoder;
import io.github.remotewrite.client.internal.encode.V1Encoder;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.otel.internal.translate.TranslationSettings;
import io.github.remotewrite.otel.internal.translate.Translator;
import io.opentelemetry.exporter.internal.otlp.metrics.LowAllocationMetricsRequestMarshaler;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
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
 * One export without the network: collection, translation, encoding, in a steady state.
 *
 * <p>The peer is OpenTelemetry's own OTLP exporter on the same data, as it is by default and with
 * the compression most people switch on.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xms2g", "-Xmx2g"})
public class ExportBenchmark {
  @Param({"1000", "10000"})
  int points;

  private ShopData data = new ShopData(0);
  private final Translator translator =
      new Translator(
          TranslationSettings.create("host-1"),
          () -> Long.MAX_VALUE / 2,
          System.getLogger("benchmark"));
  private final RequestEncoder v1 =
      new V1Encoder(2_000, 3_000_000, new MetadataSchedule(Duration.ZERO, System::nanoTime));
  private final RequestEncoder v2 = new V2Encoder(2_000, 3_000_000, false);
  private final LowAllocationMetricsRequestMarshaler otlp =
      new LowAllocationMetricsRequestMarshaler();

  @Setup
  public void record() {
    data = new ShopData(points);
  }

  /** What every other one has in it as well: the SDK's own part. */
  @Benchmark
  public Collection<MetricData> collect() {
    return data.collect();
  }

  @Benchmark
  public List<EncodedRequest> remoteWrite1() {
    return export(v1);
  }

  @Benchmark
  public List<EncodedRequest> remoteWrite2() {
    return export(v2);
  }

  private List<EncodedRequest> export(RequestEncoder encoder) {
    translator.translate(data.collect(), encoder);
    return encoder.finish();
  }

  @Benchmark
  public void otlp() throws IOException {
    marshal(OutputStream.nullOutputStream());
  }

  @Benchmark
  public void otlpWithGzip() throws IOException {
    try (OutputStream gzip = new GZIPOutputStream(OutputStream.nullOutputStream(), 64 * 1024)) {
      marshal(gzip);
    }
  }

  private void marshal(OutputStream out) throws IOException {
    otlp.initialize(data.collect());
    try {
      otlp.writeBinaryTo(out);
    } finally {
      otlp.reset();
    }
  }
}
