/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Host name and process id, for a resource that has no {@code service.instance.id}.
 *
 * <p>Two replicas that call themselves the same overwrite each other's samples. The host's name is
 * read from the environment and from a file, never asked of the network: an exporter may be built
 * before an application's {@code main}.
 */
public final class ProcessIdentity {
  private ProcessIdentity() {}

  /** Returns {@code <host>-<pid>}, or {@code <pid>} where the host has no name. */
  public static String current() {
    return of(System.getenv(), Path.of("/etc/hostname"), ProcessHandle.current().pid());
  }

  static String of(Map<String, String> environment, Path hostnameFile, long pid) {
    String host = environment.getOrDefault("HOSTNAME", "");
    if (host.isBlank()) {
      host = environment.getOrDefault("COMPUTERNAME", ""); // Windows
    }
    if (host.isBlank()) {
      host = read(hostnameFile);
    }
    return host.isBlank() ? Long.toString(pid) : host.strip() + '-' + pid;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
