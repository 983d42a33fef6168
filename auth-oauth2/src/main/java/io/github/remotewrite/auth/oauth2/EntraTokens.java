/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.MsalException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tokens of Microsoft's library, which is told not to keep them: the one cache is ours. */
final class EntraTokens implements TokenSource {
  private static final long TIMEOUT_SECONDS = 30;

  private final Acquisition acquisition;
  private final Clock clock;

  EntraTokens(Acquisition acquisition, Clock clock) {
    this.acquisition = acquisition;
    this.clock = clock;
  }

  @Override
  public Token fetch() throws IOException, InterruptedException {
    Instant now = clock.instant();
    try {
      IAuthenticationResult result = acquisition.acquire().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return new Token(result.accessToken(), now, result.expiresOnDate().toInstant());
    } catch (InterruptedException e) {
      throw e;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("Entra did not answer: timeout=PT" + TIMEOUT_SECONDS + "S");
    } catch (Exception e) {
      throw failure(e);
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    String code = cause instanceof MsalException refused ? refused.errorCode() : null;
    return new IOException("Entra gives no token: error=" + code, cause);
  }

  /** Asks for a token. */
  @FunctionalInterface
  interface Acquisition {
    CompletableFuture<IAuthenticationResult> acquire() throws Exception;
  }
}
