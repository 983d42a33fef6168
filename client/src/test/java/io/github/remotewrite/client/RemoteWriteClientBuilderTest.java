/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings may be. */
class RemoteWriteClientBuilderTest {
  private static final String SECRET = "s3cr3t";

  private static RemoteWriteClientBuilder builder() {
    return RemoteWriteClient.builder("http://receiver:9090/api/v1/write");
  }

  private static void assertRefused(String message, ThrowingCallable setting) {
    assertThatIllegalArgumentException().isThrownBy(setting).withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"receiver:9090", "ftp://receiver/", "http:///write", "http://a b/", "/write", ""})
  void endpointMustBeAnHttpUrl(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteWriteClient.builder(endpoint))
        .withMessageStartingWith("endpoint must ")
        .withMessageEndingWith(": endpoint=" + endpoint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "shop\n", "größe"})
  void userAgentMustBePrintableAscii(String userAgent) {
    assertRefused(
        "userAgent must be printable ASCII: userAgent=" + userAgent,
        () -> builder().setUserAgent(userAgent));
  }

  @Test
  void headerMustNotBeReserved() {
    assertRefused(
        "header must not be a reserved one: name=content-type",
        () -> builder().addHeader("content-type", "text/plain"));
  }

  @Test
  void basicAuthUserMustNotHaveAColon() {
    assertRefused(
        "user must not have a colon, which ends it: length=3",
        () -> builder().setBasicAuth("a:b", SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\n", "größe"})
  void bearerTokenMustBePrintableAscii(String token) {
    assertRefused(
        "token must be printable ASCII without blanks: length=" + token.length(),
        () -> builder().setBearerToken(token));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 365L * 24 * 3600 * 1000 + 1})
  void durationsMustBePositiveAndAtMostAYear(long millis) {
    Duration duration = Duration.ofMillis(millis);
    String rule = " must be positive and at most a year: ";
    assertRefused("timeout" + rule + "timeout=" + duration, () -> builder().setTimeout(duration));
    assertRefused(
        "connectTimeout" + rule + "connectTimeout=" + duration,
        () -> builder().setConnectTimeout(duration));
    assertRefused(
        "minBackoff" + rule + "minBackoff=" + duration, () -> builder().setMinBackoff(duration));
    assertRefused(
        "maxBackoff" + rule + "maxBackoff=" + duration, () -> builder().setMaxBackoff(duration));
  }

  @Test
  void metadataSendIntervalMayBeZeroButNotNegative() {
    assertThat(builder().setMetadataSendInterval(Duration.ZERO).metadataSendInterval()).isZero();
    assertRefused(
        "metadataSendInterval must be positive and at most a year: metadataSendInterval=PT-1S",
        () -> builder().setMetadataSendInterval(Duration.ofSeconds(-1)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, -2, 1000.5, Double.NaN, Double.POSITIVE_INFINITY})
  void backoffMultiplierMustBeFromOneToAThousand(double multiplier) {
    assertRefused(
        "backoffMultiplier must be from 1 to 1000: backoffMultiplier=" + multiplier,
        () -> builder().setBackoffMultiplier(multiplier));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void numbersMustBePositive(int number) {
    assertRefused(
        "maxAttempts must be positive: maxAttempts=" + number,
        () -> builder().setMaxAttempts(number));
    assertRefused(
        "maxSamplesPerSend must be positive: maxSamplesPerSend=" + number,
        () -> builder().setMaxSamplesPerSend(number));
    assertRefused(
        "maxRequestBytes must be positive: maxRequestBytes=" + number,
        () -> builder().setMaxRequestBytes(number));
    assertRefused(
        "capacityBytes must be positive: capacityBytes=" + number,
        () -> builder().setCapacityBytes(number));
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without NullAway do
  void nullIsRefusedByName() {
    assertNullRefused("endpoint", () -> RemoteWriteClient.builder(null));
    assertNullRefused("endpoint", () -> builder().setEndpoint(null));
    assertNullRefused("userAgent", () -> builder().setUserAgent(null));
    assertNullRefused("name", () -> builder().addHeader(null, ""));
    assertNullRefused("value", () -> builder().addHeader("a", null));
    assertNullRefused("headersSupplier", () -> builder().setHeaders(null));
    assertNullRefused("user", () -> builder().setBasicAuth(null, ""));
    assertNullRefused("password", () -> builder().setBasicAuth("", null));
    assertNullRefused("token", () -> builder().setBearerToken(null));
    assertNullRefused("tenant", () -> builder().setTenant(null));
    assertNullRefused("tenant", () -> builder().setThanosTenant(null));
    assertNullRefused("passwordFile", () -> builder().setBasicAuthPasswordFile("", null));
    assertNullRefused("tokenFile", () -> builder().setBearerTokenFile(null));
    assertNullRefused("credentials", () -> builder().setAuthorization("a", null));
    assertNullRefused("credentialsFile", () -> builder().setAuthorizationFile("a", null));
    assertNullRefused("requestSigner", () -> builder().setRequestSigner(null));
    assertNullRefused("timeout", () -> builder().setTimeout(null));
    assertNullRefused("connectTimeout", () -> builder().setConnectTimeout(null));
    assertNullRefused("trustedCertificatesPem", () -> builder().setTrustedCertificates(null));
    assertNullRefused("privateKeyPem", () -> builder().setClientTls(null, new byte[0]));
    assertNullRefused("certificatePem", () -> builder().setClientTls(new byte[0], null));
    Path file = Path.of("f");
    assertNullRefused("keyPassword", () -> builder().setClientTls(new byte[0], new byte[0], null));
    assertNullRefused("trustedCertificatesFile", () -> builder().setTrustedCertificatesFile(null));
    assertNullRefused("keyFile", () -> builder().setClientTlsFiles(null, file));
    assertNullRefused("certificateFile", () -> builder().setClientTlsFiles(file, null));
    assertNullRefused("keyPassword", () -> builder().setClientTlsFiles(file, file, null));
    assertNullRefused("trustStore", () -> builder().setTrustStore(null, new char[0]));
    assertNullRefused("password", () -> builder().setTrustStore(file, null));
    assertNullRefused("keyStore", () -> builder().setKeyStore(null, new char[0]));
    assertNullRefused("password", () -> builder().setKeyStore(file, null));
    assertNullRefused("serverName", () -> builder().setServerName(null));
    assertNullRefused("minTlsVersion", () -> builder().setMinTlsVersion(null));
    assertNullRefused("proxyUrl", () -> builder().setProxyUrl(null));
    assertNullRefused("noProxy", () -> builder().setNoProxy(null));
    assertNullRefused("password", () -> builder().setProxyBasicAuth("", null));
    assertNullRefused("sslContext", () -> builder().setSslContext(null));
    assertNullRefused("proxySelector", () -> builder().setProxySelector(null));
    assertNullRefused("minBackoff", () -> builder().setMinBackoff(null));
    assertNullRefused("maxBackoff", () -> builder().setMaxBackoff(null));
    assertNullRefused("retryableException", () -> builder().setRetryableException(null));
    assertNullRefused("metadataSendInterval", () -> builder().setMetadataSendInterval(null));
    assertNullRefused("compression", () -> builder().setCompression(null));
    assertNullRefused("threadFactory", () -> builder().setThreadFactory(null));
  }

  private static void assertNullRefused(String name, ThrowingCallable setting) {
    assertThatNullPointerException().isThrownBy(setting).withMessage(name);
  }

  @Test
  void maxBackoffMustNotBeShorterThanMinBackoff() {
    assertRefused(
        "maxBackoff must not be shorter than minBackoff: minBackoff=PT6S, maxBackoff=PT5S",
        () -> builder().setMinBackoff(Duration.ofSeconds(6)).build());
  }

  @Test
  void atMostOneWayOfAuthenticationMayBeSet() {
    Map<String, UnaryOperator<RemoteWriteClientBuilder>> ways = new LinkedHashMap<>();
    ways.put("setBasicAuth", b -> b.setBasicAuth("user", SECRET));
    ways.put("setBasicAuthPasswordFile", b -> b.setBasicAuthPasswordFile("user", Path.of("p")));
    ways.put("setBearerToken", b -> b.setBearerToken(SECRET));
    ways.put("setBearerTokenFile", b -> b.setBearerTokenFile(Path.of("t")));
    ways.put("setAuthorization", b -> b.setAuthorization("Token", SECRET));
    ways.put("setAuthorizationFile", b -> b.setAuthorizationFile("Token", Path.of("c")));
    ways.put("setRequestSigner", b -> b.setRequestSigner(request -> Map.of()));
    ways.put("an Authorization header", b -> b.addHeader("authorization", SECRET));
    ways.put("user-info in the endpoint", b -> b.setEndpoint("http://u:" + SECRET + "@host/"));
    ways.forEach(
        (one, setOne) ->
            ways.forEach(
                (other, setOther) -> {
                  if (!one.equals(other)) {
                    RemoteWriteClientBuilder both = setOther.apply(setOne.apply(builder()));
                    assertThatIllegalArgumentException()
                        .isThrownBy(both::build)
                        .withMessageStartingWith("at most one of ")
                        .withMessageContaining(one)
                        .withMessageContaining(other)
                        .withMessageEndingWith(" may be set: count=2");
                  }
                }));
  }

  @Test
  void wayOfAuthenticationCanBeSetAnew() {
    builder().setBasicAuth("a", "b").setBasicAuth("c", "d").build().close();
  }

  @Test
  void filesOfCredentialsMustBeThereWhenTheSenderIsBuilt() {
    Path nowhere = Path.of("/no/such/file");
    for (RemoteWriteClientBuilder builder :
        List.of(
            builder().setBasicAuthPasswordFile("user", nowhere),
            builder().setBearerTokenFile(nowhere),
            builder().setAuthorizationFile("Token", nowhere),
            builder().setTrustedCertificatesFile(nowhere),
            builder().setTrustStore(nowhere, SECRET.toCharArray()),
            builder().setKeyStore(nowhere, SECRET.toCharArray()))) {
      assertRefused("files must be readable: files=[/no/such/file]", builder::build);
    }
    assertRefused(
        "files must be readable: files=[/no/such/file, /no/such/file]",
        builder().setClientTlsFiles(nowhere, nowhere)::build);
  }

  @Test
  void atMostOneWayOfTrustAndOneIdentityMayBeSet() {
    Path file = Path.of("f");
    char[] password = SECRET.toCharArray();
    byte[] pem = {};
    assertRefused(
        "at most one of setTrustedCertificates, setTrustedCertificatesFile, setTrustStore may be"
            + " set: count=3",
        builder()
                .setTrustedCertificates(pem)
                .setTrustedCertificatesFile(file)
                .setTrustStore(file, password)
            ::build);
    assertRefused(
        "at most one of setClientTls, setClientTlsFiles, setKeyStore may be set: count=3",
        builder().setClientTls(pem, pem).setClientTlsFiles(file, file).setKeyStore(file, password)
            ::build);
  }

  @Test
  void atMostOneWayToFindAProxyMayBeSet() {
    assertRefused(
        "at most one of setProxySelector, setProxyUrl, setProxyFromEnvironment may be set: count=3",
        builder()
                .setProxyUrl("http://proxy:3128")
                .setProxyFromEnvironment(true)
                .setProxySelector(ProxySelector.getDefault())
            ::build);
    assertRefused(
        "setNoProxy needs setProxyUrl: noProxy=example.com",
        builder().setNoProxy("example.com")::build);
    assertRefused(
        "setProxyBasicAuth excludes user-info in setProxyUrl: proxyUrl=proxy:3128",
        builder().setProxyUrl("http://u:p@proxy:3128").setProxyBasicAuth("u", "p")::build);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a..b", "größe:1", "-"})
  void serverNameMustBeAHostName(String serverName) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setServerName(serverName))
        .withMessage("serverName must be a host name: serverName=" + serverName);
  }

  @Test
  void defaultsAreTheConstants() {
    RemoteWriteClientBuilder builder = builder();

    assertThat(builder.timeout())
        .isEqualTo(Duration.ofSeconds(RemoteWriteClientBuilder.DEFAULT_TIMEOUT_SECONDS));
    assertThat(builder.maxSamplesPerSend())
        .isEqualTo(RemoteWriteClientBuilder.DEFAULT_MAX_SAMPLES_PER_SEND);
    assertThat(builder.maxRequestBytes())
        .isEqualTo(RemoteWriteClientBuilder.DEFAULT_MAX_REQUEST_BYTES);
    assertThat(builder.sampleAgeLimit())
        .isEqualTo(Duration.ofHours(RemoteWriteClientBuilder.DEFAULT_SAMPLE_AGE_LIMIT_HOURS));
    assertThat(builder.maxShards()).isEqualTo(RemoteWriteClientBuilder.DEFAULT_MAX_SHARDS);
    assertThat(builder.toString())
        .contains(
            "capacityBytes=" + RemoteWriteClientBuilder.DEFAULT_CAPACITY_BYTES,
            "queueDirectory=null",
            "queueFsync=INTERVAL",
            "queueFsyncInterval="
                + Duration.ofMillis(RemoteWriteClientBuilder.DEFAULT_QUEUE_FSYNC_INTERVAL_MILLIS),
            "resultPolicy=ALL");
    assertThat(builder.metadataSendInterval())
        .isEqualTo(
            Duration.ofSeconds(RemoteWriteClientBuilder.DEFAULT_METADATA_SEND_INTERVAL_SECONDS));
    assertThat(builder.backoff().minBackoff().toMillis())
        .isEqualTo(RemoteWriteClientBuilder.DEFAULT_MIN_BACKOFF_MILLIS);
    assertThat(builder.backoff().maxBackoff().toMillis())
        .isEqualTo(RemoteWriteClientBuilder.DEFAULT_MAX_BACKOFF_MILLIS);
    assertThat(builder.backoff().multiplier())
        .isEqualTo(RemoteWriteClientBuilder.DEFAULT_BACKOFF_MULTIPLIER);
    assertThat(builder.backoff().maxAttempts()).isEqualTo(Integer.MAX_VALUE);
    assertThat(builder.httpSettings().compression()).isEqualTo(Compression.SNAPPY);
    assertThat(builder.httpSettings().tls().minVersion()).isEqualTo(TlsVersion.TLS_1_2);
    assertThat(builder.httpSettings().tls().insecureSkipVerify()).isFalse();
    assertThat(builder.httpSettings().connectTimeout())
        .isEqualTo(Duration.ofSeconds(RemoteWriteClientBuilder.DEFAULT_CONNECT_TIMEOUT_SECONDS));
  }

  @Test
  void credentialsAreHiddenInToString() {
    RemoteWriteClientBuilder builder =
        RemoteWriteClient.builder("http://user:" + SECRET + "@receiver/?p=" + SECRET)
            .setBasicAuth("user", SECRET)
            .setBearerToken(SECRET)
            .setAuthorization("Token", SECRET)
            .setProxyUrl("http://user:" + SECRET + "@proxy:3128")
            .setProxyBasicAuth("user", SECRET)
            .setKeyStore(Path.of("store"), SECRET.toCharArray())
            .addHeader("X-Api-Key", SECRET)
            .setClientTls(SECRET.getBytes(UTF_8), SECRET.getBytes(UTF_8));

    assertThat(builder.toString())
        .contains("X-Api-Key")
        .doesNotContain(SECRET)
        .doesNotContain("user:")
        .doesNotContain("Basic ");
  }
}
