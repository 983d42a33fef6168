/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import io.github.remotewrite.receiver.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signer is told, and what becomes of what it says. */
class RequestSignerIT extends ClientFixture {
  private static final String TOKEN = "X-Token";

  @Test
  void signerSeesTheAttemptAsItIsSent() {
    receiver.answerNext(Answer.status(503));
    List<UnsignedRequest> seen = new ArrayList<>();

    writeOne(
        builder()
            .addHeader("X-Scope-OrgID", "tenant")
            .setHeaders(() -> Map.of("X-Supplied", "yes"))
            .setRequestSigner(
                request -> {
                  seen.add(request);
                  return Map.of(TOKEN, "attempt-" + seen.size());
                }));

    assertThat(headers(TOKEN)).containsExactly(List.of("attempt-1"), List.of("attempt-2"));
    assertThat(seen).hasSize(2);
    UnsignedRequest second = seen.get(1);
    assertThat(second.method()).isEqualTo("POST");
    assertThat(second.uri()).hasToString(receiver.endpoint());
    assertThat(second.body()).isEqualTo(receiver.requests().get(1).body());
    assertThat(second.headers())
        .containsEntry("x-scope-orgid", "tenant")
        .containsEntry("x-supplied", "yes")
        .containsEntry("Content-Encoding", "snappy")
        .containsEntry("Content-Type", "application/x-protobuf")
        .containsEntry("X-Prometheus-Remote-Write-Version", "0.1.0")
        .containsEntry("Retry-Attempt", "1")
        .containsKey("User-Agent");
    second
        .headers()
        .forEach((name, value) -> assertThat(headers(name).get(1)).containsExactly(value));
  }

  @Test
  void signedHeaderReplacesOneOfTheSameName() {
    writeOne(
        builder()
            .addHeader(TOKEN, "constant")
            .setRequestSigner(request -> Map.of("x-token", "signed")));

    assertThat(headers(TOKEN)).containsExactly(List.of("signed"));
  }

  @Test
  void attemptThatCannotBeSignedIsMadeAgain() {
    AtomicInteger attempt = new AtomicInteger();

    WriteResult result =
        writeOne(
            builder()
                .setRequestSigner(
                    request ->
                        switch (attempt.getAndIncrement()) {
                          case 0 -> throw new IOException("no token");
                          case 1 -> throw new IllegalStateException("nor now");
                          default -> Map.of(TOKEN, "at last");
                        }));

    assertThat(result.isComplete()).isTrue();
    assertThat(headers(TOKEN)).containsExactly(List.of("at last"));
  }

  @Test
  void signerThatNeverCanIsToldOf() {
    WriteResult result =
        writeOne(
            builder()
                .setMaxAttempts(2)
                .setRequestSigner(
                    request -> {
                      throw new IOException("token endpoint is away");
                    }));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.GIVEN_UP, 1L));
    assertThat(receiver.requests()).isEmpty();
    assertThat(log.everything())
        .contains("request could not be signed")
        .contains("token endpoint is away");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-type", "X-Prometheus-Remote-Write-Version", "a b"})
  void headerThatMustNotBeSetIsNeverSent(String name) {
    WriteResult result =
        writeOne(
            builder().setMaxAttempts(2).setRequestSigner(request -> Map.of(name, "something")));

    assertThat(result.isComplete()).isFalse();
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void headerThatWouldBeginAnotherOneIsNeverSent() {
    writeOne(
        builder().setMaxAttempts(1).setRequestSigner(request -> Map.of(TOKEN, "a\r\nX-Evil: b")));

    assertThat(receiver.requests()).isEmpty();
    assertThat(log.everything()).doesNotContain("Evil");
  }

  @Test
  void suppliedAuthorizationStandsForTheSigner() {
    writeOne(
        builder()
            .setHeaders(() -> Map.of("authorization", "Bearer supplied"))
            .setRequestSigner(request -> Map.of("Authorization", "signed", TOKEN, "signed")));

    assertThat(headers("Authorization")).containsExactly(List.of("Bearer supplied"));
    assertThat(headers(TOKEN)).containsExactly(List.of());
  }

  /** A signer that has a fresh token after each refusal. */
  private static final class FreshTokens implements RequestSigner {
    private final List<ReceiverAnswer> answers = new ArrayList<>();
    private int token = 1;

    @Override
    public Map<String, String> sign(UnsignedRequest request) {
      return Map.of(TOKEN, "token-" + token);
    }

    @Override
    public boolean shouldSignAgain(Map<String, String> signed, ReceiverAnswer answer) {
      answers.add(answer);
      token++;
      return answer.status() == 401;
    }
  }

  @Test
  void refusedAttemptIsSignedAgainAtOnce() {
    receiver.answerNext(Answer.status(401));
    FreshTokens signer = new FreshTokens();

    try (RemoteWriteClient client = builder().setMaxAttempts(1).setRequestSigner(signer).build()) {
      assertThat(writeOne(client).isComplete()).isTrue();
      // Not a retry, which waits and is counted.
      assertThat(client.statistics().samplesRetried()).isZero();
    }

    assertThat(headers(TOKEN)).containsExactly(List.of("token-1"), List.of("token-2"));
    assertThat(headers("Retry-Attempt")).containsExactly(List.of(), List.of());
    assertSameBytes(2);
  }

  @Test
  void secondRefusalCounts() {
    receiver.answerNext(Answer.status(401).withBody("still not"), 2);

    WriteResult result = writeOne(builder().setRequestSigner(new FreshTokens()));

    assertThat(result.samplesDropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    assertThat(receiver.requests()).hasSize(2);
    assertThat(log.everything()).contains("status=401").contains("still not");
  }

  @Test
  void signerLearnsTheAnswerWithItsHeaders() {
    receiver.answerNext(Answer.status(503));
    FreshTokens signer = new FreshTokens();

    writeOne(builder().setRequestSigner(signer));

    assertThat(signer.answers).extracting(ReceiverAnswer::status).startsWith(503);
    assertThat(signer.answers.get(0).header("date")).isPresent();
    assertThat(signer.answers.get(0).header("X-Nothing")).isEmpty();
  }

  @Test
  void timeOfSigningCountsAsTimeOfTheAttempt() {
    CountDownLatch never = new CountDownLatch(1);

    WriteResult result =
        writeOne(
            builder()
                .setTimeout(Duration.ofMillis(200))
                .setRequestSigner(
                    request -> {
                      boolean unused = never.await(300, TimeUnit.MILLISECONDS);
                      return Map.of(TOKEN, "late");
                    }));

    assertThat(result).isEqualTo(new WriteResult(0, Map.of(), 1));
  }

  @Test
  void closingInterruptsASigner() throws Exception {
    CountDownLatch signing = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    RemoteWriteClient client =
        builder()
            .setTimeout(Duration.ofMillis(100))
            .setRequestSigner(
                request -> {
                  signing.countDown();
                  try {
                    new CountDownLatch(1).await();
                    throw new AssertionError("nobody counts down");
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                })
            .build();
    CompletableFuture<WriteResult> unused = client.write(batch -> batch.add(UP, T, 1));
    signing.await();

    client.close();

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
