/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.opentelemetry.sdk.metrics.data.MetricData;
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
 * The same export with and without points that were never there before, and are not the next time:
 * {@link RatioTable} shows the difference for each of their series.
 *
 * <p>That vanished series are ended is switched off, so that none is written twice. Forgetting them
 * is part of the difference; requests that they would be kept in are not, as that takes several
 * exports.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 7, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+UseSerialGC"})
public class NewSeriesBenchmark {
  @Param({"10000"})
  int points;

  @Param({"500"})
  int newPoints;

  private final RemoteWriteExport version1 = RemoteWriteExport.version1WithoutStaleMarkers();
  private final RemoteWriteExport version2 = RemoteWriteExport.version2WithoutStaleMarkers();
  private final NewPoints unseen = new NewPoints();
  private ShopData data = new ShopData(0);

  @Setup
  public void record() {
    data = new ShopData(points);
  }

  @Benchmark
  public long remoteWrite2() {
    return version2.export(known());
  }

  @Benchmark
  public long remoteWrite2NewSeries() {
    return version2.export(knownAndNew());
  }

  @Benchmark
  public long remoteWrite1() {
    return version1.export(known());
  }

  @Benchmark
  public long remoteWrite1NewSeries() {
    return version1.export(knownAndNew());
  }

  private Collection<MetricData> known() {
    return ProcessCpu.excluding(data::collect);
  }

  private Collection<MetricData> knownAndNew() {
    return ProcessCpu.excluding(() -> unseen.besides(data.collect(), newPoints));
  }
}
