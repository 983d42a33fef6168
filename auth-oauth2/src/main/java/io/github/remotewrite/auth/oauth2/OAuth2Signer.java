/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Signs requests with a token of OAuth 2.0, got by client credentials (RFC 6749, 4.4).
 *
 * <pre>{@code
 * RemoteWriteClient.builder("https://mimir/api/v1/push")
 *     .setRequestSigner(
 *         OAuth2Signer.builder("https://login.example/token", "metrics")
 *             .setClientSecretFile(Path.of("/etc/secrets/client-secret"))
 *             .addScope("metrics:write")
 *             .build())
 * }</pre>
 *
 * <p>The token is fetched with the first request, renewed before it ends, and once more if a
 * receiver refuses it with 401. Thread-safe. May serve several senders.
 */
public final class OAuth2Signer implements RequestSigner {
  private final TokenCache tokens;
  private final String shown;

  OAuth2Signer(TokenCache tokens, String shown) {
    this.tokens = tokens;
    this.shown = shown;
  }

  /**
   * Returns a builder.
   *
   * @param tokenUrl the token endpoint
   * @param clientId who we are to it
   * @throws IllegalArgumentException if the first is no http or https URL
   */
  public static OAuth2SignerBuilder builder(String tokenUrl, String clientId) {
    requireNonNull(tokenUrl, "tokenUrl");
    requireNonNull(clientId, "clientId");
    URI uri;
    try {
      uri = URI.create(tokenUrl);
    } catch (IllegalArgumentException e) {
      // The exception is left out: it repeats the whole URL.
      throw new IllegalArgumentException("tokenUrl must be a URL: length=" + tokenUrl.length());
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
        || uri.getHost() == null
        || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "tokenUrl must begin with http:// or https:// and have a host and no user-info: host="
              + uri.getHost());
    }
    return new OAuth2SignerBuilder(uri, clientId);
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

  /** Shows where tokens come from. */
  @Override
  public String toString() {
    return "OAuth2Signer" + shown;
  }
}
