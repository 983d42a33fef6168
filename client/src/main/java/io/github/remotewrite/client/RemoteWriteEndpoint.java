/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.util.Objects.requireNonNull;

/**
 * A further receiver of everything that is written, see {@link SenderOptions#addEndpoint}.
 *
 * <p>It has a queue, lanes, authentication and a protocol of its own. Immutable.
 */
public final class RemoteWriteEndpoint {
  private final Builder options;

  private RemoteWriteEndpoint(Builder options) {
    this.options = options;
  }

  /**
   * Returns a builder for this receiver.
   *
   * @param endpoint the whole URL, such as {@code http://localhost:9090/api/v1/write}
   * @throws IllegalArgumentException as {@link EndpointOptions#setEndpoint} does
   */
  public static Builder builder(String endpoint) {
    return new Builder(requireNonNull(endpoint, "endpoint"));
  }

  EndpointOptions<?> options() {
    return options;
  }

  /** Shows settings, of headers only the names. */
  @Override
  public String toString() {
    return "RemoteWriteEndpoint" + options;
  }

  /** Settings of a {@link RemoteWriteEndpoint}. */
  public static final class Builder extends EndpointOptions<Builder> {
    private Builder(String endpoint) {
      super(endpoint);
    }

    private Builder(Builder other) {
      super(other);
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Builds the endpoint.
     *
     * @throws IllegalArgumentException if two settings contradict each other
     */
    public RemoteWriteEndpoint build() {
      requireConsistent();
      return new RemoteWriteEndpoint(new Builder(this));
    }
  }
}
