/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.aws;

import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests with AWS Signature Version 4, which Amazon Managed Service for Prometheus asks
 * for.
 *
 * <pre>{@code
 * RemoteWriteClient.builder(
 *         "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-…/api/v1/remote_write")
 *     .setRequestSigner(SigV4Signer.builder().setRegion("eu-west-1").build())
 * }</pre>
 *
 * <p>Credentials are asked for before each attempt; their provider keeps them and renews them in
 * time. If AWS refuses and its clock differs from this machine's, the attempt is signed once more
 * by its clock, and so are those that follow.
 *
 * <p>Thread-safe. May serve several senders, none of which closes it.
 */
public final class SigV4Signer implements RequestSigner, AutoCloseable {
  // What proxies on the way change, and what says nothing about the content.
  private static final Set<String> UNSIGNED = Set.of("user-agent", "retry-attempt");

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final SigningCredentials credentials;
  private final String region;
  private final String service;
  private final SkewedClock clock;

  SigV4Signer(SigningCredentials credentials, String region, String service, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.service = service;
    this.clock = new SkewedClock(clock);
  }

  /** Returns a builder with the default credentials and region of this machine. */
  public static SigV4SignerBuilder builder() {
    return new SigV4SignerBuilder();
  }

  @Override
  public Map<String, String> sign(UnsignedRequest request) throws InterruptedException {
    AwsCredentialsIdentity identity = resolve();
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(request.uri());
    Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    known.putAll(request.headers());
    known.forEach(
        (name, value) -> {
          if (!UNSIGNED.contains(name.toLowerCase(Locale.ROOT))) {
            unsigned.putHeader(name, value);
          }
        });
    ContentStreamProvider body = () -> new ByteArrayInputStream(request.body());
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(identity)
                    .request(unsigned.build())
                    .payload(body)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock));
    Map<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              // The host is signed as the HTTP client is going to send it.
              if (!known.containsKey(name) && !name.equalsIgnoreCase("Host")) {
                added.put(name, values.get(0));
              }
            });
    return Map.copyOf(added);
  }

  private AwsCredentialsIdentity resolve() throws InterruptedException {
    try {
      return credentials.resolve();
    } catch (CompletionException e) {
      throw new IllegalStateException("credentials must be found", e.getCause());
    }
  }

  @Override
  public boolean shouldSignAgain(Map<String, String> signed, ReceiverAnswer answer) {
    boolean isRefused = answer.status() == 401 || answer.status() == 403 || answer.status() == 400;
    return isRefused
        && answer.header("Date").map(date -> clock.correct(signed, date)).orElse(false);
  }

  /** Ends what renews the credentials of an assumed role. */
  @Override
  public void close() {
    credentials.close();
  }

  /** Shows what it signs for. */
  @Override
  public String toString() {
    return "SigV4Signer{region=" + region + ", service=" + service + ", " + credentials + "}";
  }
}
