/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A VictoriaMetrics in a single process, with an empty storage of its own. */
public final class VictoriaMetricsServer implements AutoCloseable {
  private final ServerProcess process;

  /** Starts a server; skips the test if there is no such receiver. */
  public static VictoriaMetricsServer start(RealReceiver receiver) {
    Path binary = Receivers.require(receiver);
    Http http = Http.plain();
    ServerProcess process =
        ServerProcess.start(
            receiver.id(),
            1,
            (directory, ports) ->
                List.of(
                    binary.toString(),
                    "-httpListenAddr=127.0.0.1:" + ports.get(0),
                    "-storageDataPath=" + directory.resolve("data"),
                    // Else the default of a month drops older samples without an error.
                    "-retentionPeriod=100y",
                    // Else queries do not see the last 30 s; old versions take it as 1 s.
                    "-search.latencyOffset=0s"),
            server -> http.succeeds(baseUri(server).resolve("health")));
    return new VictoriaMetricsServer(process);
  }

  private VictoriaMetricsServer(ServerProcess process) {
    this.process = process;
  }

  public URI baseUri() {
    return baseUri(process);
  }

  private static URI baseUri(ServerProcess process) {
    return URI.create("http://127.0.0.1:" + process.port(0) + "/");
  }

  public URI writeEndpoint() {
    return baseUri().resolve("api/v1/write");
  }

  /**
   * Reads back. Queries are for whole seconds, so a sample of this moment shows a second later, and
   * only after {@link #flush} or a few seconds: wait with {@link PrometheusApi#awaitQuery(String)}.
   */
  public PrometheusApi api() {
    return new PrometheusApi(baseUri().resolve("prometheus/"));
  }

  /** Lets queries see all that was written so far. */
  public void flush() {
    Http.plain().get(baseUri().resolve("internal/force_flush"));
  }

  public long pid() {
    return process.pid();
  }

  /** What the server has printed so far. */
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
