/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.aws;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Settings of a {@link SigV4Signer}, with the names of Prometheus' {@code sigv4}.
 *
 * <p>At most one of {@link #setCredentials}, {@link #setProfile} and {@link
 * #setCredentialsProvider} may be set. If none is, AWS' default chain decides: system properties,
 * environment variables, a web identity token (EKS), the default profile, the container, the
 * machine. Not thread-safe.
 */
public final class SigV4SignerBuilder {
  /** {@value}. */
  public static final String DEFAULT_SERVICE = "aps";

  private static final String SESSION_NAME = "remote-write-java";

  private @Nullable String region;
  private String service = DEFAULT_SERVICE;
  private @Nullable AwsCredentials credentials;
  private @Nullable String profile;
  private @Nullable IdentityProvider<? extends AwsCredentialsIdentity> credentialsProvider;
  private @Nullable String roleArn;
  private @Nullable String externalId;
  private boolean fipsStsEndpointUsed;
  private @Nullable URI stsEndpoint;
  private Clock clock = Clock.systemUTC();

  SigV4SignerBuilder() {}

  /** Sets the region, such as {@code eu-west-1}. If unset, AWS' default chain decides. */
  public SigV4SignerBuilder setRegion(String region) {
    this.region = requireText(region, "region");
    return this;
  }

  /** Sets the name of the service that is signed for. If unset, {@value #DEFAULT_SERVICE}. */
  public SigV4SignerBuilder setService(String service) {
    this.service = requireText(service, "service");
    return this;
  }

  /** Sets an access key and its secret. */
  public SigV4SignerBuilder setCredentials(String accessKey, String secretKey) {
    this.credentials =
        AwsBasicCredentials.create(
            requireText(accessKey, "accessKey"), requireText(secretKey, "secretKey"));
    return this;
  }

  /** Sets an access key and its secret, which are good together with a session's token. */
  public SigV4SignerBuilder setCredentials(
      String accessKey, String secretKey, String sessionToken) {
    this.credentials =
        AwsSessionCredentials.create(
            requireText(accessKey, "accessKey"),
            requireText(secretKey, "secretKey"),
            requireText(sessionToken, "sessionToken"));
    return this;
  }

  /** Sets a profile of AWS' shared files, {@code ~/.aws/config} and {@code credentials}. */
  public SigV4SignerBuilder setProfile(String profile) {
    this.profile = requireText(profile, "profile");
    return this;
  }

  /** Sets where to ask for credentials before each attempt. Whoever made it closes it. */
  public SigV4SignerBuilder setCredentialsProvider(
      IdentityProvider<? extends AwsCredentialsIdentity> credentialsProvider) {
    this.credentialsProvider = requireNonNull(credentialsProvider, "credentialsProvider");
    return this;
  }

  /**
   * Sets a role to assume with those credentials, such as {@code
   * arn:aws:iam::123456789012:role/metrics}.
   */
  public SigV4SignerBuilder setRoleArn(String roleArn) {
    this.roleArn = requireText(roleArn, "roleArn");
    return this;
  }

  /** Sets what the role's owner wants to be told when it is assumed. */
  public SigV4SignerBuilder setExternalId(String externalId) {
    this.externalId = requireText(externalId, "externalId");
    return this;
  }

  /**
   * Sets whether the role is assumed at an endpoint that complies with FIPS 140. If unset, false.
   */
  public SigV4SignerBuilder setFipsStsEndpointUsed(boolean fipsStsEndpointUsed) {
    this.fipsStsEndpointUsed = fipsStsEndpointUsed;
    return this;
  }

  /** Sets where roles are assumed. For tests. */
  SigV4SignerBuilder setStsEndpoint(URI stsEndpoint) {
    this.stsEndpoint = stsEndpoint;
    return this;
  }

  /** Sets the time. For tests. */
  SigV4SignerBuilder setClock(Clock clock) {
    this.clock = clock;
    return this;
  }

  private static String requireText(String value, String name) {
    requireNonNull(value, name);
    require(!value.isBlank(), name + " must not be blank: length=" + value.length());
    return value;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Builds the signer. Credentials are not looked for before the first request.
   *
   * @throws IllegalArgumentException if two settings contradict each other, or no region is found
   */
  public SigV4Signer build() {
    List<String> set = new ArrayList<>();
    if (credentials != null) {
      set.add("setCredentials");
    }
    if (profile != null) {
      set.add("setProfile");
    }
    if (credentialsProvider != null) {
      set.add("setCredentialsProvider");
    }
    require(
        set.size() <= 1,
        "at most one of " + String.join(", ", set) + " may be set: count=" + set.size());
    require(roleArn != null || externalId == null, "setExternalId needs setRoleArn: roleArn=unset");
    require(
        roleArn != null || !fipsStsEndpointUsed,
        "setFipsStsEndpointUsed needs setRoleArn: roleArn=unset");
    String foundRegion = region == null ? defaultRegion() : region;
    return new SigV4Signer(signingCredentials(foundRegion), foundRegion, service, clock);
  }

  private String defaultRegion() {
    DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
    if (profile != null) {
      chain.profileName(profile);
    }
    try {
      return chain.build().getRegion().id();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "region must be set, since AWS' default chain has none: profile=" + profile, e);
    }
  }

  private SigningCredentials signingCredentials(String foundRegion) {
    List<SdkAutoCloseable> owned = new ArrayList<>();
    SigningCredentials base = baseCredentials(owned);
    if (roleArn == null) {
      return base;
    }
    StsClientBuilder sts =
        StsClient.builder()
            .region(Region.of(foundRegion))
            .credentialsProvider(base.provider())
            .fipsEnabled(fipsStsEndpointUsed)
            .httpClientBuilder(UrlConnectionHttpClient.builder());
    if (stsEndpoint != null) {
      sts.endpointOverride(stsEndpoint);
    }
    StsClient client = sts.build();
    StsAssumeRoleCredentialsProvider assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(client)
            .refreshRequest(
                request ->
                    request.roleArn(roleArn).externalId(externalId).roleSessionName(SESSION_NAME))
            .build();
    owned.add(0, assumed);
    owned.add(1, client);
    return new SigningCredentials("role " + roleArn, assumed, List.copyOf(owned));
  }

  private SigningCredentials baseCredentials(List<SdkAutoCloseable> owned) {
    if (credentials != null) {
      return new SigningCredentials(
          "static", StaticCredentialsProvider.create(credentials), List.of());
    }
    if (credentialsProvider != null) {
      return new SigningCredentials("provider", credentialsProvider, List.of());
    }
    if (profile != null) {
      ProfileCredentialsProvider ofProfile = ProfileCredentialsProvider.create(profile);
      owned.add(ofProfile);
      return new SigningCredentials("profile " + profile, ofProfile, List.copyOf(owned));
    }
    DefaultCredentialsProvider ofMachine = DefaultCredentialsProvider.builder().build();
    owned.add(ofMachine);
    return new SigningCredentials("default", ofMachine, List.copyOf(owned));
  }

  /** Shows settings without credentials. */
  @Override
  public String toString() {
    return "{region="
        + region
        + ", service="
        + service
        + ", credentials="
        + (credentials == null ? "unset" : "set")
        + ", profile="
        + profile
        + ", roleArn="
        + roleArn
        + "}";
  }
}
