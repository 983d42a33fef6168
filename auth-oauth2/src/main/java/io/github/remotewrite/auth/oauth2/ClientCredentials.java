/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Tokens by client credentials (RFC 6749, 4.4). Redirects are not followed. */
final class ClientCredentials implements TokenSource {
  private final URI tokenUrl;
  private final String clientId;
  private final Secret secret;
  private final boolean secretInBody;
  private final Set<String> scopes;
  private final Map<String, String> parameters;
  private final @Nullable SSLContext sslContext;
  private final Duration timeout;
  private final Clock clock;

  ClientCredentials(
      URI tokenUrl,
      String clientId,
      Secret secret,
      boolean secretInBody,
      Set<String> scopes,
      Map<String, String> parameters,
      @Nullable SSLContext sslContext,
      Duration timeout,
      Clock clock) {
    this.tokenUrl = tokenUrl;
    this.clientId = clientId;
    this.secret = secret;
    this.secretInBody = secretInBody;
    this.scopes = scopes;
    this.parameters = parameters;
    this.sslContext = sslContext;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public Token fetch() throws IOException {
    Instant now = clock.instant();
    HTTPRequest request = request();
    request.setConnectTimeout((int) timeout.toMillis());
    request.setReadTimeout((int) timeout.toMillis());
    request.setFollowRedirects(false);
    if (sslContext != null) {
      request.setSSLSocketFactory(sslContext.getSocketFactory());
    }
    HTTPResponse response = request.send();
    try {
      TokenResponse parsed = TokenResponse.parse(response);
      if (parsed instanceof AccessTokenResponse success) {
        AccessToken token = success.getTokens().getAccessToken();
        Instant expiresAt =
            token.getLifetime() > 0 ? now.plusSeconds(token.getLifetime()) : Instant.MAX;
        return new Token(token.getValue(), now, expiresAt);
      }
      throw refused(response.getStatusCode(), parsed.toErrorResponse().getErrorObject());
    } catch (ParseException e) {
      // The exception is left out: it repeats what was answered, maybe a token.
      throw new IOException(
          "token endpoint must answer with a token: host="
              + tokenUrl.getHost()
              + ", status="
              + response.getStatusCode());
    }
  }

  private HTTPRequest request() throws IOException {
    com.nimbusds.oauth2.sdk.auth.Secret value =
        new com.nimbusds.oauth2.sdk.auth.Secret(secret.read());
    ClientID id = new ClientID(clientId);
    ClientAuthentication authentication =
        secretInBody ? new ClientSecretPost(id, value) : new ClientSecretBasic(id, value);
    TokenRequest.Builder builder =
        new TokenRequest.Builder(tokenUrl, authentication, new ClientCredentialsGrant());
    if (!scopes.isEmpty()) {
      builder.scope(new Scope(scopes.toArray(new String[0])));
    }
    parameters.forEach(builder::customParameter);
    return builder.build().toHTTPRequest();
  }

  private IOException refused(int status, @Nullable ErrorObject error) {
    return new IOException(
        "token endpoint gives no token: host="
            + tokenUrl.getHost()
            + ", status="
            + status
            + ", error="
            + (error == null ? null : error.getCode()));
  }

  /** The client's secret, as it is now. */
  @FunctionalInterface
  interface Secret {
    String read() throws IOException;
  }
}
