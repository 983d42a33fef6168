/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import static java.util.Objects.requireNonNull;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import java.net.MalformedURLException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an {@link EntraSigner}. One of {@link #setClientSecret}, {@link
 * #setClientCertificate} and {@link #setManagedIdentity()} must be set. Not thread-safe.
 */
public final class EntraSignerBuilder {
  private static final int TIMEOUT_MILLIS = 5_000;

  private AzureCloud cloud = AzureCloud.PUBLIC;
  private @Nullable String resource;
  private @Nullable String tenantId;
  private @Nullable String clientId;
  private @Nullable IClientCredential clientSecret;
  private @Nullable IClientCredential clientCertificate;
  private @Nullable ManagedIdentityId managedIdentity;
  private @Nullable IHttpClient httpClient;
  private Clock clock = Clock.systemUTC();

  EntraSignerBuilder() {}

  /** Sets the cloud. If unset, {@link AzureCloud#PUBLIC}. */
  public EntraSignerBuilder setCloud(AzureCloud cloud) {
    this.cloud = requireNonNull(cloud, "cloud");
    return this;
  }

  /**
   * Sets what tokens are for, such as {@code https://monitor.azure.com/}. If unset, Azure Monitor
   * of the cloud.
   */
  public EntraSignerBuilder setResource(String resource) {
    this.resource = requireNonNull(resource, "resource");
    return this;
  }

  /** Sets a registered application and its secret. */
  public EntraSignerBuilder setClientSecret(String tenantId, String clientId, String secret) {
    setApplication(tenantId, clientId);
    this.clientSecret = ClientCredentialFactory.createFromSecret(requireNonNull(secret, "secret"));
    return this;
  }

  /** Sets a registered application, and a private key with the certificate it is known by. */
  public EntraSignerBuilder setClientCertificate(
      String tenantId, String clientId, PrivateKey key, X509Certificate certificate) {
    setApplication(tenantId, clientId);
    this.clientCertificate =
        ClientCredentialFactory.createFromCertificate(
            requireNonNull(key, "key"), requireNonNull(certificate, "certificate"));
    return this;
  }

  private void setApplication(String tenantId, String clientId) {
    this.tenantId = requireNonNull(tenantId, "tenantId");
    this.clientId = requireNonNull(clientId, "clientId");
  }

  /** Sets that this machine's own managed identity is used. */
  public EntraSignerBuilder setManagedIdentity() {
    this.managedIdentity = ManagedIdentityId.systemAssigned();
    return this;
  }

  /** Sets a managed identity that was given to this machine. */
  public EntraSignerBuilder setManagedIdentity(String clientId) {
    this.managedIdentity =
        ManagedIdentityId.userAssignedClientId(requireNonNull(clientId, "clientId"));
    return this;
  }

  /** Sets how to reach Entra. For tests. */
  EntraSignerBuilder setHttpClient(IHttpClient httpClient) {
    this.httpClient = httpClient;
    return this;
  }

  /** Sets the time. For tests. */
  EntraSignerBuilder setClock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Builds the signer. No token is fetched before the first request.
   *
   * @throws IllegalArgumentException if there is not one identity
   */
  public EntraSigner build() {
    List<String> set = new ArrayList<>();
    if (clientSecret != null) {
      set.add("setClientSecret");
    }
    if (clientCertificate != null) {
      set.add("setClientCertificate");
    }
    if (managedIdentity != null) {
      set.add("setManagedIdentity");
    }
    if (set.size() != 1) {
      throw new IllegalArgumentException(
          "one of setClientSecret, setClientCertificate, setManagedIdentity must be set: set="
              + set);
    }
    String tokensFor = resource == null ? cloud.monitorResource() : resource;
    TokenSource source =
        managedIdentity == null ? application(tokensFor) : identity(managedIdentity, tokensFor);
    return new EntraSigner(
        new TokenCache(source, clock), "{" + set.get(0) + ", resource=" + tokensFor + "}");
  }

  private TokenSource application(String tokensFor) {
    IClientCredential credential =
        requireNonNull(clientSecret == null ? clientCertificate : clientSecret);
    ConfidentialClientApplication.Builder builder =
        ConfidentialClientApplication.builder(requireNonNull(clientId, "clientId"), credential);
    try {
      builder.authority(cloud.authority(requireNonNull(tenantId, "tenantId")));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("tenantId must be part of a URL: tenantId=" + tenantId, e);
    }
    builder.connectTimeoutForDefaultHttpClient(TIMEOUT_MILLIS);
    builder.readTimeoutForDefaultHttpClient(TIMEOUT_MILLIS);
    if (httpClient != null) {
      builder.httpClient(httpClient);
    }
    ConfidentialClientApplication application = builder.build();
    ClientCredentialParameters parameters =
        ClientCredentialParameters.builder(Set.of(tokensFor + "/.default")).skipCache(true).build();
    return new EntraTokens(() -> application.acquireToken(parameters), clock);
  }

  private TokenSource identity(ManagedIdentityId id, String tokensFor) {
    ManagedIdentityApplication.Builder builder = ManagedIdentityApplication.builder(id);
    builder.connectTimeoutForDefaultHttpClient(TIMEOUT_MILLIS);
    builder.readTimeoutForDefaultHttpClient(TIMEOUT_MILLIS);
    if (httpClient != null) {
      builder.httpClient(httpClient);
    }
    ManagedIdentityApplication application = builder.build();
    ManagedIdentityParameters parameters =
        ManagedIdentityParameters.builder(tokensFor).forceRefresh(true).build();
    return new EntraTokens(() -> application.acquireTokenForManagedIdentity(parameters), clock);
  }

  /** Shows settings without the secret. */
  @Override
  public String toString() {
    return "{cloud=" + cloud + ", tenantId=" + tenantId + ", clientId=" + clientId + "}";
  }
}
