/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.client.WriteResult;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.spi.UnsignedRequest;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens from an endpoint over HTTP, and requests that carry them. */
class OAuth2SignerIT {
  private static final Series SERIES = Series.of(Labels.of("__name__", "up", "job", "oauth2"));
  private static final String SECRET = "s3cr3t/+";

  private final RemoteWriteReceiver receiver = RemoteWriteReceiver.start();
  private final FakeTime time = new FakeTime();
  private final AtomicInteger issued = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer endpoint;
  private volatile int status = 200;
  private volatile String location = "";

  @BeforeEach
  void startEndpoint() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext("/token", this::issue);
    endpoint.start();
  }

  @AfterEach
  void stopAll() {
    endpoint.stop(0);
    receiver.close();
  }

  private void issue(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
      String answer =
          status == 200
              ? "{\"access_token\":\"t0ken-%d\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                  .formatted(issued.incrementAndGet())
              : "{\"error\":\"invalid_client\",\"error_description\":\"" + SECRET + "\"}";
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      byte[] bytes = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private OAuth2SignerBuilder builder() {
    return OAuth2Signer.builder(
            "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token", "metrics")
        .setClock(time);
  }

  private WriteResult writeOne(OAuth2Signer signer) {
    try (RemoteWriteClient client =
        RemoteWriteClient.builder(receiver.endpoint())
            .setProtocol(ProtocolVersion.V1)
            .setMaxAttempts(1)
            .setRequestSigner(signer)
            .build()) {
      return client.write(batch -> batch.add(SERIES, 1_700_000_000_000L, 1)).join();
    }
  }

  private List<String> authorizations() {
    return receiver.requests().stream()
        .map(request -> request.headers().getOrDefault("Authorization", List.of("")).get(0))
        .toList();
  }

  @Test
  void tokenIsAskedForByClientCredentialsAndUsedForManyRequests() {
    OAuth2Signer signer =
        builder()
            .setClientSecret(SECRET)
            .addScope("a")
            .addScope("b")
            .addEndpointParameter("audience", "https://mimir/")
            .build();

    for (int i = 0; i < 3; i++) {
      assertThat(writeOne(signer).isComplete()).isTrue();
    }

    assertThat(authorizations()).hasSize(3).containsOnly("Bearer t0ken-1");
    // RFC 6749, 2.3.1: each part is form-encoded first, "metrics:s3cr3t%2F%2B".
    assertThat(asked)
        .singleElement()
        .asString()
        .startsWith("Basic bWV0cmljczpzM2NyM3QlMkYlMkI= ")
        .contains("grant_type=client_credentials", "audience=https%3A%2F%2Fmimir%2F", "scope=");
    assertThat(receiver.violations()).isEmpty();
  }

  @Test
  void secretCanGoInTheBodyAndComeFromAFileThatChanges(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "first\n");
    OAuth2Signer signer = builder().setClientSecretFile(file).setClientSecretInBody(true).build();
    assertThat(writeOne(signer).isComplete()).isTrue();
    Files.writeString(file, "second\n");
    time.advance(Duration.ofHours(2));
    assertThat(writeOne(signer).isComplete()).isTrue();

    assertThat(asked).hasSize(2);
    assertThat(asked.get(0)).startsWith("null ").contains("client_secret=first");
    assertThat(asked.get(1)).contains("client_secret=second");
  }

  @Test
  void refusedTokenIsReplacedAndTheSampleDelivered() {
    OAuth2Signer signer = builder().setClientSecret(SECRET).build();
    assertThat(writeOne(signer).isComplete()).isTrue();
    time.advance(Duration.ofMinutes(1));
    receiver.answerNext(Answer.status(401));

    assertThat(writeOne(signer).isComplete()).isTrue();

    assertThat(authorizations())
        .containsExactly("Bearer t0ken-1", "Bearer t0ken-1", "Bearer t0ken-2");
  }

  @Test
  void endpointThatRefusesCostsTheAttempt() {
    OAuth2Signer signer = builder().setClientSecret(SECRET).build();
    status = 401;

    assertThat(writeOne(signer).isComplete()).isFalse();
    assertThat(receiver.requests()).isEmpty();

    status = 200;
    assertThat(writeOne(signer).isComplete()).isTrue();
  }

  @Test
  void redirectOfTheEndpointIsNotFollowed() {
    OAuth2Signer signer = builder().setClientSecret(SECRET).build();
    status = 307;
    location = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token/elsewhere";

    assertThat(writeOne(signer).isComplete()).isFalse();
    assertThat(asked).hasSize(1);
  }

  @Test
  void refusalIsToldWithoutWhatTheEndpointSays() {
    status = 400;
    OAuth2Signer signer = builder().setClientSecret(SECRET).build();

    assertThat(
            catchThrowable(
                () ->
                    signer.sign(
                        new UnsignedRequest(
                            "POST", URI.create(receiver.endpoint()), Map.of(), new byte[0]))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "token endpoint gives no token: host=127.0.0.1, status=400, error=invalid_client")
        .hasNoCause();
  }

  @Test
  void settingsWithoutSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build())
        .withMessage("one of setClientSecret, setClientSecretFile must be set: count=0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> builder().setClientSecret(SECRET).setClientSecretFile(Path.of("f")).build())
        .withMessage("at most one of setClientSecret, setClientSecretFile may be set: count=2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setClientSecretFile(Path.of("/no/such/file")).build())
        .withMessage("clientSecretFile must be readable: clientSecretFile=/no/such/file");
    for (String url : List.of("ftp://host/", "http:///x", "http://user:" + SECRET + "@host/", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OAuth2Signer.builder(url, "metrics"))
          .withMessageStartingWith("tokenUrl must ")
          .satisfies(error -> assertThat(error.getMessage()).doesNotContain(SECRET));
    }
  }

  @Test
  void secretsAreHiddenInToString() {
    OAuth2SignerBuilder builder =
        builder().setClientSecret(SECRET).addEndpointParameter("password", SECRET);

    assertThat(builder + " " + builder.build())
        .contains("metrics", "password")
        .doesNotContain(SECRET);
  }
}
