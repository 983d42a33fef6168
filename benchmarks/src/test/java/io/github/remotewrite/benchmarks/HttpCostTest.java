/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.otel.PrometheusRemoteWriteMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an export over HTTP costs, on all threads of the process. */
class HttpCostTest {
  private static final int EXPORTS_OF_A_ROUND = 10;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Sink sink;

  @BeforeAll
  static void startSink() {
    sink = Sink.start();
  }

  @AfterAll
  static void stopSink() throws IOException {
    sink.close();
  }

  // Twelve requests for each export. All but some 3 % of these bytes are the JDK's HTTP client's:
  // half of them for headers, which it copies into three maps and parses by the character, the rest
  // for the stages of an exchange. For 2.0 there are three headers more to read in the answer.
  // The first one has the client compiled for all: until then it allocates a tenth more.
  @ParameterizedTest
  @CsvSource({
    "V1,  3000,  2000, 150, 16384",
    "V2,  3000,  2000, 60, 19456",
    "V1, 30000, 20000, 15, 16384",
    "V2, 30000, 20000, 15, 19456"
  })
  void requestAllocatesLittleHoweverManySeriesItHas(
      ProtocolVersion protocol, int points, int samplesOfARequest, int rounds, long most) {
    ShopData data = new ShopData(points);
    PrometheusRemoteWriteMetricExporter exporter =
        PrometheusRemoteWriteMetricExporter.builder()
            .setEndpoint(sink.remoteWriteEndpoint())
            .setProtocol(protocol)
            .setMaxSamplesPerSend(samplesOfARequest)
            .setMaxRequestBytes(20_000_000)
            .build();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      least = Math.min(least, allocatedBytesOfARequest(exporter, data));
    }
    exporter.shutdown().join(20, TimeUnit.SECONDS);

    assertThat(least).isLessThanOrEqualTo(most);
  }

  // The JDK's HTTP client would make one for each, on up to two processors, if it were not waited
  // for: only those that hand over results may come and go.
  @Test
  void requestStartsNoThread() {
    ShopData data = new ShopData(3000);
    PrometheusRemoteWriteMetricExporter exporter =
        PrometheusRemoteWriteMetricExporter.builder()
            .setEndpoint(sink.remoteWriteEndpoint())
            .setMaxSamplesPerSend(100)
            .build();
    long before = THREADS.getTotalStartedThreadCount();
    CompletableResultCode result = exporter.export(data.collect()).join(20, TimeUnit.SECONDS);
    long started = THREADS.getTotalStartedThreadCount() - before;
    long requests = exporter.getStatistics().delivery().requestsWritten();
    exporter.shutdown().join(20, TimeUnit.SECONDS);

    assertThat(result.isSuccess()).isTrue();
    assertThat(requests).isGreaterThan(100);
    assertThat(started).isLessThan(requests / 4);
  }

  private static long allocatedBytesOfARequest(
      PrometheusRemoteWriteMetricExporter exporter, ShopData data) {
    long requestsBefore = exporter.getStatistics().delivery().requestsWritten();
    Map<Long, Long> before = allocatedBytes();
    long collecting = 0;
    for (int i = 0; i < EXPORTS_OF_A_ROUND; i++) {
      long start = THREADS.getCurrentThreadAllocatedBytes();
      var metrics = data.collect();
      collecting += THREADS.getCurrentThreadAllocatedBytes() - start;
      if (!exporter.export(metrics).join(20, TimeUnit.SECONDS).isSuccess()) {
        throw new AssertionError("export failed: statistics=" + exporter.getStatistics());
      }
    }
    Map<Long, Long> after = allocatedBytes();
    if (!after.keySet().containsAll(before.keySet())) {
      return Long.MAX_VALUE; // A thread has ended, and nobody knows what it had allocated.
    }
    long requests = exporter.getStatistics().delivery().requestsWritten() - requestsBefore;
    return (sum(after) - sum(before) - collecting) / requests;
  }

  private static Map<Long, Long> allocatedBytes() {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> byThread = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      byThread.put(ids[i], bytes[i]);
    }
    return byThread;
  }

  private static long sum(Map<Long, Long> bytes) {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }
}
