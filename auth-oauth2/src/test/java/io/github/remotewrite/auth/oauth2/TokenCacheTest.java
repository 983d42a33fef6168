/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
  private static final UnsignedRequest REQUEST =
      new UnsignedRequest("POST", URI.create("http://receiver/"), Map.of(), new byte[0]);
  private static final ReceiverAnswer REFUSAL = new ReceiverAnswer(401, Map.of());
  private static final Duration LIFE = Duration.ofHours(1);

  private final FakeTime time = new FakeTime();
  private final AtomicInteger fetched = new AtomicInteger();
  private boolean fails;
  private final TokenCache cache =
      new TokenCache(
          () -> {
            if (fails) {
              throw new IOException("endpoint is away");
            }
            return new Token(
                "token-" + fetched.incrementAndGet(), time.instant(), time.instant().plus(LIFE));
          },
          time);

  private String signed() throws Exception {
    return cache.sign(REQUEST).getOrDefault("Authorization", "none");
  }

  @Test
  void tokenIsFetchedOnceAndRenewedFiveMinutesBeforeItEnds() throws Exception {
    assertThat(signed()).isEqualTo("Bearer token-1");
    time.advance(LIFE.minusMinutes(5).minusSeconds(1));
    assertThat(signed()).isEqualTo("Bearer token-1");
    time.advance(Duration.ofSeconds(1));
    assertThat(signed()).isEqualTo("Bearer token-2");
    assertThat(fetched).hasValue(2);
  }

  @Test
  void shortLivedTokenIsUsedForMostOfItsLife() throws Exception {
    TokenCache shortLived =
        new TokenCache(
            () ->
                new Token(
                    "token-" + fetched.incrementAndGet(),
                    time.instant(),
                    time.instant().plusSeconds(60)),
            time);
    for (int second = 0; second < 600; second++) {
      Map<String, String> unused = shortLived.sign(REQUEST);
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(fetched.get()).isBetween(10, 13);
  }

  @Test
  void goodTokenStaysInUseWhileItCannotBeRenewed() throws Exception {
    assertThat(signed()).isEqualTo("Bearer token-1");
    fails = true;
    time.advance(LIFE.minusSeconds(1));
    assertThat(signed()).isEqualTo("Bearer token-1");
    time.advance(Duration.ofSeconds(1));
    assertThatThrownBy(this::signed).isInstanceOf(IOException.class);

    fails = false;
    assertThat(signed()).isEqualTo("Bearer token-2");
  }

  @Test
  void endpointThatIsAwayIsNotAskedForEachRequestWhileTheTokenIsGood() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    TokenCache counting =
        new TokenCache(
            () -> {
              if (asked.getAndIncrement() > 0) {
                throw new IOException("away");
              }
              return new Token("token", time.instant(), time.instant().plus(LIFE));
            },
            time);
    Map<String, String> unused = counting.sign(REQUEST);
    time.advance(LIFE.minusMinutes(2));
    for (int second = 0; second < 60; second++) {
      unused = counting.sign(REQUEST);
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(asked).hasValue(1 + 6);
  }

  @Test
  void refusedTokenIsReplacedOnce() throws Exception {
    Map<String, String> first = cache.sign(REQUEST);
    time.advance(Duration.ofMinutes(1));

    assertThat(cache.shouldSignAgain(first, REFUSAL)).isTrue();
    Map<String, String> second = cache.sign(REQUEST);
    assertThat(second).containsEntry("Authorization", "Bearer token-2");
    // Refused again at once: the receiver means it.
    assertThat(cache.shouldSignAgain(second, REFUSAL)).isFalse();
    // Another thread's attempt was signed with the first.
    assertThat(cache.shouldSignAgain(first, REFUSAL)).isTrue();
    assertThat(signed()).isEqualTo("Bearer token-2");
    assertThat(fetched).hasValue(2);
  }

  @Test
  void otherAnswersKeepTheToken() throws Exception {
    Map<String, String> first = cache.sign(REQUEST);
    time.advance(Duration.ofMinutes(1));
    for (int status : new int[] {200, 204, 400, 403, 404, 429, 500, 503}) {
      assertThat(cache.shouldSignAgain(first, new ReceiverAnswer(status, Map.of()))).isFalse();
    }
    assertThat(signed()).isEqualTo("Bearer token-1");
  }

  @Test
  void manyThreadsFetchOneToken() throws Exception {
    CountDownLatch all = new CountDownLatch(8);
    TokenCache slow =
        new TokenCache(
            () -> {
              all.await();
              return new Token(
                  "token-" + fetched.incrementAndGet(), time.instant(), time.instant().plus(LIFE));
            },
            time);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Map<String, String>>> signatures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        signatures.add(
            threads.submit(
                () -> {
                  all.countDown();
                  return slow.sign(REQUEST);
                }));
      }
      for (Future<Map<String, String>> signature : signatures) {
        assertThat(signature.get()).containsEntry("Authorization", "Bearer token-1");
      }
      assertThat(fetched).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void tokenIsHiddenInToString() {
    assertThat(new Token("s3cr3t", time.instant(), time.instant()).toString())
        .doesNotContain("s3cr3t");
  }
}
