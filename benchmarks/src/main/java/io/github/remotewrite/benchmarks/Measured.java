/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What was measured of one benchmark with the same parameters, method by method. */
final class Measured {
  private final BenchmarkParams params;
  private final Map<String, RunResult> byMethod = new LinkedHashMap<>();

  private Measured(BenchmarkParams params) {
    this.params = params;
  }

  static Collection<Measured> group(Collection<RunResult> results) {
    Map<String, Measured> groups = new LinkedHashMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      String method = params.getBenchmark();
      StringBuilder key = new StringBuilder(benchmark(params));
      params.getParamsKeys().forEach(name -> key.append(' ').append(params.getParam(name)));
      groups
          .computeIfAbsent(key.toString(), unused -> new Measured(params))
          .byMethod
          .put(method.substring(method.lastIndexOf('.') + 1), result);
    }
    return groups.values();
  }

  /** Returns the name of the class, without its package. */
  String benchmark() {
    return benchmark(params);
  }

  private static String benchmark(BenchmarkParams params) {
    String type = params.getBenchmark().substring(0, params.getBenchmark().lastIndexOf('.'));
    return type.substring(type.lastIndexOf('.') + 1);
  }

  int param(String name) {
    return Integer.parseInt(params.getParam(name));
  }

  /** Returns the methods that were run, the one that needs least CPU first. */
  List<String> methods() {
    return byMethod.keySet().stream().sorted(Comparator.comparing(this::cpuMicros)).toList();
  }

  // Only some may have been run: of others everything is no number.

  double cpuMicros(String method) {
    return secondary(method, ProcessCpu.LABEL);
  }

  double excludedMicros(String method) {
    return secondary(method, ProcessCpu.EXCLUDED_LABEL);
  }

  double wallMicros(String method) {
    return byMethod.containsKey(method)
        ? byMethod.get(method).getPrimaryResult().getScore()
        : Double.NaN;
  }

  double allocatedBytes(String method) {
    return secondary(method, "gc.alloc.rate.norm");
  }

  @SuppressWarnings("rawtypes") // JMH's own.
  private double secondary(String method, String label) {
    if (!byMethod.containsKey(method)) {
      return Double.NaN;
    }
    Map<String, Result> results = byMethod.get(method).getSecondaryResults();
    return results.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(label))
        .mapToDouble(entry -> entry.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }
}
