/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link ExportBenchmark} and prints what each export costs beside the others of the same run.
 *
 * <p>Absolute times say little on a shared machine; the ratios of one run are what counts.
 * Arguments are JMH's.
 */
public final class RatioTable {
  private static final double SAMPLES_PER_POINT = 7.4;

  private RatioTable() {}

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(args))
                    .addProfiler(ProcessCpu.class)
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    Map<Integer, Map<String, RunResult>> byPoints = new TreeMap<>();
    for (RunResult result : results) {
      int points = Integer.parseInt(result.getParams().getParam("points"));
      String method = result.getParams().getBenchmark();
      byPoints
          .computeIfAbsent(points, key -> new TreeMap<>())
          .put(method.substring(method.lastIndexOf('.') + 1), result);
    }
    byPoints.forEach(RatioTable::print);
  }

  private static void print(int points, Map<String, RunResult> results) {
    double samples = points * SAMPLES_PER_POINT;
    double read = micros(results, "read", ProcessCpu.LABEL);
    double ours = micros(results, "remoteWrite2", ProcessCpu.LABEL);
    System.out.printf(
        Locale.ROOT,
        "%n%,d points, %,.0f samples; the SDK's collection, %,.0f us, is not in the table%n%n"
            + "| export | CPU us | ns/sample | x bare reading | x Remote Write 2.0 |"
            + " allocated B/point |%n|---|--:|--:|--:|--:|--:|%n",
        points,
        samples,
        micros(results, "read", ProcessCpu.EXCLUDED_LABEL));
    results.entrySet().stream()
        .map(result -> Map.entry(micros(result.getValue(), ProcessCpu.LABEL), result))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            row ->
                System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f | %.2f | %.2f | %,.1f |%n",
                    row.getValue().getKey(),
                    row.getKey(),
                    row.getKey() * 1e3 / samples,
                    row.getKey() / read,
                    row.getKey() / ours,
                    allocated(row.getValue().getValue()) / points));
  }

  @SuppressWarnings("rawtypes") // JMH's own.
  private static double micros(RunResult result, String label) {
    return result.getSecondaryResults().get(label).getScore();
  }

  private static double micros(Map<String, RunResult> results, String method, String label) {
    // Only some may have been run.
    return results.containsKey(method) ? micros(results.get(method), label) : Double.NaN;
  }

  @SuppressWarnings("rawtypes") // JMH's own.
  private static double allocated(RunResult result) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
        .mapToDouble(entry -> entry.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }
}
