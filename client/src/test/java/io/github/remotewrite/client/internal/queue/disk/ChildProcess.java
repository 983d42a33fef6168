/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import io.github.remotewrite.client.FsyncPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JVM of its own that uses a queue on disk and prints a line for each step that is done. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private ChildProcess(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param limits commands of the shell to run before
   * @param arguments those of {@link #main}
   */
  static ChildProcess start(String limits, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", limits + "exec \"$@\"", "bash"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(List.of("-cp", "target/classes:target/test-classes"));
    command.add(ChildProcess.class.getName());
    command.addAll(List.of(arguments));
    return new ChildProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Returns the next line; null if the process has ended. */
  @Nullable String line() throws IOException {
    return lines.readLine();
  }

  /** Kills it like {@code kill -9} and returns the lines it had printed. */
  List<String> kill() {
    // Unlike that of Process, this leaves the pipe open.
    process.toHandle().destroyForcibly();
    List<String> rest = new ArrayList<>(lines.lines().toList());
    process.onExit().join();
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Runs in the child: what to do, the directory, the first number. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    int first = Integer.parseInt(arguments[2]);
    DiskLogSettings settings =
        new DiskLogSettings(1 << 20, FsyncPolicy.NEVER, Duration.ofSeconds(1));
    if (arguments[0].equals("open")) {
      open(directory, settings);
    } else {
      try (DiskLog log = DiskLog.open(directory, settings, System::nanoTime, loss -> {})) {
        if (arguments[0].equals("endless")) {
          appendAndRemove(log, first);
        } else {
          fillUp(log, first);
        }
      }
    }
  }

  private static void open(Path directory, DiskLogSettings settings) {
    try {
      DiskLog.open(directory, settings, System::nanoTime, loss -> {}).close();
      System.out.println("opened");
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }

  /** Appends without an end and removes, more slowly; never more waits than fits. */
  private static void appendAndRemove(DiskLog log, int first) throws IOException {
    for (int number = first; ; number++) {
      log.append(QueueFixture.request(number, 4 + number * 31 % 20_000));
      System.out.println("appended " + number);
      if (number % 3 == 0 || log.usage().bytes() > 500_000) {
        StoredRequest oldest = log.peek();
        if (oldest != null) {
          int removed = ByteBuffer.wrap(oldest.request().body()).getInt();
          log.remove();
          System.out.println("removed " + removed);
        }
      }
    }
  }

  /** Appends until the disk refuses, removes everything, and appends once more. */
  private static void fillUp(DiskLog log, int first) throws IOException {
    int number = first;
    int refused = 0;
    while (refused < 3) {
      try {
        log.append(QueueFixture.request(number, 1_000));
        System.out.println("appended " + number);
      } catch (IOException full) {
        System.out.println("refused " + number);
        refused++;
      }
      number++;
    }
    int delivered = 0;
    while (log.peek() != null) {
      log.remove();
      delivered++;
    }
    System.out.println("delivered " + delivered);
    while (true) {
      try {
        log.append(QueueFixture.request(number, 1_000));
        System.out.println("appended again " + number);
        return;
      } catch (IOException full) {
        System.out.println("refused again " + number);
        number++;
      }
    }
  }
}
