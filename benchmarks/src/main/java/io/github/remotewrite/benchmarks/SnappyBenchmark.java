/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.github.remotewrite.client.internal.snappy.SnappyBlockCompressor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.xerial.snappy.Snappy;

/**
 * Our snappy against the native library, on all messages of an export: one alone would be learned
 * by heart by the branch predictor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class SnappyBenchmark {
  @Param({"10000"})
  int points;

  private final SnappyBlockCompressor compressor = new SnappyBlockCompressor();
  private List<byte[]> version1 = List.of();
  private List<byte[]> version2 = List.of();
  private byte[] target = {};

  @Setup
  public void encode() {
    ShopData data = new ShopData(points);
    version1 = RemoteWriteExport.plainVersion1().messages(data.collect());
    version2 = RemoteWriteExport.plainVersion2().messages(data.collect());
    List<byte[]> all = new ArrayList<>(version1);
    all.addAll(version2);
    int longest = all.stream().mapToInt(message -> message.length).max().orElseThrow();
    target =
        new byte
            [Math.max(
                SnappyBlockCompressor.maxCompressedLength(longest),
                Snappy.maxCompressedLength(longest))];
  }

  // Each returns how many bytes there are when compressed.

  @Benchmark
  public long ours1() {
    return compress(version1);
  }

  @Benchmark
  public long native1() throws IOException {
    return compressNatively(version1);
  }

  @Benchmark
  public long ours2() {
    return compress(version2);
  }

  @Benchmark
  public long native2() throws IOException {
    return compressNatively(version2);
  }

  private long compress(List<byte[]> messages) {
    long bytes = 0;
    for (byte[] message : messages) {
      bytes += compressor.compress(message, 0, message.length, target, 0);
    }
    return bytes;
  }

  private long compressNatively(List<byte[]> messages) throws IOException {
    long bytes = 0;
    for (byte[] message : messages) {
      bytes += Snappy.compress(message, 0, message.length, target, 0);
    }
    return bytes;
  }
}
