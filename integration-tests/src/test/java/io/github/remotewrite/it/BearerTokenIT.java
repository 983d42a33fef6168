/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.VmAuthServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that lets bearer tokens through: VictoriaMetrics' vmauth. */
class BearerTokenIT {
  private static final String FIRST = "t0ken-first";
  private static final String SECOND = "t0ken-second";

  @RegisterExtension private final SecretGuard secrets = new SecretGuard(FIRST, SECOND);
  @TempDir private Path directory;

  private static double samples(PrometheusServer server) {
    return server
        .api()
        .instantQuery("sum(count_over_time(" + Senders.METRIC + "[1h])) or vector(0)")
        .get(0)
        .value();
  }

  @Test
  void senderWithTheTokenIsLetIn() throws Exception {
    Path right = Files.writeString(directory.resolve("right"), FIRST + "\n");
    try (PrometheusServer server = PrometheusServer.start(RealReceiver.PROMETHEUS_3_5);
        VmAuthServer gateway = VmAuthServer.start(directory, server.baseUri(), List.of(FIRST))) {
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(gateway.writeEndpoint()).setBearerToken(FIRST), secrets))
          .isTrue();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(gateway.writeEndpoint()).setBearerTokenFile(right), secrets))
          .isTrue();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(gateway.writeEndpoint()).setAuthorization("Bearer", FIRST),
                  secrets))
          .isTrue();

      assertThat(Senders.isLetIn(Senders.impatient(gateway.writeEndpoint()), secrets)).isFalse();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(gateway.writeEndpoint()).setBearerToken(SECOND), secrets))
          .isFalse();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(gateway.writeEndpoint()).setBasicAuth("sender", FIRST),
                  secrets))
          .isFalse();

      assertThat(samples(server)).isEqualTo(3);
    }
  }

  @Test
  void changedTokenCostsNoSample() throws Exception {
    Path tokenFile = Files.writeString(directory.resolve("token"), FIRST);
    try (PrometheusServer server = PrometheusServer.start(RealReceiver.PROMETHEUS_3_5);
        VmAuthServer gateway = VmAuthServer.start(directory, server.baseUri(), List.of(FIRST));
        RemoteWriteClient client =
            secrets.shown(
                Senders.patient(gateway.writeEndpoint()).setBearerTokenFile(tokenFile).build())) {
      int samples = 0;
      for (int change = 0; change < 4; change++) {
        String before = change % 2 == 0 ? FIRST : SECOND;
        String after = change % 2 == 0 ? SECOND : FIRST;
        assertThat(Senders.write(client).isComplete()).isTrue();

        gateway.setTokens(List.of(before, after));
        Files.writeString(tokenFile, after);
        assertThat(Senders.write(client).isComplete()).isTrue();
        gateway.setTokens(List.of(after));

        assertThat(Senders.write(client).isComplete()).isTrue();
        samples += 3;
      }
      assertThat(client.statistics().samplesDroppedInTotal()).isZero();
      assertThat(samples(server)).isEqualTo(samples);
    }
  }
}
