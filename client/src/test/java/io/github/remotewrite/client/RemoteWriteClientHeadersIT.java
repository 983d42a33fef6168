/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.remotewrite.receiver.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that users add, credentials above all. */
class RemoteWriteClientHeadersIT extends ClientFixture {
  private static final String SECRET = "s3cr3t";

  @Test
  void addedHeadersAreSentWithEveryAttempt() {
    receiver.answerNext(Answer.status(503));

    writeOne(builder().addHeader("X-Scope-OrgID", "a").addHeader("x-scope-orgid", "b"));

    assertThat(headers("X-Scope-OrgID")).containsExactly(List.of("b"), List.of("b"));
  }

  @Test
  void userAgentCanBeReplaced() {
    writeOne(builder().setUserAgent("shop/1.2 (linux)"));

    assertThat(headers("User-Agent")).containsExactly(List.of("shop/1.2 (linux)"));
  }

  @Test
  void headerValueArrivesCharacterByCharacter() throws IOException {
    StringBuilder printable = new StringBuilder("a\tb ");
    for (char c = '!'; c <= '~'; c++) {
      printable.append(c);
    }
    try (RawServer server = RawServer.start()) {
      writeOne(impatient(server.endpoint("/")).addHeader("X-Printable", printable.toString()));

      assertThat(server.heads().get(0)).contains("X-Printable: " + printable);
    }
  }

  @Test
  void suppliedHeadersAreAskedForBeforeEachAttemptAndWin() {
    receiver.answerNext(Answer.status(503), 2);
    AtomicInteger attempt = new AtomicInteger();

    writeOne(
        builder()
            .addHeader("X-Token", "constant")
            .addHeader("X-Tenant", "constant")
            .setHeaders(() -> Map.of("x-token", "token-" + attempt.incrementAndGet())));

    assertThat(headers("X-Token"))
        .containsExactly(List.of("token-1"), List.of("token-2"), List.of("token-3"));
    assertThat(headers("X-Tenant")).containsOnly(List.of("constant"));
  }

  @Test
  void suppliedAuthorizationWinsOverBasicAuth() {
    writeOne(
        builder()
            .setBasicAuth("user", SECRET)
            .setHeaders(() -> Map.of("authorization", "Bearer fresh")));

    assertThat(headers("Authorization")).containsExactly(List.of("Bearer fresh"));
  }

  @Test
  void failingSupplierIsAskedAgain() {
    AtomicInteger attempt = new AtomicInteger();

    WriteResult result =
        writeOne(
            builder()
                .setHeaders(
                    () -> {
                      if (attempt.incrementAndGet() < 3) {
                        throw new IllegalStateException("no token yet");
                      }
                      return Map.of("X-Token", "fresh");
                    }));

    assertThat(result.isComplete()).isTrue();
    assertThat(headers("X-Token")).containsExactly(List.of("fresh"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Type", "content-encoding", "USER-AGENT", "Host", "Retry-Attempt"})
  void suppliedReservedHeaderIsNeverSent(String name) {
    WriteResult result =
        writeOne(
            builder()
                .setTimeout(Duration.ofMillis(100))
                .setHeaders(() -> Map.of("X-Token", "a", name, "b")));

    assertThat(result).isEqualTo(new WriteResult(0, Map.of(), 1));
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void suppliedNullIsNeverSent() {
    Map<String, String> withoutValue = new HashMap<>();
    withoutValue.put("X-Token", null);

    WriteResult result = writeOne(builder().setMaxAttempts(2).setHeaders(() -> withoutValue));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.GIVEN_UP, 1L));
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void basicAuthIsUserAndPasswordInUtf8() {
    // RFC 7617, 2.1: the example with the pound sign.
    writeOne(builder().setBasicAuth("test", "123\u00A3"));

    assertThat(headers("Authorization")).containsExactly(List.of("Basic dGVzdDoxMjPCow=="));
  }

  @Test
  void bearerTokenIsSentAsItIs() {
    writeOne(builder().setBearerToken("mF_9.B5f-4.1JqM=="));

    assertThat(headers("Authorization")).containsExactly(List.of("Bearer mF_9.B5f-4.1JqM=="));
  }

  @Test
  void credentialsAreNowhereToBeSeen() {
    receiver.answerNext(Answer.status(401).withBody("who are you?"), 4);
    List<RemoteWriteClientBuilder> builders =
        List.of(
            builder().setBasicAuth("user", SECRET),
            builder().setBearerToken(SECRET),
            builder().addHeader("X-Api-Key", SECRET),
            builder().setEndpoint(receiver.endpoint() + "?p=" + SECRET),
            builder().setMaxAttempts(1).setHeaders(() -> Map.of("Host", SECRET)),
            builder().setMaxAttempts(1).setHeaders(() -> Map.of("X-Api-Key", SECRET + "\n")),
            builder().setMaxAttempts(1).setHeaders(() -> Map.of("X-Api-Key", SECRET + "\u00FC")),
            impatient("http://receiver.invalid/?p=" + SECRET).setMaxAttempts(1));
    for (RemoteWriteClientBuilder builder : builders) {
      RemoteWriteClient client = builder.build();
      assertThat(writeOne(client).isComplete()).isFalse();
      client.close();

      assertThat(builder.toString() + client).doesNotContain(SECRET);
      assertThatIllegalStateException()
          .isThrownBy(() -> writeOne(client))
          .withMessageNotContaining(SECRET);
    }

    assertThat(log.lines()).hasSameSizeAs(builders);
    assertThat(log.everything()).doesNotContain(SECRET).doesNotContain("dXNlcjpzM2NyM3Q");
  }
}
