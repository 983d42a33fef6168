/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Supplier;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time of the whole process for each operation, garbage collection included, less what a
 * benchmark {@linkplain #excluding excludes} as not its own.
 */
public final class ProcessCpu implements InternalProfiler {
  static final String LABEL = "cpu";
  static final String EXCLUDED_LABEL = "excludedCpu";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static long excludedNanos;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long begin;

  /** Runs what does not count. */
  static <T> T excluding(Supplier<T> work) {
    long before = THREADS.getCurrentThreadCpuTime();
    T result = work.get();
    excludedNanos += THREADS.getCurrentThreadCpuTime() - before;
    return result;
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    excludedNanos = 0;
    begin = system.getProcessCpuTime();
  }

  @Override
  public List<Result<ScalarResult>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long nanos = system.getProcessCpuTime() - begin;
    long operations = Math.max(1, result.getMetadata().getAllOps());
    return List.of(
        micros(LABEL, nanos - excludedNanos, operations),
        micros(EXCLUDED_LABEL, excludedNanos, operations));
  }

  private static ScalarResult micros(String label, long nanos, long operations) {
    return new ScalarResult(label, nanos / 1e3 / operations, "us/op", AggregationPolicy.AVG);
  }

  @Override
  public String getDescription() {
    return "CPU time of the process";
  }
}
