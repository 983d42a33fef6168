/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.FsyncPolicy;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.retry.FakeClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A queue on disk to test with, and requests that are known by their number. */
final class QueueFixture {
  static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final long FIRST_MILLIS = 1_700_000_000_000L;

  final Path directory;
  final FailingDisk disk = new FailingDisk();
  final FakeClock clock = new FakeClock();
  final List<Loss> losses = new ArrayList<>();

  QueueFixture(Path directory) {
    this.directory = directory;
  }

  DiskLog open(long maxBytes) throws IOException {
    return open(maxBytes, FsyncPolicy.NEVER);
  }

  DiskLog open(long maxBytes, FsyncPolicy fsync) throws IOException {
    return DiskLog.open(
        directory,
        new DiskLogSettings(maxBytes, fsync, INTERVAL),
        clock::nanoTime,
        losses::add,
        disk);
  }

  long lostSamples() {
    return losses.stream().mapToLong(Loss::samples).sum();
  }

  /** Returns a request of which everything follows from its number and size. */
  static StoredRequest request(int number, int bodyBytes) {
    byte[] body = new byte[bodyBytes];
    new Random(number).nextBytes(body);
    ByteBuffer.wrap(body).putInt(number);
    return new StoredRequest(
        new EncodedRequest(
            number % 2 == 0 ? Protocol.V1 : Protocol.V2, body, samplesOf(number), false),
        FIRST_MILLIS + number);
  }

  static int samplesOf(int number) {
    return 10 + number;
  }

  /** Returns the number of a request, after a check that nothing of it has changed. */
  static int numberOf(StoredRequest stored) {
    byte[] body = stored.request().body();
    int number = ByteBuffer.wrap(body).getInt();
    StoredRequest expected = request(number, body.length);
    assertThat(
            Arrays.equals(body, expected.request().body())
                && stored.request().protocol() == expected.request().protocol()
                && stored.request().samples() == expected.request().samples()
                && stored.queuedMillis() == expected.queuedMillis())
        .as("request %s is unchanged", number)
        .isTrue();
    return number;
  }

  static void append(DiskLog log, int from, int to, int bodyBytes) throws IOException {
    for (int number = from; number < to; number++) {
      log.append(request(number, bodyBytes));
    }
  }

  static void remove(DiskLog log, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      assertThat(log.peek()).isNotNull();
      log.remove();
    }
  }

  /** Removes everything and returns its numbers in order. */
  static List<Integer> drain(DiskLog log) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    StoredRequest stored = log.peek();
    while (stored != null) {
      numbers.add(numberOf(stored));
      log.remove();
      stored = log.peek();
    }
    return numbers;
  }

  List<Path> segments() throws IOException {
    return segments(directory);
  }

  static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".segment")).sorted().toList();
    }
  }

  static Path checkpoint(Path directory) {
    return directory.resolve("remote-write.checkpoint");
  }

  long bytesOnDisk() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
