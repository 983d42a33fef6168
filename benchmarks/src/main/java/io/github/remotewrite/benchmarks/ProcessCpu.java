/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** CPU time of the whole process for each operation, garbage collection included. */
public final class ProcessCpu implements InternalProfiler {
  static final String LABEL = "cpu";

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long begin;

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    begin = system.getProcessCpuTime();
  }

  @Override
  public List<Result<ScalarResult>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double micros = (system.getProcessCpuTime() - begin) / 1e3;
    return List.of(
        new ScalarResult(
            LABEL,
            micros / Math.max(1, result.getMetadata().getAllOps()),
            "us/op",
            AggregationPolicy.AVG));
  }

  @Override
  public String getDescription() {
    return "CPU time of the process";
  }
}
