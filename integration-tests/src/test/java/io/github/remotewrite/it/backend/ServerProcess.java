/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A server that runs as a child of this JVM, in a temporary directory and on free loopback ports.
 *
 * <p>{@link #close} ends the process and deletes the directory; a JVM that exits without it does
 * the same. Only a JVM that is killed leaves both behind.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration READY_DEADLINE = Duration.ofSeconds(30);
  private static final Duration EXIT_DEADLINE = Duration.ofSeconds(5);
  private static final int START_ATTEMPTS = 5;
  private static final int SHOWN_CHARS = 3_000;

  private final String name;
  private final Path directory;
  private final List<Integer> ports;
  private final Process process;
  private final Thread exitHook;

  /**
   * Starts a server and waits until it is ready. A port is free when it is chosen and may be taken
   * when the server binds it, so a start that fails for this reason is repeated with other ports.
   *
   * @param name what failures call the server
   * @param ready whether the server that was just started answers
   * @throws IllegalStateException with the end of the server's log if it exits or does not get
   *     ready
   */
  static ServerProcess start(
      String name, int portCount, CommandLine commandLine, Predicate<ServerProcess> ready) {
    for (int attempt = 1; ; attempt++) {
      ServerProcess server = launch(name, portCount, commandLine);
      boolean started = false;
      try {
        started = server.awaitReady(ready);
        if (started) {
          return server;
        }
        String log = server.log();
        if (attempt == START_ATTEMPTS || !log.contains("address already in use")) {
          throw new IllegalStateException(
              "server must get ready: server=%s, alive=%s, deadline=%s, attempt=%d, log=\"%s\""
                  .formatted(
                      name,
                      server.process.isAlive(),
                      READY_DEADLINE,
                      attempt,
                      log.substring(Math.max(0, log.length() - SHOWN_CHARS))));
        }
      } finally {
        if (!started) {
          server.close();
        }
      }
    }
  }

  private static ServerProcess launch(String name, int portCount, CommandLine commandLine) {
    try {
      Path directory = Files.createTempDirectory("receiver-" + name + "-");
      List<Integer> ports = freePorts(portCount);
      Process process =
          new ProcessBuilder(commandLine.of(directory, ports))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(logFile(directory).toFile())
              .start();
      return new ServerProcess(name, directory, ports, process);
    } catch (IOException e) {
      throw new UncheckedIOException("server cannot be started: server=" + name, e);
    }
  }

  private ServerProcess(String name, Path directory, List<Integer> ports, Process process) {
    this.name = name;
    this.directory = directory;
    this.ports = ports;
    this.process = process;
    this.exitHook = new Thread(this::end, "stop-" + name);
    Runtime.getRuntime().addShutdownHook(exitHook);
  }

  private boolean awaitReady(Predicate<ServerProcess> ready) {
    boolean answers = Await.condition(READY_DEADLINE, () -> !process.isAlive() || ready.test(this));
    // On a port that another program took first, the answer was that program's.
    return answers && process.isAlive();
  }

  int port(int index) {
    return ports.get(index);
  }

  long pid() {
    return process.pid();
  }

  /** What the server has printed so far. */
  String log() {
    try {
      return Files.readString(logFile(directory), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook runs, and finds nothing left to do.
    }
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(EXIT_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("server's files must go: server=" + name, e);
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static Path logFile(Path directory) {
    return directory.resolve("server.log");
  }

  /** Writes a server's configuration and says how to start it. */
  @FunctionalInterface
  interface CommandLine {
    /** The command of a server that stores below {@code directory} and listens on {@code ports}. */
    List<String> of(Path directory, List<Integer> ports) throws IOException;
  }
}
