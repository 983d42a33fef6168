/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static io.github.remotewrite.it.WebConfig.FIRST_PASSWORD;
import static io.github.remotewrite.it.WebConfig.SECOND_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.it.backend.InfluxServer;
import io.github.remotewrite.it.backend.PrometheusApi;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivers that ask for a user and a password. */
class PasswordIT {
  private static final String USER = "sender";

  @RegisterExtension
  private final SecretGuard secrets = new SecretGuard(FIRST_PASSWORD, SECOND_PASSWORD);

  @TempDir private Path directory;

  private static URI withUserInfo(URI endpoint, String userInfo) {
    return URI.create(endpoint.toString().replace("://", "://" + userInfo + "@"));
  }

  private static PrometheusApi api(PrometheusServer server, String password) {
    return new PrometheusApi(
        server.baseUri(),
        HttpClient.newBuilder()
            .authenticator(
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(USER, password.toCharArray());
                  }
                })
            .build());
  }

  private static double samples(PrometheusApi api) {
    return api.instantQuery("sum(count_over_time(" + Senders.METRIC + "[1h])) or vector(0)")
        .get(0)
        .value();
  }

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS_2_42", "PROMETHEUS_3_5"})
  void prometheusLetsInWhoHasThePassword(RealReceiver receiver) throws Exception {
    Path webConfig = WebConfig.withPassword(directory.resolve("web.yml"), FIRST_PASSWORD);
    Path right = Files.writeString(directory.resolve("right"), FIRST_PASSWORD + "\n");
    Path wrong = Files.writeString(directory.resolve("wrong"), SECOND_PASSWORD + "\n");
    try (PrometheusServer server =
        PrometheusServer.builder(receiver).setWebConfigFile(webConfig).start()) {
      URI endpoint = server.writeEndpoint();

      assertThat(
              Senders.isLetIn(
                  Senders.impatient(endpoint).setBasicAuth(USER, FIRST_PASSWORD), secrets))
          .isTrue();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(endpoint).setBasicAuthPasswordFile(USER, right), secrets))
          .isTrue();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(withUserInfo(endpoint, USER + ":" + FIRST_PASSWORD)), secrets))
          .isTrue();

      assertThat(Senders.isLetIn(Senders.impatient(endpoint), secrets)).isFalse();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(endpoint).setBasicAuth(USER, SECOND_PASSWORD), secrets))
          .isFalse();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(endpoint).setBasicAuth("other", FIRST_PASSWORD), secrets))
          .isFalse();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(endpoint).setBasicAuthPasswordFile(USER, wrong), secrets))
          .isFalse();
      assertThat(
              Senders.isLetIn(Senders.impatient(endpoint).setBearerToken(FIRST_PASSWORD), secrets))
          .isFalse();

      assertThat(samples(api(server, FIRST_PASSWORD))).isEqualTo(3);
      assertThat(secrets.lines()).anyMatch(line -> line.contains("status=401"));
    }
  }

  @Test
  void changedPasswordCostsNoSample() throws Exception {
    Path webConfig = directory.resolve("web.yml");
    WebConfig.withPassword(webConfig, FIRST_PASSWORD);
    Path passwordFile = Files.writeString(directory.resolve("password"), FIRST_PASSWORD + "\n");
    try (PrometheusServer server =
            PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
                .setWebConfigFile(webConfig)
                .start();
        RemoteWriteClient client =
            Senders.patient(server.writeEndpoint())
                .setBasicAuthPasswordFile(USER, passwordFile)
                .build()) {
      for (int change = 0; change < 10; change++) {
        String password = change % 2 == 0 ? SECOND_PASSWORD : FIRST_PASSWORD;
        assertThat(Senders.write(client).isComplete()).isTrue();

        // Prometheus has one password for a user, so there is no time at which both are good. The
        // file is looked at once a second, and here it changes more often.
        Files.writeString(passwordFile, password + "\n");
        WebConfig.withPassword(webConfig, password);

        assertThat(Senders.write(client).isComplete()).isTrue();
      }
      assertThat(client.statistics().samplesDroppedInTotal()).isZero();
      assertThat(samples(api(server, FIRST_PASSWORD))).isEqualTo(20);
      secrets.shown(client);
    }
  }

  @Test
  void influxLetsInWhoHasThePassword() {
    try (InfluxServer server =
        InfluxServer.startWithPassword(RealReceiver.INFLUXDB_1_6, USER, FIRST_PASSWORD)) {
      URI endpoint = server.writeEndpoint();

      assertThat(
              Senders.isLetIn(
                  Senders.impatient(endpoint).setBasicAuth(USER, FIRST_PASSWORD), secrets))
          .isTrue();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(withUserInfo(endpoint, USER + ":" + FIRST_PASSWORD)), secrets))
          .isTrue();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(URI.create(endpoint + "&u=" + USER + "&p=" + FIRST_PASSWORD)),
                  secrets))
          .isTrue();

      assertThat(Senders.isLetIn(Senders.impatient(endpoint), secrets)).isFalse();
      assertThat(
              Senders.isLetIn(
                  Senders.impatient(endpoint).setBasicAuth(USER, SECOND_PASSWORD), secrets))
          .isFalse();

      assertThat(server.query("SELECT * FROM " + Senders.METRIC)).hasSize(3);
    }
  }
}
