/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredSample;
import io.github.remotewrite.it.backend.StoredSeries;
import io.github.remotewrite.it.chaos.ChaosProxy.Mode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that exports 5,000 series each second with a queue on disk, while its receiver,
 * the network and it itself fail in turns: at the end every accepted sample is stored.
 *
 * <p>Takes {@code -Dchaos.duration}, an ISO 8601 duration; without it, each failure happens once.
 */
class ChaosIT {
  private static final Duration DURATION =
      Duration.parse(System.getProperty("chaos.duration", "PT1S"));
  private static final Duration TROUBLE = Duration.ofSeconds(5);
  private static final Duration PEACE = Duration.ofSeconds(3);

  @TempDir private Path directory;
  private PrometheusServer server;
  private ChaosProxy proxy;
  private Process writer;
  private final List<Process> writers = new ArrayList<>();

  @BeforeEach
  void startAll() throws IOException {
    server = startServer();
    proxy = ChaosProxy.start(server.writeEndpoint());
    writer = startWriter();
  }

  @AfterEach
  void stopAll() {
    writers.forEach(Process::destroyForcibly);
    proxy.close();
    server.close();
  }

  @Test
  void everySampleThatWasAcceptedIsStoredWhateverHappens() throws Exception {
    long end = System.nanoTime() + DURATION.toNanos();
    do {
      pass(PEACE);
      for (Mode mode : List.of(Mode.SERVER_ERROR, Mode.TOO_MANY_REQUESTS, Mode.HANG)) {
        proxy.setMode(mode);
        pass(TROUBLE);
        proxy.setMode(Mode.FORWARD);
        pass(PEACE);
      }
      loseAnswers();
      pauseServer();
      restartServer();
      killWriterDuringAnOutage();
      killServerAndWriter();
    } while (System.nanoTime() < end);
    pass(PEACE);

    end(writer);

    Map<Long, Double> accepted = accepted();
    assertThat(accepted).hasSizeGreaterThan(30);
    assertStored(accepted);
  }

  private void loseAnswers() throws InterruptedException {
    proxy.setMode(Mode.LOSE_ANSWER);
    pass(PEACE);
    proxy.setMode(Mode.FORWARD);
    pass(PEACE);
  }

  private void pauseServer() throws Exception {
    signal("STOP", server.pid());
    pass(TROUBLE);
    signal("CONT", server.pid());
    pass(PEACE);
  }

  private void restartServer() throws InterruptedException {
    server.close();
    pass(TROUBLE);
    server = startServer();
    proxy.setTarget(server.writeEndpoint());
    pass(PEACE);
  }

  private void killWriterDuringAnOutage() throws Exception {
    proxy.setMode(Mode.SERVER_ERROR);
    pass(TROUBLE);
    writer.destroyForcibly().waitFor();
    writer = startWriter();
    pass(TROUBLE);
    proxy.setMode(Mode.FORWARD);
    pass(PEACE);
  }

  private void killServerAndWriter() throws Exception {
    signal("KILL", server.pid());
    server.close();
    pass(PEACE);
    writer.destroyForcibly().waitFor();
    server = startServer();
    proxy.setTarget(server.writeEndpoint());
    writer = startWriter();
    pass(PEACE);
  }

  /** Lets time pass: it is what the application counts. */
  private static void pass(Duration duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }

  private PrometheusServer startServer() {
    return PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
        .setDataDirectory(directory.resolve("data"))
        .addArgument("--query.max-samples=100000000")
        .start();
  }

  private Process startWriter() throws IOException {
    String classPath = System.getProperty("surefire.test.class.path");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath == null ? System.getProperty("java.class.path") : classPath,
                ChaosWriter.class.getName(),
                proxy.endpoint().toString(),
                directory.resolve("queue").toString(),
                directory.resolve("journal").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
            .start();
    writers.add(process);
    return process;
  }

  private File log() {
    return directory.resolve("writer.log").toFile();
  }

  private void end(Process process) throws Exception {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("writer has ended").isTrue();
    assertThat(process.exitValue())
        .as(() -> "exit of the writer, which printed:\n" + read(log().toPath()))
        .isZero();
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  /** The journal: each time of an export that was accepted, with its value. */
  private Map<Long, Double> accepted() {
    Map<Long, Double> accepted = new TreeMap<>();
    for (String line : read(directory.resolve("journal")).lines().toList()) {
      String[] parts = line.split(" ", -1);
      if (parts.length == 2) {
        accepted.put(Long.parseLong(parts[0]), Double.parseDouble(parts[1]));
      }
    }
    return accepted;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertStored(Map<Long, Double> accepted) {
    long seconds = 60 + DURATION.toSeconds() * 2 + 300;
    long series = 0;
    long lost = 0;
    long wrong = 0;
    for (int block = 0; block < ChaosWriter.BLOCKS; block++) {
      Collection<StoredSeries> stored =
          server.api().instantQuery("chaos_total{block=\"" + block + "\"}[" + seconds + "s]");
      series += stored.size();
      for (StoredSeries one : stored) {
        Map<Long, Double> found = new HashMap<>();
        for (StoredSample sample : one.samples()) {
          found.put(sample.timestampMillis(), sample.value());
        }
        for (Map.Entry<Long, Double> sample : accepted.entrySet()) {
          Double value = found.get(sample.getKey());
          if (value == null) {
            lost++;
          } else if (!value.equals(sample.getValue())) {
            wrong++;
          }
        }
      }
    }
    System.out.println(
        "chaos: series="
            + series
            + ", exports="
            + accepted.size()
            + ", samples="
            + series * accepted.size()
            + ", lost="
            + lost
            + ", wrong="
            + wrong);
    assertThat(series).isEqualTo(ChaosWriter.SERIES);
    assertThat(lost).as("samples lost").isZero();
    assertThat(wrong).as("samples with another value").isZero();
  }
}
