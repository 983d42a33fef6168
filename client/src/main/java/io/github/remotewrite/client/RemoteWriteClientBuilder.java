/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.internal.http.Endpoint;
import io.github.remotewrite.client.internal.http.HeaderRules;
import io.github.remotewrite.client.internal.http.HttpSettings;
import io.github.remotewrite.client.internal.http.PemSslContext;
import io.github.remotewrite.client.internal.http.PemSslContext.ClientTls;
import io.github.remotewrite.client.internal.retry.Backoff;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link RemoteWriteClient}.
 *
 * <p>Every setter checks its own value, {@link #build()} checks what contradicts each other; both
 * throw {@link IllegalArgumentException}. Not thread-safe.
 */
public final class RemoteWriteClientBuilder {
  /** {@value}. */
  public static final int DEFAULT_MAX_SAMPLES_PER_SEND = 2_000;

  /** {@value}. */
  public static final int DEFAULT_MAX_REQUEST_BYTES = 3_000_000;

  /** {@value}. */
  public static final long DEFAULT_CAPACITY_BYTES = 64L * 1024 * 1024;

  /** {@value} seconds. */
  public static final long DEFAULT_TIMEOUT_SECONDS = 10;

  /** {@value} seconds. */
  public static final long DEFAULT_CONNECT_TIMEOUT_SECONDS = 10;

  /** {@value} milliseconds. */
  public static final long DEFAULT_MIN_BACKOFF_MILLIS = 30;

  /** {@value} milliseconds. */
  public static final long DEFAULT_MAX_BACKOFF_MILLIS = 5_000;

  /** {@value}. */
  public static final double DEFAULT_BACKOFF_MULTIPLIER = 2;

  /** {@value} seconds. */
  public static final long DEFAULT_METADATA_SEND_INTERVAL_SECONDS = 60;

  private static final String AUTHORIZATION = "Authorization";

  private Endpoint endpoint;
  private String userAgent = "remote-write-java/" + Version.current();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private Supplier<Map<String, String>> headersSupplier = Map::of;
  private @Nullable String basicAuth;
  private @Nullable String bearerToken;
  private Duration timeout = Duration.ofSeconds(DEFAULT_TIMEOUT_SECONDS);
  private Duration connectTimeout = Duration.ofSeconds(DEFAULT_CONNECT_TIMEOUT_SECONDS);
  private byte @Nullable [] trustedCertificates;
  private @Nullable ClientTls clientTls;
  private @Nullable SSLContext sslContext;
  private @Nullable ProxySelector proxySelector;
  private Duration minBackoff = Duration.ofMillis(DEFAULT_MIN_BACKOFF_MILLIS);
  private Duration maxBackoff = Duration.ofMillis(DEFAULT_MAX_BACKOFF_MILLIS);
  private double backoffMultiplier = DEFAULT_BACKOFF_MULTIPLIER;
  private int maxAttempts = Integer.MAX_VALUE;
  private Predicate<IOException> retryableException = e -> true;
  private int maxSamplesPerSend = DEFAULT_MAX_SAMPLES_PER_SEND;
  private int maxRequestBytes = DEFAULT_MAX_REQUEST_BYTES;
  private long capacityBytes = DEFAULT_CAPACITY_BYTES;
  private Duration metadataSendInterval =
      Duration.ofSeconds(DEFAULT_METADATA_SEND_INTERVAL_SECONDS);
  private ProtocolVersion protocol = ProtocolVersion.AUTO;
  private boolean createdTimestampsEnabled;
  private Compression compression = Compression.SNAPPY;
  private ThreadFactory threadFactory = Thread::new;

  RemoteWriteClientBuilder(String endpoint) {
    this.endpoint = Endpoint.parse(requireNonNull(endpoint, "endpoint"));
  }

  RemoteWriteClientBuilder(RemoteWriteClientBuilder other) {
    this.endpoint = other.endpoint;
    this.userAgent = other.userAgent;
    this.headers.putAll(other.headers);
    this.headersSupplier = other.headersSupplier;
    this.basicAuth = other.basicAuth;
    this.bearerToken = other.bearerToken;
    this.timeout = other.timeout;
    this.connectTimeout = other.connectTimeout;
    this.trustedCertificates = other.trustedCertificates;
    this.clientTls = other.clientTls;
    this.sslContext = other.sslContext;
    this.proxySelector = other.proxySelector;
    this.minBackoff = other.minBackoff;
    this.maxBackoff = other.maxBackoff;
    this.backoffMultiplier = other.backoffMultiplier;
    this.maxAttempts = other.maxAttempts;
    this.retryableException = other.retryableException;
    this.maxSamplesPerSend = other.maxSamplesPerSend;
    this.maxRequestBytes = other.maxRequestBytes;
    this.capacityBytes = other.capacityBytes;
    this.metadataSendInterval = other.metadataSendInterval;
    this.protocol = other.protocol;
    this.createdTimestampsEnabled = other.createdTimestampsEnabled;
    this.compression = other.compression;
    this.threadFactory = other.threadFactory;
  }

  /**
   * Sets where requests go: the whole URL with its path, such as {@code
   * http://localhost:9090/api/v1/write} for Prometheus.
   *
   * @throws IllegalArgumentException if it is no http or https URL with a host, or has a fragment
   *     or user-info
   */
  public RemoteWriteClientBuilder setEndpoint(String endpoint) {
    this.endpoint = Endpoint.parse(requireNonNull(endpoint, "endpoint"));
    return this;
  }

  /**
   * Sets what the {@code User-Agent} header says, as {@code product/version}. If unset, defaults to
   * this library's name and version.
   */
  public RemoteWriteClientBuilder setUserAgent(String userAgent) {
    requireNonNull(userAgent, "userAgent");
    require(
        !userAgent.isBlank() && userAgent.chars().allMatch(c -> c >= ' ' && c < 0x7F),
        "userAgent must be printable ASCII: userAgent=" + userAgent);
    this.userAgent = userAgent;
    return this;
  }

  /**
   * Adds a header to every request, such as {@code X-Scope-OrgID}. Added again, it replaces the
   * value.
   *
   * @throws IllegalArgumentException if the specification reserves the header, or the name or value
   *     can't stand in a header
   */
  public RemoteWriteClientBuilder addHeader(String name, String value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    HeaderRules.check(name, value);
    headers.put(name, value);
    return this;
  }

  /**
   * Sets where to ask for headers before each attempt, such as a token that expires. They win over
   * those of {@link #addHeader}. If the supplier fails or returns a reserved header, the attempt
   * counts as failed and is made again.
   *
   * <p>The supplier runs on the sender's thread: while it blocks, nothing is sent.
   */
  public RemoteWriteClientBuilder setHeaders(Supplier<Map<String, String>> headersSupplier) {
    this.headersSupplier = requireNonNull(headersSupplier, "headersSupplier");
    return this;
  }

  /** Sets a user and a password, sent with every request (RFC 7617). */
  public RemoteWriteClientBuilder setBasicAuth(String user, String password) {
    requireNonNull(user, "user");
    requireNonNull(password, "password");
    require(
        user.indexOf(':') < 0,
        "user must not have a colon, which ends it: length=" + user.length());
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.basicAuth = "Basic " + Base64.getEncoder().encodeToString(credentials);
    return this;
  }

  /** Sets a token, sent with every request (RFC 6750). */
  public RemoteWriteClientBuilder setBearerToken(String token) {
    requireNonNull(token, "token");
    require(
        !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7F),
        "token must be printable ASCII without blanks: length=" + token.length());
    this.bearerToken = "Bearer " + token;
    return this;
  }

  /**
   * Sets how long a write may take, retries included. If unset, defaults to {@value
   * #DEFAULT_TIMEOUT_SECONDS} seconds.
   *
   * <p>More bridges longer outages of the receiver; less lets go of memory earlier. What is not
   * written by then is dropped and counted as {@link DropReason#TIMEOUT}.
   */
  public RemoteWriteClientBuilder setTimeout(Duration timeout) {
    this.timeout = requirePositive(timeout, "timeout");
    return this;
  }

  /**
   * Sets how long to wait for a connection. If unset, defaults to {@value
   * #DEFAULT_CONNECT_TIMEOUT_SECONDS} seconds. {@link #setTimeout} may end the wait earlier.
   */
  public RemoteWriteClientBuilder setConnectTimeout(Duration connectTimeout) {
    this.connectTimeout = requirePositive(connectTimeout, "connectTimeout");
    return this;
  }

  /**
   * Sets the certificates to trust, X.509 in PEM. If unset, the JVM's own are trusted. Excludes
   * {@link #setSslContext}.
   */
  public RemoteWriteClientBuilder setTrustedCertificates(byte[] trustedCertificatesPem) {
    this.trustedCertificates =
        requireNonNull(trustedCertificatesPem, "trustedCertificatesPem").clone();
    return this;
  }

  /**
   * Sets who we are to a receiver that asks for a client certificate: a private key (PKCS#8: RSA,
   * EC or EdDSA) and the chain of its certificates (X.509), both in PEM. Excludes {@link
   * #setSslContext}.
   */
  public RemoteWriteClientBuilder setClientTls(byte[] privateKeyPem, byte[] certificatePem) {
    requireNonNull(privateKeyPem, "privateKeyPem");
    requireNonNull(certificatePem, "certificatePem");
    this.clientTls = new ClientTls(privateKeyPem.clone(), certificatePem.clone());
    return this;
  }

  /**
   * Sets all of TLS at once. Excludes {@link #setTrustedCertificates} and {@link #setClientTls}.
   */
  public RemoteWriteClientBuilder setSslContext(SSLContext sslContext) {
    this.sslContext = requireNonNull(sslContext, "sslContext");
    return this;
  }

  /** Sets which proxy to use. If unset, the JVM's own settings decide. */
  public RemoteWriteClientBuilder setProxySelector(ProxySelector proxySelector) {
    this.proxySelector = requireNonNull(proxySelector, "proxySelector");
    return this;
  }

  /**
   * Sets how long to wait before the first retry. If unset, defaults to {@value
   * #DEFAULT_MIN_BACKOFF_MILLIS} ms. A receiver's {@code Retry-After} replaces the wait.
   */
  public RemoteWriteClientBuilder setMinBackoff(Duration minBackoff) {
    this.minBackoff = requirePositive(minBackoff, "minBackoff");
    return this;
  }

  /**
   * Sets the longest wait between two retries. If unset, defaults to {@value
   * #DEFAULT_MAX_BACKOFF_MILLIS} ms. More spares a receiver in trouble; less notices its recovery
   * earlier.
   */
  public RemoteWriteClientBuilder setMaxBackoff(Duration maxBackoff) {
    this.maxBackoff = requirePositive(maxBackoff, "maxBackoff");
    return this;
  }

  /**
   * Sets how much longer each wait is than the one before it, at least 1. If unset, defaults to
   * {@value #DEFAULT_BACKOFF_MULTIPLIER}.
   */
  public RemoteWriteClientBuilder setBackoffMultiplier(double backoffMultiplier) {
    require(
        backoffMultiplier >= 1 && backoffMultiplier <= 1_000,
        "backoffMultiplier must be from 1 to 1000: backoffMultiplier=" + backoffMultiplier);
    this.backoffMultiplier = backoffMultiplier;
    return this;
  }

  /**
   * Sets how often a request is sent at most, the first time included; 1 means no retry. If unset,
   * only {@link #setTimeout} is the bound.
   */
  public RemoteWriteClientBuilder setMaxAttempts(int maxAttempts) {
    this.maxAttempts = requirePositive(maxAttempts, "maxAttempts");
    return this;
  }

  /** Sets which I/O errors are worth another attempt. If unset, all of them are. */
  public RemoteWriteClientBuilder setRetryableException(Predicate<IOException> retryableException) {
    this.retryableException = requireNonNull(retryableException, "retryableException");
    return this;
  }

  /**
   * Sets how many samples one request carries at most. If unset, defaults to {@value
   * #DEFAULT_MAX_SAMPLES_PER_SEND}.
   *
   * <p>Larger requests mean fewer round trips, more memory, and more lost at once when a receiver
   * rejects one. {@link #setMaxRequestBytes} may close a request earlier. A group of series that is
   * larger by itself goes alone, undivided.
   */
  public RemoteWriteClientBuilder setMaxSamplesPerSend(int maxSamplesPerSend) {
    this.maxSamplesPerSend = requirePositive(maxSamplesPerSend, "maxSamplesPerSend");
    return this;
  }

  /**
   * Sets how many bytes a request has at most before compression. If unset, defaults to {@value
   * #DEFAULT_MAX_REQUEST_BYTES}.
   *
   * <p>Receivers bound this: Prometheus at 32 MiB, others far lower. {@link #setMaxSamplesPerSend}
   * may close a request earlier.
   */
  public RemoteWriteClientBuilder setMaxRequestBytes(int maxRequestBytes) {
    this.maxRequestBytes = requirePositive(maxRequestBytes, "maxRequestBytes");
    return this;
  }

  /**
   * Sets how many bytes of compressed requests may wait in memory. If unset, defaults to {@value
   * #DEFAULT_CAPACITY_BYTES}.
   *
   * <p>Beyond it the oldest are dropped and counted as {@link DropReason#QUEUE_FULL}. More bridges
   * longer outages at the cost of heap.
   */
  public RemoteWriteClientBuilder setCapacityBytes(long capacityBytes) {
    require(capacityBytes > 0, "capacityBytes must be positive: capacityBytes=" + capacityBytes);
    this.capacityBytes = capacityBytes;
    return this;
  }

  /**
   * Sets which version of Remote Write to speak. If unset, defaults to {@link
   * ProtocolVersion#AUTO}: 2.0 where the receiver understands it, else 1.0.
   */
  public RemoteWriteClientBuilder setProtocol(ProtocolVersion protocol) {
    this.protocol = requireNonNull(protocol, "protocol");
    return this;
  }

  /**
   * Sets whether start timestamps are sent in the field of earlier drafts of 2.0, too. If unset,
   * defaults to false.
   *
   * <p>Prometheus 2.54 to 3.7, the 3.5 line among them, knows no other; later ones ignore it. Takes
   * seven bytes for each sample before compression.
   */
  public RemoteWriteClientBuilder setCreatedTimestampsEnabled(boolean createdTimestampsEnabled) {
    this.createdTimestampsEnabled = createdTimestampsEnabled;
    return this;
  }

  /**
   * Sets how requests are compressed. If unset, defaults to {@link Compression#SNAPPY}, the only
   * one that every receiver takes.
   *
   * <p>{@link Compression#ZSTD} about halves the size of requests and takes more processor time. It
   * needs {@code com.github.luben:zstd-jni} at run time, or {@link #build()} fails. A receiver that
   * answers 400 or 415 before it has accepted any gets the same request as snappy at once, and all
   * that follow. {@link #setCapacityBytes} and {@link DeliveryStatistics#bytesWritten()} count
   * snappy bytes all the same.
   */
  public RemoteWriteClientBuilder setCompression(Compression compression) {
    this.compression = requireNonNull(compression, "compression");
    return this;
  }

  /**
   * Sets how often type, help and unit of each metric are sent along; zero for never. If unset,
   * defaults to {@value #DEFAULT_METADATA_SEND_INTERVAL_SECONDS} seconds.
   *
   * <p>Receivers forget metadata after some minutes. Each metric's takes about 100 bytes before
   * compression. This is about 1.0; in 2.0 every series has its metadata.
   */
  public RemoteWriteClientBuilder setMetadataSendInterval(Duration metadataSendInterval) {
    requireNonNull(metadataSendInterval, "metadataSendInterval");
    if (!metadataSendInterval.isZero()) {
      requirePositive(metadataSendInterval, "metadataSendInterval");
    }
    this.metadataSendInterval = metadataSendInterval;
    return this;
  }

  /**
   * Sets what makes the sender's threads. They are named and made daemons afterwards. If unset,
   * they are plain threads.
   */
  public RemoteWriteClientBuilder setThreadFactory(ThreadFactory threadFactory) {
    this.threadFactory = requireNonNull(threadFactory, "threadFactory");
    return this;
  }

  /**
   * Builds the client. Nothing is sent, and no sender's thread started, before the first write.
   *
   * @throws IllegalArgumentException if two settings contradict each other, or one needs a library
   *     that is missing
   */
  public RemoteWriteClient build() {
    require(
        maxBackoff.compareTo(minBackoff) >= 0,
        "maxBackoff must not be shorter than minBackoff: minBackoff="
            + minBackoff
            + ", maxBackoff="
            + maxBackoff);
    int authorizations =
        (basicAuth == null ? 0 : 1)
            + (bearerToken == null ? 0 : 1)
            + (headers.containsKey(AUTHORIZATION) ? 1 : 0);
    require(
        authorizations <= 1,
        "at most one of setBasicAuth, setBearerToken and an Authorization header may be set: count="
            + authorizations);
    require(
        sslContext == null || (trustedCertificates == null && clientTls == null),
        "setSslContext excludes setTrustedCertificates and setClientTls: trustedCertificates="
            + (trustedCertificates == null ? "unset" : "set")
            + ", clientTls="
            + (clientTls == null ? "unset" : "set"));
    return new RemoteWriteClient(this);
  }

  /** Returns a builder with the same settings, to derive a variant from. */
  public RemoteWriteClientBuilder copy() {
    return new RemoteWriteClientBuilder(this);
  }

  HttpSettings httpSettings() {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    if (basicAuth != null) {
      all.put(AUTHORIZATION, basicAuth);
    }
    if (bearerToken != null) {
      all.put(AUTHORIZATION, bearerToken);
    }
    SSLContext tls = sslContext;
    if (trustedCertificates != null || clientTls != null) {
      tls = PemSslContext.create(trustedCertificates, clientTls);
    }
    return new HttpSettings(
        endpoint,
        userAgent,
        all,
        headersSupplier,
        connectTimeout,
        compression,
        tls,
        proxySelector,
        retryableException);
  }

  Backoff backoff() {
    return new Backoff(minBackoff, maxBackoff, backoffMultiplier, maxAttempts);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Duration timeout() {
    return timeout;
  }

  int maxSamplesPerSend() {
    return maxSamplesPerSend;
  }

  int maxRequestBytes() {
    return maxRequestBytes;
  }

  ProtocolVersion protocol() {
    return protocol;
  }

  boolean createdTimestampsEnabled() {
    return createdTimestampsEnabled;
  }

  Duration metadataSendInterval() {
    return metadataSendInterval;
  }

  long capacityBytes() {
    return capacityBytes;
  }

  ThreadFactory threadFactory() {
    return threadFactory;
  }

  /** Shows settings, of headers only the names. */
  @Override
  public String toString() {
    return "{endpoint="
        + endpoint
        + ", userAgent="
        + userAgent
        + ", headers="
        + headers.keySet()
        + ", authentication="
        + (basicAuth != null ? "basic" : bearerToken != null ? "bearer" : "none")
        + ", timeout="
        + timeout
        + ", connectTimeout="
        + connectTimeout
        + ", minBackoff="
        + minBackoff
        + ", maxBackoff="
        + maxBackoff
        + ", maxSamplesPerSend="
        + maxSamplesPerSend
        + ", maxRequestBytes="
        + maxRequestBytes
        + ", capacityBytes="
        + capacityBytes
        + ", protocol="
        + protocol
        + ", createdTimestampsEnabled="
        + createdTimestampsEnabled
        + ", compression="
        + compression
        + ", metadataSendInterval="
        + metadataSendInterval
        + "}";
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private static int requirePositive(int value, String name) {
    require(value > 0, name + " must be positive: " + name + "=" + value);
    return value;
  }

  private static Duration requirePositive(Duration value, String name) {
    requireNonNull(value, name);
    // A year is beyond any use, and keeps the sums of nanoseconds far from overflow.
    require(
        value.compareTo(Duration.ZERO) > 0 && value.compareTo(Duration.ofDays(365)) <= 0,
        name + " must be positive and at most a year: " + name + "=" + value);
    return value;
  }
}
