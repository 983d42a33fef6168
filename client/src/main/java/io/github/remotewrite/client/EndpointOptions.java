/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.internal.http.Endpoint;
import io.github.remotewrite.client.internal.http.HeaderRules;
import io.github.remotewrite.client.internal.http.HttpSettings;
import io.github.remotewrite.client.internal.http.auth.Authentication;
import io.github.remotewrite.client.internal.http.option.Choice;
import io.github.remotewrite.client.internal.http.proxy.ProxySettings;
import io.github.remotewrite.client.internal.http.tls.TlsSettings;
import io.github.remotewrite.client.internal.queue.DiskQueue;
import io.github.remotewrite.client.internal.queue.LossListener;
import io.github.remotewrite.client.internal.queue.MemoryQueue;
import io.github.remotewrite.client.internal.queue.RequestQueue;
import io.github.remotewrite.client.internal.queue.disk.DiskLogSettings;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.spi.RequestSigner;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private Choice<Authentication> authentication = Choice.none();
  private Duration connectTimeout = Duration.ofSeconds(DEFAULT_CONNECT_TIMEOUT_SECONDS);
  private TlsSettings tls = TlsSettings.DEFAULT;
  private ProxySettings proxy = ProxySettings.OF_JVM;
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
    this.authentication = other.authentication;
    this.connectTimeout = other.connectTimeout;
    this.tls = other.tls;
    this.proxy = other.proxy;
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
   * http://localhost:9090/api/v1/write} for Prometheus. A user and a password before the host are
   * used as {@link #setBasicAuth} would, and never shown.
   *
   * @throws IllegalArgumentException if it is no http or https URL with a host, or has a fragment
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

  /**
   * Sets whose data it is, for Cortex, Mimir and Grafana's other products: the header {@code
   * X-Scope-OrgID}.
   */
  public B setTenant(String tenant) {
    return addHeader("X-Scope-OrgID", requireNonNull(tenant, "tenant"));
  }

  /** Sets whose data it is, for Thanos: the header {@code THANOS-TENANT}. */
  public B setThanosTenant(String tenant) {
    return addHeader("THANOS-TENANT", requireNonNull(tenant, "tenant"));
  }

  /**
   * Sets a user and a password, sent with every request (RFC 7617). At most one way of
   * authentication may be set.
   */
  public B setBasicAuth(String user, String password) {
    return authenticate(
        "setBasicAuth",
        Authentication.basic(requireNonNull(user, "user"), requireNonNull(password, "password")));
  }

  /**
   * Sets a user, and a file with the password. Blanks and line ends around it do not count.
   *
   * <p>The file is read again when it has changed, and when the receiver refuses. While it can't be
   * read, the password stays what it was. It has to be there when the sender is built.
   */
  public B setBasicAuthPasswordFile(String user, Path passwordFile) {
    return authenticate(
        "setBasicAuthPasswordFile",
        Authentication.basicFile(
            requireNonNull(user, "user"), requireNonNull(passwordFile, "passwordFile")));
  }

  /** Sets a token, sent with every request (RFC 6750). */
  public B setBearerToken(String token) {
    return authenticate(
        "setBearerToken", Authentication.authorization("Bearer", requireNonNull(token, "token")));
  }

  /**
   * Sets a file with a token, read again as {@link #setBasicAuthPasswordFile} says. This is how
   * tokens come that somebody else renews, such as those of Kubernetes' service accounts.
   */
  public B setBearerTokenFile(Path tokenFile) {
    return authenticate(
        "setBearerTokenFile",
        Authentication.authorizationFile("Bearer", requireNonNull(tokenFile, "tokenFile")));
  }

  /**
   * Sets the {@code Authorization} header of every request: a type, and credentials of that type.
   */
  public B setAuthorization(String type, String credentials) {
    return authenticate(
        "setAuthorization",
        Authentication.authorization(
            requireNonNull(type, "type"), requireNonNull(credentials, "credentials")));
  }

  /**
   * Sets a type, and a file with credentials of that type, read again as {@link
   * #setBasicAuthPasswordFile} says.
   */
  public B setAuthorizationFile(String type, Path credentialsFile) {
    return authenticate(
        "setAuthorizationFile",
        Authentication.authorizationFile(
            requireNonNull(type, "type"), requireNonNull(credentialsFile, "credentialsFile")));
  }

  /**
   * Sets what signs every attempt, for ways of authentication that take more than a header that
   * stays: OAuth 2.0, Amazon's SigV4, one of your own.
   */
  public B setRequestSigner(RequestSigner requestSigner) {
    return authenticate(
        "setRequestSigner", Authentication.signer(requireNonNull(requestSigner, "requestSigner")));
  }

  private B authenticate(String option, Authentication way) {
    authentication = authentication.with(option, way);
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
   * Sets the certificates to trust, X.509 in PEM. If unset, the JVM's own are trusted. At most one
   * way to say whom to trust may be set.
   */
  public B setTrustedCertificates(byte[] trustedCertificatesPem) {
    this.tls =
        tls.withTrustedCertificates(
            requireNonNull(trustedCertificatesPem, "trustedCertificatesPem"));
    return self();
  }

  /**
   * Sets a file of certificates to trust, X.509 in PEM.
   *
   * <p>Like all files of TLS it has to be there when the sender is built, and is read again when it
   * has changed: attempts that begin a second later at most are made on new connections. While it
   * can't be used, what it held before stays in use.
   */
  public B setTrustedCertificatesFile(Path trustedCertificatesFile) {
    this.tls =
        tls.withTrustedCertificatesFile(
            requireNonNull(trustedCertificatesFile, "trustedCertificatesFile"));
    return self();
  }

  /** Sets a store of certificates to trust, PKCS#12 or JKS. */
  public B setTrustStore(Path trustStore, char[] password) {
    this.tls =
        tls.withTrustStore(
            requireNonNull(trustStore, "trustStore"), requireNonNull(password, "password"));
    return self();
  }

  /**
   * Sets who we are to a receiver that asks for a client certificate: a private key (PKCS#8, PKCS#1
   * or SEC 1: RSA, EC or EdDSA) and the chain of its certificates (X.509), both in PEM. At most one
   * way to say who we are may be set.
   */
  public B setClientTls(byte[] privateKeyPem, byte[] certificatePem) {
    requireNonNull(privateKeyPem, "privateKeyPem");
    requireNonNull(certificatePem, "certificatePem");
    this.tls = tls.withClientTls(privateKeyPem, certificatePem, null);
    return self();
  }

  /** Sets who we are, with a private key that is encrypted (PKCS#8). */
  public B setClientTls(byte[] privateKeyPem, byte[] certificatePem, char[] keyPassword) {
    requireNonNull(privateKeyPem, "privateKeyPem");
    requireNonNull(certificatePem, "certificatePem");
    this.tls =
        tls.withClientTls(
            privateKeyPem, certificatePem, requireNonNull(keyPassword, "keyPassword"));
    return self();
  }

  /**
   * Sets who we are, with a file for the private key and one for the certificates, of the same
   * forms. They are read again as {@link #setTrustedCertificatesFile} says, and used together only
   * once they fit.
   */
  public B setClientTlsFiles(Path keyFile, Path certificateFile) {
    requireNonNull(keyFile, "keyFile");
    requireNonNull(certificateFile, "certificateFile");
    this.tls = tls.withClientTlsFiles(keyFile, certificateFile, null);
    return self();
  }

  /** Sets who we are, with files, of which that for the private key is encrypted (PKCS#8). */
  public B setClientTlsFiles(Path keyFile, Path certificateFile, char[] keyPassword) {
    requireNonNull(keyFile, "keyFile");
    requireNonNull(certificateFile, "certificateFile");
    this.tls =
        tls.withClientTlsFiles(
            keyFile, certificateFile, requireNonNull(keyPassword, "keyPassword"));
    return self();
  }

  /**
   * Sets who we are, with a store that holds a private key and its certificates, PKCS#12 or JKS.
   */
  public B setKeyStore(Path keyStore, char[] password) {
    this.tls =
        tls.withKeyStore(
            requireNonNull(keyStore, "keyStore"), requireNonNull(password, "password"));
    return self();
  }

  /** Sets all of TLS at once, instead of whom to trust and who we are. */
  public B setSslContext(SSLContext sslContext) {
    this.tls = tls.withSslContext(requireNonNull(sslContext, "sslContext"));
    return self();
  }

  /**
   * Sets the name that the receiver is asked for (SNI) and that its certificate must be for. If
   * unset, that is the host of the endpoint. For receivers behind an address that no certificate
   * names.
   */
  public B setServerName(String serverName) {
    this.tls = tls.withServerName(requireNonNull(serverName, "serverName"));
    return self();
  }

  /** Sets the oldest version of TLS to speak. If unset, defaults to {@link TlsVersion#TLS_1_2}. */
  public B setMinTlsVersion(TlsVersion minTlsVersion) {
    this.tls = tls.withMinVersion(requireNonNull(minTlsVersion, "minTlsVersion"));
    return self();
  }

  /**
   * Sets whether to send to whoever answers, without any check of the certificate and of the name
   * in it. If unset, defaults to false: both are checked. True is told in the log as a warning, and
   * concerns this sender alone.
   */
  public B setInsecureSkipVerify(boolean insecureSkipVerify) {
    this.tls = tls.withInsecureSkipVerify(insecureSkipVerify);
    return self();
  }

  /**
   * Sets the proxy to use, {@code http://[user:password@]host:port}. If unset, the JVM's own
   * settings decide ({@code https.proxyHost} and its like). At most one way to say which proxy may
   * be set.
   */
  public B setProxyUrl(String proxyUrl) {
    this.proxy = proxy.withUrl(requireNonNull(proxyUrl, "proxyUrl"));
    return self();
  }

  /**
   * Sets which hosts are reached without the proxy of {@link #setProxyUrl}: host names (each with
   * all below it), addresses and networks ({@code 192.0.2.0/24}), separated by commas, with a port
   * or without; {@code *} for all. If unset, there are none.
   */
  public B setNoProxy(String noProxy) {
    this.proxy = proxy.withNoProxy(requireNonNull(noProxy, "noProxy"));
    return self();
  }

  /**
   * Sets whether the environment variables {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code
   * NO_PROXY} (or their lower case forms) say which proxy to use. If unset, defaults to false.
   */
  public B setProxyFromEnvironment(boolean proxyFromEnvironment) {
    this.proxy = proxy.withFromEnvironment(proxyFromEnvironment);
    return self();
  }

  /** Sets which proxy to use by code of your own. */
  public B setProxySelector(ProxySelector proxySelector) {
    this.proxy = proxy.withSelector(requireNonNull(proxySelector, "proxySelector"));
    return self();
  }

  /**
   * Sets a user and a password for the proxy, whichever way says which it is. They are sent to it
   * with every request, in the clear.
   */
  public B setProxyBasicAuth(String user, String password) {
    this.proxy =
        proxy.withBasicAuth(requireNonNull(user, "user"), requireNonNull(password, "password"));
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
    List<String> ways = new ArrayList<>(authentication.options());
    if (headers.containsKey(AUTHORIZATION)) {
      ways.add("an Authorization header");
    }
    if (endpoint.userInfo() != null) {
      ways.add("user-info in the endpoint");
    }
    Choice.requireAtMostOne(ways);
    tls.requireConsistent();
    proxy.requireConsistent();
  }

  HttpSettings httpSettings() {
    return new HttpSettings(
        endpoint,
        userAgent,
        Map.copyOf(headers),
        headersSupplier,
        authentication(),
        connectTimeout,
        compression,
        tls,
        proxy,
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

  private Optional<Authentication> authentication() {
    String userInfo = endpoint.userInfo();
    return userInfo == null
        ? authentication.value()
        : Optional.of(Authentication.userInfo(userInfo));
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
        + authentication().map(Authentication::toString).orElse("none")
        + ", tls="
        + tls
        + ", proxy="
        + proxy
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
