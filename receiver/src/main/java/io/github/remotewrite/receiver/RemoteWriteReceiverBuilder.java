/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;

/** Configures and starts a {@link RemoteWriteReceiver}. */
public final class RemoteWriteReceiverBuilder {
  static final String DEFAULT_PATH = "/api/v1/write";

  private int port;
  private String path = DEFAULT_PATH;
  private boolean createdTimestampAllowed;
  private List<Behavior> behaviors = List.of();
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

  /**
   * Sets whether a series of 2.0 may have the field 6, {@code created_timestamp}, in place of or
   * beside the start timestamps of its points. If unset, defaults to false: it is reserved since
   * 2.0-rc.4, and a {@link Rule#KNOWN_FIELDS violation}.
   *
   * <p>Prometheus 3.2 to 3.7, the long-term support 3.5 among them, read this field only.
   */
  public RemoteWriteReceiverBuilder setCreatedTimestampAllowed(boolean createdTimestampAllowed) {
    this.createdTimestampAllowed = createdTimestampAllowed;
    return this;
  }

  /**
   * Sets what the receiver does other than the usual. If unset, it does nothing so.
   *
   * @see RemoteWriteReceiver#setBehaviors
   */
  public RemoteWriteReceiverBuilder setBehaviors(Behavior... behaviors) {
    this.behaviors = List.of(behaviors);
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
    RequestLog log = new RequestLog(behaviors);
    return new RemoteWriteReceiver(
        port, log, new WriteHandler(path, createdTimestampAllowed, clock, log), path);
  }
}
