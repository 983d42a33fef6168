/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Where requests go: a {@link SinkServer} in a process of its own, so that what it does is not
 * counted as the sender's work. Ends with this process at the latest.
 */
final class Sink implements AutoCloseable {
  // Else answers wait for the sender to acknowledge what it has long read.
  private static final List<String> FLAGS =
      List.of("-Xmx1g", "-XX:+UseSerialGC", "-Dsun.net.httpserver.nodelay=true");

  private final Process process;
  private final int port;

  private Sink(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one on a free port of this host. */
  static Sink start() {
    try {
      Process process = ChildJvm.start(SinkServer.class, FLAGS);
      return new Sink(process, Integer.parseInt(process.inputReader().readLine()));
    } catch (IOException e) {
      throw new UncheckedIOException("sink can't be started", e);
    }
  }

  /** Returns where Remote Write requests of either version go. */
  String remoteWriteEndpoint() {
    return endpoint(SinkServer.REMOTE_WRITE_PATH);
  }

  /** Returns where OTLP requests go. */
  String otlpEndpoint() {
    return endpoint(SinkServer.OTLP_PATH);
  }

  private String endpoint(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // The end of its input is its own.
    process.onExit().join();
  }
}
