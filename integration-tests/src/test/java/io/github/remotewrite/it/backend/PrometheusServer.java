/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Prometheus that takes Remote-Write requests, with an empty storage of its own. */
public final class PrometheusServer implements AutoCloseable {
  private final ServerProcess process;
  private final String scheme;

  /** Starts a server with its defaults; skips the test if there is no such receiver. */
  public static PrometheusServer start(RealReceiver receiver) {
    return builder(receiver).start();
  }

  public static Builder builder(RealReceiver receiver) {
    return new Builder(receiver);
  }

  private PrometheusServer(ServerProcess process, String scheme) {
    this.process = process;
    this.scheme = scheme;
  }

  public URI baseUri() {
    return baseUri(process, scheme);
  }

  private static URI baseUri(ServerProcess process, String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + process.port(0) + "/");
  }

  public URI writeEndpoint() {
    return baseUri().resolve("api/v1/write");
  }

  /**
   * Reads back from a server without a web configuration; others need {@link PrometheusApi} with a
   * client.
   */
  public PrometheusApi api() {
    return new PrometheusApi(baseUri());
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

  /** What a server is started with. */
  public static final class Builder {
    private final RealReceiver receiver;
    private final List<String> features = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private String configuration = "";
    private @Nullable Path webConfigFile;
    private @Nullable Path dataDirectory;

    private Builder(RealReceiver receiver) {
      this.receiver = receiver;
    }

    /** Adds to {@code --enable-feature}, as in {@code exemplar-storage}. */
    public Builder addFeature(String feature) {
      features.add(feature);
      return this;
    }

    /** Adds a command line argument. */
    public Builder addArgument(String argument) {
      arguments.add(argument);
      return this;
    }

    /** Sets the text of the configuration file. If unset, it is empty. */
    public Builder setConfiguration(String yaml) {
      configuration = yaml;
      return this;
    }

    /**
     * Sets the file with TLS and passwords ({@code --web.config.file}). If unset, there are none.
     */
    public Builder setWebConfigFile(Path file) {
      webConfigFile = file;
      return this;
    }

    /**
     * Sets where samples are stored, so that a later server can have them. If unset, they go with
     * this server.
     */
    public Builder setDataDirectory(Path directory) {
      dataDirectory = directory;
      return this;
    }

    /**
     * Starts the server and waits until it is ready; skips the test if there is no such receiver.
     */
    public PrometheusServer start() {
      Path binary = Receivers.require(receiver);
      String scheme = scheme();
      Http http = Http.plain();
      ServerProcess process =
          ServerProcess.start(
              receiver.id(),
              1,
              (directory, ports) -> commandLine(binary, directory, ports.get(0)),
              server ->
                  webConfigFile == null
                      ? http.succeeds(baseUri(server, scheme).resolve("-/ready"))
                      // Asking would take a password or a certificate.
                      : server.log().contains("Server is ready to receive web requests"));
      return new PrometheusServer(process, scheme);
    }

    private String scheme() {
      try {
        return webConfigFile != null
                && Files.readString(webConfigFile).contains("tls_server_config")
            ? "https"
            : "http";
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "webConfigFile must be readable: webConfigFile=" + webConfigFile, e);
      }
    }

    private List<String> commandLine(Path binary, Path directory, int port) throws IOException {
      Path configurationFile =
          Files.writeString(directory.resolve("prometheus.yml"), configuration);
      List<String> command = new ArrayList<>();
      command.add(binary.toString());
      command.add("--config.file=" + configurationFile);
      command.add(
          "--storage.tsdb.path="
              + (dataDirectory == null ? directory.resolve("data") : dataDirectory));
      command.add("--web.listen-address=127.0.0.1:" + port);
      command.add("--web.enable-remote-write-receiver");
      if (!features.isEmpty()) {
        command.add("--enable-feature=" + String.join(",", features));
      }
      if (webConfigFile != null) {
        command.add("--web.config.file=" + webConfigFile);
      }
      command.addAll(arguments);
      return command;
    }
  }
}
