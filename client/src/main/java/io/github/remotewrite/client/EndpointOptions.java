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
import io.github.remotewrite.client.internal.queue.DiskQueue;
import io.github.remotewrite.client.internal.queue.LossListener;
import io.github.remotewrite.client.internal.queue.MemoryQueue;
import io.github.remotewrite.client.internal.queue.RequestQueue;
import io.github.remotewrite.client.internal.queue.disk.DiskLogSettings;
import io.github.remotewrite.client.internal.retry.Backoff;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How one receiver is reached: where it is, who we are to it, what waits for it and how often it is
 * tried.
 *
 * <p>Every setter checks its own value and throws {@link IllegalArgumentException} with the broken
 * rule. Not thread-safe. Not meant to be extended by others.
 *
 * @param <B> the builder that has these options
 */
public abstract class EndpointOptions<B extends EndpointOptions<B>> {
  /** {@value} hours. */
  public static final long DEFAULT_SAMPLE_AGE_LIMIT_HOURS = 2;

  /** {@value}. */
  public static final long DEFAULT_CAPACITY_BYTES = 64L * 1024 * 1024;

  /** {@value} seconds. */
  public static final long DEFAULT_CONNECT_TIMEOUT_SECONDS = 10;

  /** {@value} milliseconds. */
  public static final long DEFAULT_MIN_BACKOFF_MILLIS = 30;

  /** {@value} milliseconds. */
  public static final long DEFAULT_MAX_BACKOFF_MILLIS = 5_000;

  /** {@value}. */
  public static final double DEFAULT_BACKOFF_MULTIPLIER = 2;

  /** {@value} milliseconds. */
  public static final long DEFAULT_QUEUE_FSYNC_INTERVAL_MILLIS = 1_000;

  private static final String AUTHORIZATION = "Authorization";

  private Endpoint endpoint;
  private String userAgent = "remote-write-java/" + Version.current();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private Supplier<Map<String, String>> headersSupplier = Map::of;
  private @Nullable String basicAuth;
  private @Nullable String bearerToken;
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
  private Duration sampleAgeLimit = Duration.ofHours(DEFAULT_SAMPLE_AGE_LIMIT_HOURS);
  private long capacityBytes = DEFAULT_CAPACITY_BYTES;
  private @Nullable Path queueDirectory;
  private FsyncPolicy queueFsync = FsyncPolicy.INTERVAL;
  private Duration queueFsyncInterval = Duration.ofMillis(DEFAULT_QUEUE_FSYNC_INTERVAL_MILLIS);
  private ProtocolVersion protocol = ProtocolVersion.AUTO;
  private Compression compression = Compression.SNAPPY;

  EndpointOptions(String endpoint) {
    this.endpoint = Endpoint.parse(requireNonNull(endpoint, "endpoint"));
  }

  EndpointOptions(EndpointOptions<?> other) {
    this.endpoint = other.endpoint;
    this.userAgent = other.userAgent;
    this.headers.putAll(other.headers);
    this.headersSupplier = other.headersSupplier;
    this.basicAuth = other.basicAuth;
    this.bearerToken = other.bearerToken;
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
    this.sampleAgeLimit = other.sampleAgeLimit;
    this.capacityBytes = other.capacityBytes;
    this.queueDirectory = other.queueDirectory;
    this.queueFsync = other.queueFsync;
    this.queueFsyncInterval = other.queueFsyncInterval;
    this.protocol = other.protocol;
    this.compression = other.compression;
  }

  /** Returns this builder under its own type. */
  protected abstract B self();

  /**
   * Sets where requests go: the whole URL with its path, such as {@code
   * http://localhost:9090/api/v1/write} for Prometheus.
   *
   * @throws IllegalArgumentException if it is no http or https URL with a host, or has a fragment
   *     or user-info
   */
  public B setEndpoint(String endpoint) {
    this.endpoint = Endpoint.parse(requireNonNull(endpoint, "endpoint"));
    return self();
  }

  /**
   * Sets what the {@code User-Agent} header says, as {@code product/version}. If unset, defaults to
   * this library's name and version.
   */
  public B setUserAgent(String userAgent) {
    requireNonNull(userAgent, "userAgent");
    require(
        !userAgent.isBlank() && userAgent.chars().allMatch(c -> c >= ' ' && c < 0x7F),
        "userAgent must be printable ASCII: userAgent=" + userAgent);
    this.userAgent = userAgent;
    return self();
  }

  /**
   * Adds a header to every request, such as {@code X-Scope-OrgID}. Added again, it replaces the
   * value.
   *
   * @throws IllegalArgumentException if the specification reserves the header, or the name or value
   *     can't stand in a header
   */
  public B addHeader(String name, String value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    HeaderRules.check(name, value);
    headers.put(name, value);
    return self();
  }

  /**
   * Sets where to ask for headers before each attempt, such as a token that expires. They win over
   * those of {@link #addHeader}. If the supplier fails or returns a reserved header, the attempt
   * counts as failed and is made again.
   *
   * <p>The supplier runs on the sender's thread: while it blocks, nothing is sent.
   */
  public B setHeaders(Supplier<Map<String, String>> headersSupplier) {
    this.headersSupplier = requireNonNull(headersSupplier, "headersSupplier");
    return self();
  }

  /** Sets a user and a password, sent with every request (RFC 7617). */
  public B setBasicAuth(String user, String password) {
    requireNonNull(user, "user");
    requireNonNull(password, "password");
    require(
        user.indexOf(':') < 0,
        "user must not have a colon, which ends it: length=" + user.length());
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.basicAuth = "Basic " + Base64.getEncoder().encodeToString(credentials);
    return self();
  }

  /** Sets a token, sent with every request (RFC 6750). */
  public B setBearerToken(String token) {
    requireNonNull(token, "token");
    require(
        !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7F),
        "token must be printable ASCII without blanks: length=" + token.length());
    this.bearerToken = "Bearer " + token;
    return self();
  }

  /**
   * Sets how long to wait for a connection. If unset, defaults to {@value
   * #DEFAULT_CONNECT_TIMEOUT_SECONDS} seconds. {@link SenderOptions#setTimeout} may end the wait
   * earlier.
   */
  public B setConnectTimeout(Duration connectTimeout) {
    this.connectTimeout = requirePositive(connectTimeout, "connectTimeout");
    return self();
  }

  /**
   * Sets the certificates to trust, X.509 in PEM. If unset, the JVM's own are trusted. Excludes
   * {@link #setSslContext}.
   */
  public B setTrustedCertificates(byte[] trustedCertificatesPem) {
    this.trustedCertificates =
        requireNonNull(trustedCertificatesPem, "trustedCertificatesPem").clone();
    return self();
  }

  /**
   * Sets who we are to a receiver that asks for a client certificate: a private key (PKCS#8: RSA,
   * EC or EdDSA) and the chain of its certificates (X.509), both in PEM. Excludes {@link
   * #setSslContext}.
   */
  public B setClientTls(byte[] privateKeyPem, byte[] certificatePem) {
    requireNonNull(privateKeyPem, "privateKeyPem");
    requireNonNull(certificatePem, "certificatePem");
    this.clientTls = new ClientTls(privateKeyPem.clone(), certificatePem.clone());
    return self();
  }

  /**
   * Sets all of TLS at once. Excludes {@link #setTrustedCertificates} and {@link #setClientTls}.
   */
  public B setSslContext(SSLContext sslContext) {
    this.sslContext = requireNonNull(sslContext, "sslContext");
    return self();
  }

  /** Sets which proxy to use. If unset, the JVM's own settings decide. */
  public B setProxySelector(ProxySelector proxySelector) {
    this.proxySelector = requireNonNull(proxySelector, "proxySelector");
    return self();
  }

  /**
   * Sets how long to wait before the first retry. If unset, defaults to {@value
   * #DEFAULT_MIN_BACKOFF_MILLIS} ms. A receiver's {@code Retry-After} replaces the wait.
   */
  public B setMinBackoff(Duration minBackoff) {
    this.minBackoff = requirePositive(minBackoff, "minBackoff");
    return self();
  }

  /**
   * Sets the longest wait between two retries. If unset, defaults to {@value
   * #DEFAULT_MAX_BACKOFF_MILLIS} ms. More spares a receiver in trouble; less notices its recovery
   * earlier.
   */
  public B setMaxBackoff(Duration maxBackoff) {
    this.maxBackoff = requirePositive(maxBackoff, "maxBackoff");
    return self();
  }

  /**
   * Sets how much longer each wait is than the one before it, at least 1. If unset, defaults to
   * {@value #DEFAULT_BACKOFF_MULTIPLIER}.
   */
  public B setBackoffMultiplier(double backoffMultiplier) {
    require(
        backoffMultiplier >= 1 && backoffMultiplier <= 1_000,
        "backoffMultiplier must be from 1 to 1000: backoffMultiplier=" + backoffMultiplier);
    this.backoffMultiplier = backoffMultiplier;
    return self();
  }

  /**
   * Sets how often a request is sent at most, the first time included; 1 means no retry. If unset,
   * only {@link #setSampleAgeLimit} is the bound.
   */
  public B setMaxAttempts(int maxAttempts) {
    this.maxAttempts = requirePositive(maxAttempts, "maxAttempts");
    return self();
  }

  /** Sets which I/O errors are worth another attempt. If unset, all of them are. */
  public B setRetryableException(Predicate<IOException> retryableException) {
    this.retryableException = requireNonNull(retryableException, "retryableException");
    return self();
  }

  /**
   * Sets how long samples are tried to be delivered; zero for ever. If unset, defaults to {@value
   * #DEFAULT_SAMPLE_AGE_LIMIT_HOURS} hours.
   *
   * <p>What is older is dropped and counted as {@link DropReason#EXPIRED}. More bridges longer
   * outages, as far as {@link #setCapacityBytes} allows; but receivers refuse samples that are too
   * old (Prometheus: from one hour on, for series it has newer samples of; other receivers hours
   * later), and some answer 500 to requests that they will never take, which then hold up what
   * comes after them.
   */
  public B setSampleAgeLimit(Duration sampleAgeLimit) {
    requireNonNull(sampleAgeLimit, "sampleAgeLimit");
    if (!sampleAgeLimit.isZero()) {
      requirePositive(sampleAgeLimit, "sampleAgeLimit");
    }
    this.sampleAgeLimit = sampleAgeLimit;
    return self();
  }

  /**
   * Sets how many bytes of compressed requests may wait, in memory or on disk. If unset, defaults
   * to {@value #DEFAULT_CAPACITY_BYTES}.
   *
   * <p>Beyond it the oldest are dropped and counted as {@link DropReason#QUEUE_FULL}. More bridges
   * longer outages, see {@link #setSampleAgeLimit}, at the cost of heap, or disk.
   */
  public B setCapacityBytes(long capacityBytes) {
    require(capacityBytes > 0, "capacityBytes must be positive: capacityBytes=" + capacityBytes);
    this.capacityBytes = capacityBytes;
    return self();
  }

  /**
   * Sets a directory in which requests wait for their receiver, so that they outlive the process.
   * If unset, they wait in memory.
   *
   * <p>It is made if it is missing, belongs to this receiver and one process at a time, and is
   * readable by its owner only. What an earlier process left there is sent first, with its original
   * timestamps, as soon as the sender is built. Every request is written and read back once, which
   * costs some microseconds. Format: {@code docs/disk-format.md}.
   */
  public B setQueueDirectory(Path queueDirectory) {
    this.queueDirectory = requireNonNull(queueDirectory, "queueDirectory");
    return self();
  }

  /**
   * Sets when requests on disk are forced there, which decides what the loss of power costs; a
   * killed process costs nothing. If unset, defaults to {@link FsyncPolicy#INTERVAL}.
   *
   * <p>{@link FsyncPolicy#ALWAYS} makes each export wait for the disk, often for milliseconds.
   */
  public B setQueueFsync(FsyncPolicy queueFsync) {
    this.queueFsync = requireNonNull(queueFsync, "queueFsync");
    return self();
  }

  /**
   * Sets the interval of {@link FsyncPolicy#INTERVAL}. If unset, defaults to {@value
   * #DEFAULT_QUEUE_FSYNC_INTERVAL_MILLIS} ms. More spares the disk; less loses less with the power.
   */
  public B setQueueFsyncInterval(Duration queueFsyncInterval) {
    this.queueFsyncInterval = requirePositive(queueFsyncInterval, "queueFsyncInterval");
    return self();
  }

  /**
   * Sets which version of Remote Write to speak. If unset, defaults to {@link
   * ProtocolVersion#AUTO}: 2.0 where the receiver understands it, else 1.0.
   */
  public B setProtocol(ProtocolVersion protocol) {
    this.protocol = requireNonNull(protocol, "protocol");
    return self();
  }

  /**
   * Sets how requests are compressed. If unset, defaults to {@link Compression#SNAPPY}, the only
   * one that every receiver takes.
   *
   * <p>{@link Compression#ZSTD} about halves the size of requests and takes more processor time. It
   * needs {@code com.github.luben:zstd-jni} at run time, or no sender can be built. A receiver that
   * answers 400 or 415 before it has accepted any gets the same request as snappy at once, and all
   * that follow. {@link #setCapacityBytes} and {@link DeliveryStatistics#bytesWritten()} count
   * snappy bytes all the same.
   */
  public B setCompression(Compression compression) {
    this.compression = requireNonNull(compression, "compression");
    return self();
  }

  /** Checks what contradicts each other. */
  void requireConsistent() {
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

  /**
   * Opens the queue.
   *
   * @throws IllegalArgumentException if its directory can't be used
   */
  <T> RequestQueue<T> openQueue(int lanes, LossListener<T> losses) {
    if (queueDirectory == null) {
      return new MemoryQueue<>(lanes, capacityBytes, losses);
    }
    try {
      return DiskQueue.open(
          queueDirectory,
          lanes,
          new DiskLogSettings(capacityBytes, queueFsync, queueFsyncInterval),
          losses);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "queue directory must be usable: queueDirectory=" + queueDirectory + ", error=" + e, e);
    }
  }

  Backoff backoff() {
    return new Backoff(minBackoff, maxBackoff, backoffMultiplier, maxAttempts);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Returns which version of Remote Write is to be spoken. */
  protected final ProtocolVersion protocol() {
    return protocol;
  }

  Duration sampleAgeLimit() {
    return sampleAgeLimit;
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
        + ", connectTimeout="
        + connectTimeout
        + ", minBackoff="
        + minBackoff
        + ", maxBackoff="
        + maxBackoff
        + ", sampleAgeLimit="
        + sampleAgeLimit
        + ", capacityBytes="
        + capacityBytes
        + ", queueDirectory="
        + queueDirectory
        + ", queueFsync="
        + queueFsync
        + ", queueFsyncInterval="
        + queueFsyncInterval
        + ", protocol="
        + protocol
        + ", compression="
        + compression
        + "}";
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  static int requirePositive(int value, String name) {
    require(value > 0, name + " must be positive: " + name + "=" + value);
    return value;
  }

  static Duration requirePositive(Duration value, String name) {
    requireNonNull(value, name);
    // A year is beyond any use, and keeps the sums of nanoseconds far from overflow.
    require(
        value.compareTo(Duration.ZERO) > 0 && value.compareTo(Duration.ofDays(365)) <= 0,
        name + " must be positive and at most a year: " + name + "=" + value);
    return value;
  }
}
