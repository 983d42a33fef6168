/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of the same version and with the same classes as this one, in a process of its own. */
final class ChildJvm {
  private ChildJvm() {}

  /** Starts a main class; what it prints as errors, this process does. */
  static Process start(Class<?> main, List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Runs a main class to its end, and returns what it printed. */
  static String run(Class<?> main, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(main, flags, arguments);
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          "child failed: main=" + main.getName() + ", status=" + status + ", output=" + output);
    }
    return output;
  }
}
