/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

import java.time.Clock;

/** Configures and starts a {@link RemoteWriteReceiver}. */
public final class RemoteWriteReceiverBuilder {
  private static final String DEFAULT_PATH = "/api/v1/write";

  private int port;
  private String path = DEFAULT_PATH;
  private Clock clock = Clock.systemUTC();

  RemoteWriteReceiverBuilder() {}

  /** Sets the port to listen on. If unset or 0, a free one is taken. */
  public RemoteWriteReceiverBuilder setPort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be from 0 to 65535: port=" + port);
    }
    this.port = port;
    return this;
  }

  /**
   * Sets the path requests are received at. If unset, defaults to {@value #DEFAULT_PATH}, as in
   * Prometheus.
   */
  public RemoteWriteReceiverBuilder setPath(String path) {
    requireNonNull(path, "path");
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must begin with a slash: path=" + path);
    }
    this.path = path;
    return this;
  }

  RemoteWriteReceiverBuilder setClock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Starts a receiver.
   *
   * @throws java.io.UncheckedIOException if the port can't be listened on
   */
  public RemoteWriteReceiver start() {
    return new RemoteWriteReceiver(port, path, clock);
  }
}
