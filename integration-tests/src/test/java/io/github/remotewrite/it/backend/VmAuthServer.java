/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** VictoriaMetrics' gateway: lets bearer tokens through to a server behind it. */
public final class VmAuthServer implements AutoCloseable {
  private final ServerProcess process;
  private final Path configurationFile;
  private final URI upstream;

  /**
   * Starts a gateway; skips the test if there is none.
   *
   * @param upstream the base of the server behind it
   */
  public static VmAuthServer start(Path directory, URI upstream, List<String> tokens) {
    Path binary = Receivers.require(Gateway.VMAUTH_1_145);
    Path configurationFile = directory.resolve("vmauth.yml");
    write(configurationFile, configuration(upstream, tokens));
    Http http = Http.plain();
    ServerProcess process =
        ServerProcess.start(
            Gateway.VMAUTH_1_145.id(),
            1,
            (ignored, ports) ->
                List.of(
                    binary.toString(),
                    "-httpListenAddr=127.0.0.1:" + ports.get(0),
                    "-auth.config=" + configurationFile,
                    "-configCheckInterval=100ms"),
            server -> http.succeeds(baseUri(server).resolve("health")));
    return new VmAuthServer(process, configurationFile, upstream);
  }

  private VmAuthServer(ServerProcess process, Path configurationFile, URI upstream) {
    this.process = process;
    this.configurationFile = configurationFile;
    this.upstream = upstream;
  }

  private static String configuration(URI upstream, List<String> tokens) {
    StringBuilder yaml = new StringBuilder("users:\n");
    for (String token : tokens) {
      yaml.append("- bearer_token: \"").append(token).append("\"\n");
      yaml.append("  url_prefix: \"").append(upstream).append("\"\n");
    }
    return yaml.toString();
  }

  private static void write(Path file, String text) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI baseUri(ServerProcess process) {
    return URI.create("http://127.0.0.1:" + process.port(0) + "/");
  }

  public URI writeEndpoint() {
    return baseUri(process).resolve("api/v1/write");
  }

  /** Lets these tokens through from now on, and no others. Returns once that is so. */
  public void setTokens(List<String> tokens) {
    int reloads = reloads();
    write(configurationFile, configuration(upstream, tokens));
    if (!Await.condition(Duration.ofSeconds(20), () -> reloads() > reloads)) {
      throw new AssertionError("gateway must read its file again: log=" + process.log());
    }
  }

  private int reloads() {
    return process.log().split("loaded information about", -1).length;
  }

  @Override
  public void close() {
    process.close();
  }
}
