/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.io.IOException;
import java.util.Map;

/**
 * Signs requests with a token of Microsoft Entra, for Azure Monitor's managed Prometheus.
 *
 * <pre>{@code
 * RemoteWriteClient.builder(ingestionEndpoint)
 *     .setRequestSigner(EntraSigner.builder().setManagedIdentity().build())
 * }</pre>
 *
 * <p>The token is fetched with the first request, renewed before it ends, and once more if a
 * receiver refuses it with 401. Thread-safe. May serve several senders.
 */
public final class EntraSigner implements RequestSigner {
  private final TokenCache tokens;
  private final String shown;

  EntraSigner(TokenCache tokens, String shown) {
    this.tokens = tokens;
    this.shown = shown;
  }

  /** Returns a builder for Azure's public cloud. */
  public static EntraSignerBuilder builder() {
    return new EntraSignerBuilder();
  }

  @Override
  public Map<String, String> sign(UnsignedRequest request)
      throws IOException, InterruptedException {
    return tokens.sign(request);
  }

  @Override
  public boolean shouldSignAgain(Map<String, String> signed, ReceiverAnswer answer) {
    return tokens.shouldSignAgain(signed, answer);
  }

  /** Shows who signs. */
  @Override
  public String toString() {
    return "EntraSigner" + shown;
  }
}
