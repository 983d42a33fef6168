/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Signs with a token that is fetched once for many requests.
 *
 * <p>A token is renewed before it ends, by one thread; others go on with the old one meanwhile, and
 * so do all if that fails while it is good. A token that a receiver refuses with 401 is thrown
 * away, unless it is only some seconds old: then it is the receiver's last word, and asking the
 * token endpoint for each request would only spread the trouble. Thread-safe.
 */
final class TokenCache implements RequestSigner {
  private static final String AUTHORIZATION = "Authorization";
  private static final int UNAUTHORIZED = 401;
  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);
  // Also how long to wait after a failure to renew a token that is still good.
  private static final Duration YOUNG = Duration.ofSeconds(10);

  private final TokenSource source;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Token token;
  private volatile Instant renewAt = Instant.MIN;

  TokenCache(TokenSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public Map<String, String> sign(UnsignedRequest request)
      throws IOException, InterruptedException {
    return Map.of(AUTHORIZATION, "Bearer " + current().value());
  }

  private Token current() throws IOException, InterruptedException {
    Instant now = clock.instant();
    Token known = token;
    boolean isGood = known != null && now.isBefore(known.expiresAt());
    if (known != null && isGood && now.isBefore(renewAt)) {
      return known;
    }
    if (known != null && isGood) {
      return fetching.tryLock() ? renewOrKeep(known) : known;
    }
    fetching.lockInterruptibly();
    try {
      Token meanwhile = token;
      if (meanwhile != null && clock.instant().isBefore(meanwhile.expiresAt())) {
        return meanwhile; // Another thread has waited for it.
      }
      return fetch();
    } finally {
      fetching.unlock();
    }
  }

  /** Holds the lock, and leaves it. */
  private Token renewOrKeep(Token known) throws InterruptedException {
    try {
      return clock.instant().isBefore(renewAt) ? known : fetch();
    } catch (IOException | RuntimeException e) {
      // Told when it is not good any more, if that isn't over by then.
      renewAt = clock.instant().plus(YOUNG);
      return known;
    } finally {
      fetching.unlock();
    }
  }

  private Token fetch() throws IOException, InterruptedException {
    Token fresh = source.fetch();
    Duration life = Duration.between(fresh.fetchedAt(), fresh.expiresAt());
    Duration margin = life.dividedBy(5);
    renewAt =
        fresh.expiresAt().minus(margin.compareTo(LONGEST_MARGIN) < 0 ? margin : LONGEST_MARGIN);
    token = fresh;
    return fresh;
  }

  @Override
  public boolean shouldSignAgain(Map<String, String> signed, ReceiverAnswer answer) {
    if (answer.status() != UNAUTHORIZED) {
      return false;
    }
    fetching.lock();
    try {
      Token known = token;
      if (known == null || !("Bearer " + known.value()).equals(signed.get(AUTHORIZATION))) {
        return true; // Another thread was faster.
      }
      if (clock.instant().isBefore(known.fetchedAt().plus(YOUNG))) {
        return false;
      }
      token = null;
      return true;
    } finally {
      fetching.unlock();
    }
  }
}
