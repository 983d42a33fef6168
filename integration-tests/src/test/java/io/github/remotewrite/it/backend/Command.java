/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Command {
  private static final int SHOWN_CHARS = 1_500;

  private Command() {}

  /**
   * What {@code command} printed, both streams in one.
   *
   * @throws IOException if there is no such program, if it fails, or if it has not ended after
   *     {@code deadline}; in the last case it and its children are killed
   */
  static String run(Path directory, Duration deadline, List<String> command)
      throws IOException, InterruptedException {
    // A file rather than a pipe: a pipe that a grandchild keeps open would outlast the deadline.
    Path output = Files.createTempFile("command", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("LC_ALL", "C");
      builder.directory(directory.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = false;
      try {
        ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      }
      String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
      if (!ended) {
        throw new IOException(
            "command did not end in time: command=%s, deadline=%s, output=\"%s\""
                .formatted(command, deadline, tail(printed)));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "command failed: command=%s, exitCode=%d, output=\"%s\""
                .formatted(command, process.exitValue(), tail(printed)));
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  private static String tail(String printed) {
    String text = printed.strip();
    return text.length() <= SHOWN_CHARS ? text : "…" + text.substring(text.length() - SHOWN_CHARS);
  }
}
