/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and prints what each way to export costs beside the others of the same run.
 *
 * <p>Absolute times say little on a shared machine; the ratios of one run are what counts.
 * Arguments are JMH's. A ratio to what was not run is no number.
 */
public final class RatioTable {
  private static final double SAMPLES_PER_POINT = 7.4;

  private RatioTable() {}

  public static void main(String[] args)
      throws RunnerException, CommandLineOptionException, IOException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(args))
                    .addProfiler(ProcessCpu.class)
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    for (Measured measured : Measured.group(results)) {
      switch (measured.benchmark()) {
        case "ExportBenchmark" -> printExport(measured);
        case "CycleBenchmark" -> printCycle(measured);
        case "NewSeriesBenchmark" -> printNewSeries(measured);
        case "SnappyBenchmark" -> printSnappy(measured);
        default -> throw new IllegalStateException("no table: benchmark=" + measured.benchmark());
      }
    }
  }

  private static void printExport(Measured measured) {
    int points = measured.param("points");
    double samples = points * SAMPLES_PER_POINT;
    print(
        "%n%,d points, %,.0f samples; the SDK's collection, %,.0f us, is not in the table%n%n"
            + "| export | CPU us | ns/sample | x bare reading | x Remote Write 2.0 |"
            + " allocated B/point |%n|---|--:|--:|--:|--:|--:|%n",
        points, samples, measured.excludedMicros("read"));
    for (String method : measured.methods()) {
      double cpu = measured.cpuMicros(method);
      print(
          "| %s | %,.0f | %.1f | %.2f | %.2f | %,.1f |%n",
          method,
          cpu,
          cpu * 1e3 / samples,
          cpu / measured.cpuMicros("read"),
          cpu / measured.cpuMicros("remoteWrite2"),
          measured.allocatedBytes(method) / points);
    }
  }

  private static void printCycle(Measured measured) {
    int points = measured.param("points");
    print(
        "%n%,d points, the whole cycle: collected, exported, sent over loopback and answered; the"
            + " receiver's CPU is not in the table%n%n"
            + "| cycle | CPU us | x OTLP with gzip | x Remote Write 2.0 | wall us |"
            + " allocated B/point |%n|---|--:|--:|--:|--:|--:|%n",
        points);
    for (String method : measured.methods()) {
      double cpu = measured.cpuMicros(method);
      print(
          "| %s | %,.0f | %.2f | %.2f | %,.0f | %,.1f |%n",
          method,
          cpu,
          cpu / measured.cpuMicros("otlpGzip"),
          cpu / measured.cpuMicros("remoteWrite2"),
          measured.wallMicros(method),
          measured.allocatedBytes(method) / points);
    }
  }

  private static void printNewSeries(Measured measured) {
    double series = measured.param("newPoints") * NewPoints.SERIES_PER_POINT;
    print(
        "%n%,d points that stay, and %,.0f series that are new in each export%n%n"
            + "| export | CPU us | with new series | us per new series |%n|---|--:|--:|--:|%n",
        measured.param("points"), series);
    for (String method : List.of("remoteWrite2", "remoteWrite1")) {
      double cpu = measured.cpuMicros(method);
      double cpuWithNew = measured.cpuMicros(method + "NewSeries");
      print(
          "| %s | %,.0f | %,.0f | %.2f |%n", method, cpu, cpuWithNew, (cpuWithNew - cpu) / series);
    }
  }

  private static void printSnappy(Measured measured) throws IOException {
    SnappyBenchmark benchmark = new SnappyBenchmark();
    benchmark.points = measured.param("points");
    benchmark.encode();
    print(
        "%n%,d points, snappy of all messages%n%n| messages | ours, us | x native | ours, bytes |"
            + " x native |%n|---|--:|--:|--:|--:|%n",
        benchmark.points);
    printSnappy("1", benchmark.ours1(), benchmark.native1(), measured);
    printSnappy("2", benchmark.ours2(), benchmark.native2(), measured);
  }

  private static void printSnappy(
      String version, long ourBytes, long nativeBytes, Measured measured) {
    double ourMicros = measured.wallMicros("ours" + version);
    print(
        "| Remote Write %s.0 | %,.0f | %.2f | %,d | %.3f |%n",
        version,
        ourMicros,
        ourMicros / measured.wallMicros("native" + version),
        ourBytes,
        (double) ourBytes / nativeBytes);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
