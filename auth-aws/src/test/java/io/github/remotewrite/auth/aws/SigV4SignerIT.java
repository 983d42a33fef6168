/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.client.WriteResult;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Signed requests as they arrive, with credentials of an assumed role. */
class SigV4SignerIT {
  private static final Series SERIES = Series.of(Labels.of("__name__", "up", "job", "aws"));

  private static WriteResult writeOne(String endpoint, SigV4Signer signer) {
    try (RemoteWriteClient client =
        RemoteWriteClient.builder(endpoint)
            .setProtocol(ProtocolVersion.V1)
            .setRequestSigner(signer)
            .build()) {
      return client.write(batch -> batch.add(SERIES, Instant.now().toEpochMilli(), 1)).join();
    }
  }

  private static Map<String, String> headers(ReceivedRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  @Test
  void requestArrivesAsItWasSigned() {
    try (RemoteWriteReceiver receiver = RemoteWriteReceiver.start();
        SigV4Signer signer =
            SigV4Signer.builder().setRegion("eu-west-1").setCredentials("key", "secret").build()) {
      assertThat(writeOne(receiver.endpoint(), signer).isComplete()).isTrue();

      ReceivedRequest request = receiver.requests().get(0);
      assertThat(request.violations()).isEmpty();
      new SigV4Verifier("key", "secret")
          .verify("POST", URI.create(receiver.endpoint()), headers(request), request.body());
    }
  }

  @Test
  void roleIsAssumedOnceForManyRequests() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer sts =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sts.createContext("/", exchange -> answer(exchange, asked));
    sts.start();
    try (RemoteWriteReceiver receiver = RemoteWriteReceiver.start();
        SigV4Signer signer =
            SigV4Signer.builder()
                .setRegion("eu-west-1")
                .setCredentials("key", "secret")
                .setRoleArn("arn:aws:iam::123456789012:role/metrics")
                .setExternalId("the-external-id")
                .setStsEndpoint(URI.create("http://127.0.0.1:" + sts.getAddress().getPort()))
                .build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(writeOne(receiver.endpoint(), signer).isComplete()).isTrue();
      }

      assertThat(asked)
          .singleElement()
          .asString()
          .contains("Action=AssumeRole", "ExternalId=the-external-id", "role%2Fmetrics");
      for (ReceivedRequest request : receiver.requests()) {
        assertThat(headers(request)).containsEntry("X-Amz-Security-Token", "role-token");
        new SigV4Verifier("role-key", "role-secret")
            .verify("POST", URI.create(receiver.endpoint()), headers(request), request.body());
      }
      assertThat(signer.toString())
          .contains("role arn:aws:iam::123456789012:role/metrics")
          .doesNotContain("role-secret", "role-token");
    } finally {
      sts.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
    try (exchange) {
      asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      byte[] answer =
          """
          <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <AssumeRoleResult>
              <AssumedRoleUser>
                <AssumedRoleId>AROA:remote-write-java</AssumedRoleId>
                <Arn>arn:aws:sts::123456789012:assumed-role/metrics/remote-write-java</Arn>
              </AssumedRoleUser>
              <Credentials>
                <AccessKeyId>role-key</AccessKeyId>
                <SecretAccessKey>role-secret</SecretAccessKey>
                <SessionToken>role-token</SessionToken>
                <Expiration>%s</Expiration>
              </Credentials>
            </AssumeRoleResult>
          </AssumeRoleResponse>
          """
              .formatted(Instant.now().plusSeconds(3600))
              .getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
