/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A receiver for each test, what it takes to write to it, and what the client logs. */
abstract class ClientFixture {
  static final Series UP = Series.of(Labels.of("__name__", "up", "job", "test"));

  /** A time of day in milliseconds; tests count up from it. */
  static final long T = 1_700_000_000_000L;

  final RemoteWriteReceiver receiver = RemoteWriteReceiver.start();
  final ClientLog log = ClientLog.open();

  @AfterEach
  final void closeReceiverAndLog() {
    receiver.close();
    log.close();
  }

  /** Returns a builder of a client of the receiver that retries without delay. */
  final RemoteWriteClientBuilder builder() {
    return impatient(receiver.endpoint());
  }

  /** Returns a builder of a client of 1.0 that retries without delay. */
  static RemoteWriteClientBuilder impatient(String endpoint) {
    return RemoteWriteClient.builder(endpoint)
        .setProtocol(ProtocolVersion.V1)
        .setMinBackoff(Duration.ofMillis(1))
        .setMaxBackoff(Duration.ofMillis(10));
  }

  /** Writes one sample and waits for what becomes of it. */
  static WriteResult writeOne(RemoteWriteClient client) {
    return write(client, T);
  }

  /** Writes one sample of this time and waits for what becomes of it. */
  static WriteResult write(RemoteWriteClient client, long timestampMillis) {
    return await(client.write(batch -> batch.add(UP, timestampMillis, 1)));
  }

  /** Writes one sample with a client made for it. */
  static WriteResult writeOne(RemoteWriteClientBuilder builder) {
    try (RemoteWriteClient client = builder.build()) {
      return writeOne(client);
    }
  }

  /** Waits for what the client promises to complete; a broken promise fails the test. */
  static <V> V await(CompletableFuture<V> promise) {
    return promise.copy().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Waits until everything that was written has its outcome. */
  static void awaitEverything(RemoteWriteClient client) {
    int timeouts = 0;
    while (!await(client.flush())) {
      assertThat(timeouts++).as("timeouts passed").isLessThan(100);
    }
  }

  /** Returns the one request that has arrived. */
  final ReceivedRequest onlyRequest() {
    assertThat(receiver.requests()).hasSize(1);
    return receiver.requests().get(0);
  }

  /** Returns the values of a header in each request, in order. */
  final List<List<String>> headers(String name) {
    return receiver.requests().stream()
        .map(request -> request.headers().getOrDefault(name, List.of()))
        .toList();
  }

  /** Asserts that the receiver saw this many requests, the same bytes each time. */
  final void assertSameBytes(int requests) {
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.requests()).hasSize(requests);
    assertThat(receiver.requests())
        .extracting(ReceivedRequest::body)
        .containsOnly(receiver.requests().get(0).body());
  }
}
