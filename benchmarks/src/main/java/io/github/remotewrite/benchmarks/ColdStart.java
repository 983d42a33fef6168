/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What exports cost in a JVM that has just started: class loading, interpreted code and compilers
 * are most of it. Without the network, as {@link ExportBenchmark}; an exporter's making is part of
 * its first export.
 *
 * <p>Each way to export has a process of its own, with the JVM's default flags, and the same data.
 * The SDK's collections are not counted, neither their time nor the CPU time of their thread.
 * Whatever compilers do meanwhile is counted, some for the SDK among it: what reading alone costs
 * has that, too. The argument is how often to run each; the table shows medians.
 */
public final class ColdStart {
  private static final int POINTS = 1_000;
  private static final int EXPORTS = 60; // an hour, with one each minute
  private static final int DEFAULT_RUNS = 3;

  private ColdStart() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_RUNS;
    Map<Way, List<double[]>> results = new EnumMap<>(Way.class);
    // In turn, so that a disturbance meets all of them.
    for (int run = 0; run < runs; run++) {
      for (Way way : Way.values()) {
        results
            .computeIfAbsent(way, unused -> new ArrayList<>())
            .add(numbers(ChildJvm.run(Child.class, List.of(), way.name())));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%nFresh JVM, %,d points; the SDK's collections are not in the table; medians of %d%n%n"
            + "| export | first, CPU ms | first, ms | %d exports, CPU ms | %d exports, ms |"
            + " classes loaded |%n|---|--:|--:|--:|--:|--:|%n",
        POINTS,
        runs,
        EXPORTS,
        EXPORTS);
    results.forEach(
        (way, ofWay) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f | %,.0f | %,.0f |%n",
                way.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                median(ofWay, 0),
                median(ofWay, 1),
                median(ofWay, 2),
                median(ofWay, 3),
                median(ofWay, 4)));
  }

  private static double[] numbers(String line) {
    return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double median(List<double[]> results, int column) {
    double[] sorted = results.stream().mapToDouble(result -> result[column]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** What is done with what was collected. */
  private enum Way {
    READING_ONLY,
    REMOTE_WRITE_2,
    REMOTE_WRITE_1,
    OTLP,
    OTLP_GZIP,
    USUAL_REMOTE_WRITE;

    private Export newExport() {
      return switch (this) {
        case READING_ONLY -> BareReading::read;
        case REMOTE_WRITE_2 -> RemoteWriteExport.version2()::export;
        case REMOTE_WRITE_1 -> RemoteWriteExport.version1()::export;
        case OTLP -> {
          OtlpExport otlp = new OtlpExport();
          yield metrics -> otlp.export(metrics, OutputStream.nullOutputStream());
        }
        case OTLP_GZIP -> {
          OtlpExport otlp = new OtlpExport();
          yield metrics -> otlp.exportWithGzip(metrics, OutputStream.nullOutputStream());
        }
        case USUAL_REMOTE_WRITE -> new UsualExport()::export;
      };
    }
  }

  private interface Export {
    void export(Collection<MetricData> metrics) throws IOException;
  }

  /** The process that is measured. */
  static final class Child {
    private static final OperatingSystemMXBean SYSTEM =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

    private long cpuNanos;
    private long nanos;

    public static void main(String[] args) throws IOException {
      new Child().run(Way.valueOf(args[0]));
    }

    private void run(Way way) throws IOException {
      ShopData data = new ShopData(POINTS);
      Collection<MetricData> first = data.collect();
      long classes = CLASSES.getTotalLoadedClassCount();
      cpuNanos = -SYSTEM.getProcessCpuTime();
      nanos = -System.nanoTime();
      Export export = way.newExport();
      export.export(first);
      String ofFirst = soFar();
      for (int i = 1; i < EXPORTS; i++) {
        export.export(collect(data));
      }
      System.out.println(
          ofFirst + " " + soFar() + " " + (CLASSES.getTotalLoadedClassCount() - classes));
    }

    private Collection<MetricData> collect(ShopData data) {
      cpuNanos += THREADS.getCurrentThreadCpuTime();
      nanos += System.nanoTime();
      Collection<MetricData> metrics = data.collect();
      nanos -= System.nanoTime();
      cpuNanos -= THREADS.getCurrentThreadCpuTime();
      return metrics;
    }

    private String soFar() {
      return (cpuNanos + SYSTEM.getProcessCpuTime()) / 1e6
          + " "
          + (nanos + System.nanoTime()) / 1e6;
    }
  }
}
