/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an {@link OAuth2Signer}, with the names of Prometheus' {@code oauth2}. Not
 * thread-safe.
 */
public final class OAuth2SignerBuilder {
  /** {@value} seconds. */
  public static final long DEFAULT_TIMEOUT_SECONDS = 5;

  private final URI tokenUrl;
  private final String clientId;
  private @Nullable String clientSecret;
  private @Nullable Path clientSecretFile;
  private final Set<String> scopes = new LinkedHashSet<>();
  private final Map<String, String> endpointParameters = new LinkedHashMap<>();
  private boolean clientSecretInBody;
  private @Nullable SSLContext sslContext;
  private Duration timeout = Duration.ofSeconds(DEFAULT_TIMEOUT_SECONDS);
  private Clock clock = Clock.systemUTC();

  OAuth2SignerBuilder(URI tokenUrl, String clientId) {
    this.tokenUrl = tokenUrl;
    this.clientId = clientId;
  }

  /** Sets the client's secret. */
  public OAuth2SignerBuilder setClientSecret(String clientSecret) {
    this.clientSecret = requireNonNull(clientSecret, "clientSecret");
    return this;
  }

  /**
   * Sets a file with the client's secret, read again for every token. It has to be there when the
   * signer is built.
   */
  public OAuth2SignerBuilder setClientSecretFile(Path clientSecretFile) {
    this.clientSecretFile = requireNonNull(clientSecretFile, "clientSecretFile");
    return this;
  }

  /** Adds a scope to ask for. */
  public OAuth2SignerBuilder addScope(String scope) {
    scopes.add(requireNonNull(scope, "scope"));
    return this;
  }

  /** Adds a parameter of the token request, such as {@code audience}. */
  public OAuth2SignerBuilder addEndpointParameter(String name, String value) {
    endpointParameters.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return this;
  }

  /**
   * Sets whether the secret goes in the body of the token request ({@code client_secret_post})
   * instead of its {@code Authorization} header ({@code client_secret_basic}). If unset, false.
   */
  public OAuth2SignerBuilder setClientSecretInBody(boolean clientSecretInBody) {
    this.clientSecretInBody = clientSecretInBody;
    return this;
  }

  /**
   * Sets TLS to the token endpoint: whom to trust, and who we are. If unset, the JVM's own. Host
   * names are verified.
   */
  public OAuth2SignerBuilder setSslContext(SSLContext sslContext) {
    this.sslContext = requireNonNull(sslContext, "sslContext");
    return this;
  }

  /**
   * Sets how long the token endpoint may take to accept a connection, and to answer. If unset,
   * {@value #DEFAULT_TIMEOUT_SECONDS} seconds. Nothing is sent meanwhile if there is no token.
   */
  public OAuth2SignerBuilder setTimeout(Duration timeout) {
    requireNonNull(timeout, "timeout");
    require(
        timeout.toMillis() > 0 && timeout.compareTo(Duration.ofMinutes(5)) <= 0,
        "timeout must be positive and at most 5 minutes: timeout=" + timeout);
    this.timeout = timeout;
    return this;
  }

  /** Sets the time. For tests. */
  OAuth2SignerBuilder setClock(Clock clock) {
    this.clock = clock;
    return this;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Builds the signer. No token is fetched before the first request.
   *
   * @throws IllegalArgumentException if there is no secret, or two, or none can be read
   */
  public OAuth2Signer build() {
    require(
        clientSecret == null || clientSecretFile == null,
        "at most one of setClientSecret, setClientSecretFile may be set: count=2");
    require(
        clientSecret != null || clientSecretFile != null,
        "one of setClientSecret, setClientSecretFile must be set: count=0");
    try {
      String unused = secret(clientSecret, clientSecretFile);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "clientSecretFile must be readable: clientSecretFile=" + clientSecretFile, e);
    }
    ClientCredentials source =
        new ClientCredentials(
            tokenUrl,
            clientId,
            secretOf(clientSecret, clientSecretFile),
            clientSecretInBody,
            Set.copyOf(scopes),
            Map.copyOf(endpointParameters),
            sslContext,
            timeout,
            clock);
    return new OAuth2Signer(new TokenCache(source, clock), toString());
  }

  private static ClientCredentials.Secret secretOf(@Nullable String value, @Nullable Path file) {
    return () -> secret(value, file);
  }

  private static String secret(@Nullable String value, @Nullable Path file) throws IOException {
    if (file == null) {
      return requireNonNull(value, "clientSecret");
    }
    String text = Files.readString(file).strip();
    if (text.isEmpty()) {
      throw new IOException("file must have one line of text: file=" + file + ", length=0");
    }
    return text;
  }

  /** Shows settings without the secret, and of parameters only the names. */
  @Override
  public String toString() {
    return "{tokenUrl="
        + tokenUrl.getScheme()
        + "://"
        + tokenUrl.getAuthority()
        + tokenUrl.getPath()
        + ", clientId="
        + clientId
        + ", scopes="
        + scopes
        + ", endpointParameters="
        + endpointParameters.keySet()
        + "}";
  }
}
