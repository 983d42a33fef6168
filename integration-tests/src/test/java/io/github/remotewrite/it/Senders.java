/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.client.RemoteWriteClientBuilder;
import io.github.remotewrite.client.WriteResult;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Clients that write one sample at a time, to see who is let in. */
final class Senders {
  static final String METRIC = "auth_test";

  private static final Series SERIES = Series.of(Labels.of("__name__", METRIC, "job", "it"));

  private Senders() {}

  /** A builder of a client that soon gives up. */
  static RemoteWriteClientBuilder impatient(URI endpoint) {
    return patient(endpoint).setTimeout(Duration.ofSeconds(5)).setMaxAttempts(2);
  }

  /** A builder of a client that bridges an outage. */
  static RemoteWriteClientBuilder patient(URI endpoint) {
    return RemoteWriteClient.builder(endpoint.toString())
        .setProtocol(ProtocolVersion.V1)
        .setTimeout(Duration.ofSeconds(30))
        .setMinBackoff(Duration.ofMillis(20))
        .setMaxBackoff(Duration.ofMillis(200));
  }

  /** Writes a sample of now, and returns what became of it. */
  static WriteResult write(RemoteWriteClient client) {
    return client
        .write(batch -> batch.add(SERIES, Instant.now().toEpochMilli(), 1))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  /** Whether a sample gets in by a client made for it. */
  static boolean isLetIn(RemoteWriteClientBuilder builder, SecretGuard secrets) {
    try (RemoteWriteClient client = secrets.shown(secrets.shown(builder).build())) {
      return secrets.shown(write(client)).isComplete();
    }
  }
}
