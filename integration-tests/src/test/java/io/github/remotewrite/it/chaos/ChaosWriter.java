/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.chaos;

import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * The application of {@link ChaosIT}, a process of its own so that it can be killed.
 *
 * <p>Each second it counts on all series and exports, and once the exporter has accepted the data
 * it writes their time and value into a journal. When its standard input ends it delivers what
 * waits, and exits with 0 if that was everything.
 */
final class ChaosWriter {
  static final int SERIES = 5_000;
  static final int BLOCKS = 50;
  static final String METRIC = "chaos";

  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofMinutes(3);

  private ChaosWriter() {}

  /**
   * Runs until told to end.
   *
   * @param args the endpoint, the directory of the queue, the journal
   */
  public static void main(String[] args) throws Exception {
    PrometheusRemoteWriteMetricExporter exporter =
        PrometheusRemoteWriteMetricExporter.builder()
            .setEndpoint(args[0])
            .setQueueDirectory(Path.of(args[1]))
            .setCapacityBytes(512L << 20)
            .setTimeout(Duration.ofSeconds(2))
            .setMaxShards(2)
            // The next process goes on with these series.
            .setStaleMarkersAtShutdownEnabled(false)
            .build();
    Reader reader = new Reader(exporter);
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"), "chaos",
                        AttributeKey.stringKey("service.instance.id"), "one")))
            .registerMetricReader(reader)
            .registerView(
                InstrumentSelector.builder().setName(METRIC).build(),
                View.builder().setCardinalityLimit(SERIES + 1).build())
            .build();
    LongCounter counter = provider.get("chaos").counterBuilder(METRIC).build();
    run(counter, reader, exporter, Path.of(args[2]));
    System.exit(drain(exporter) ? 0 : 1);
  }

  private static void run(
      LongCounter counter,
      Reader reader,
      PrometheusRemoteWriteMetricExporter exporter,
      Path journal)
      throws IOException, InterruptedException {
    Attributes[] attributes = new Attributes[SERIES];
    for (int i = 0; i < SERIES; i++) {
      attributes[i] =
          Attributes.of(
              AttributeKey.stringKey("block"), "" + i % BLOCKS,
              AttributeKey.stringKey("series"), "" + i);
    }
    long next = System.nanoTime();
    for (long value = 1; !hasEnded(); value++) {
      for (Attributes one : attributes) {
        counter.add(1, one);
      }
      Collection<MetricData> metrics = reader.registration.collectAllMetrics();
      CompletableResultCode unused = exporter.export(metrics);
      Files.writeString(
          journal,
          millis(metrics) + " " + value + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      next += ROUND.toNanos();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
    }
  }

  private static long millis(Collection<MetricData> metrics) {
    for (MetricData metric : metrics) {
      if (metric.getName().equals(METRIC)) {
        return TimeUnit.NANOSECONDS.toMillis(
            metric.getLongSumData().getPoints().iterator().next().getEpochNanos());
      }
    }
    throw new IllegalStateException("the metric must be there: metric=" + METRIC);
  }

  /** A byte on standard input is the sign to end. */
  private static boolean hasEnded() throws IOException {
    return System.in.available() > 0;
  }

  private static boolean drain(PrometheusRemoteWriteMetricExporter exporter) {
    long deadline = System.nanoTime() + DRAIN.toNanos();
    while (!exporter.flush().join(10, TimeUnit.SECONDS).isSuccess()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
    }
    System.out.println(exporter.getStatistics());
    exporter.shutdown().join(10, TimeUnit.SECONDS);
    return exporter.getStatistics().delivery().samplesDroppedInTotal() == 0;
  }

  private static final class Reader implements MetricReader {
    private final PrometheusRemoteWriteMetricExporter exporter;
    private CollectionRegistration registration = CollectionRegistration.noop();

    Reader(PrometheusRemoteWriteMetricExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public void register(CollectionRegistration registration) {
      this.registration = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
      return exporter.getAggregationTemporality(instrumentType);
    }

    @Override
    public CompletableResultCode forceFlush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
