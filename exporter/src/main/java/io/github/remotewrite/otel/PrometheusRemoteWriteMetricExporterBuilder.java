/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.client.RemoteWriteClientBuilder;
import io.github.remotewrite.otel.internal.env.ProcessIdentity;
import io.github.remotewrite.otel.internal.env.SuppressedInstrumentation;
import io.github.remotewrite.otel.internal.translate.TranslationSettings;
import io.github.remotewrite.otel.internal.translate.Translator;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link PrometheusRemoteWriteMetricExporter}.
 *
 * <p>Names and behaviour are those of OpenTelemetry's {@code OtlpHttpMetricExporterBuilder}
 * wherever it has the option. Every setter checks its own value, {@link #build()} checks what
 * contradicts each other; both throw {@link IllegalArgumentException}. Not thread-safe.
 */
public final class PrometheusRemoteWriteMetricExporterBuilder {
  /** {@value}. */
  public static final String DEFAULT_ENDPOINT = "http://localhost:9090/api/v1/write";

  private final RemoteWriteClientBuilder client;
  private MemoryMode memoryMode = MemoryMode.REUSABLE_DATA;
  private DefaultAggregationSelector defaultAggregationSelector =
      DefaultAggregationSelector.getDefault();
  private boolean instanceFallbackEnabled = true;

  PrometheusRemoteWriteMetricExporterBuilder() {
    client = RemoteWriteClient.builder(DEFAULT_ENDPOINT);
    client.setThreadFactory(SuppressedInstrumentation::newThread);
  }

  PrometheusRemoteWriteMetricExporterBuilder(PrometheusRemoteWriteMetricExporterBuilder other) {
    client = other.client.copy();
    memoryMode = other.memoryMode;
    defaultAggregationSelector = other.defaultAggregationSelector;
    instanceFallbackEnabled = other.instanceFallbackEnabled;
  }

  /**
   * Sets where requests go: the whole URL with its path. If unset, defaults to {@value
   * #DEFAULT_ENDPOINT}.
   *
   * @throws IllegalArgumentException if it is no http or https URL with a host, or has a fragment
   *     or user-info
   */
  public PrometheusRemoteWriteMetricExporterBuilder setEndpoint(String endpoint) {
    client.setEndpoint(endpoint);
    return this;
  }

  /**
   * Adds a header to every request, such as {@code X-Scope-OrgID}. Added again, it replaces the
   * value.
   *
   * @throws IllegalArgumentException if the Remote Write specification reserves the header, or the
   *     key or value can't stand in a header
   */
  public PrometheusRemoteWriteMetricExporterBuilder addHeader(String key, String value) {
    client.addHeader(key, value);
    return this;
  }

  /**
   * Sets where to ask for headers before each attempt, such as a token that expires. They win over
   * those of {@link #addHeader}. If the supplier fails or returns a reserved header, the attempt
   * counts as failed and is made again.
   *
   * <p>The supplier runs on the sender's thread: while it blocks, nothing is sent.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setHeaders(
      Supplier<Map<String, String>> headerSupplier) {
    client.setHeaders(headerSupplier);
    return this;
  }

  /** Sets a user and a password, sent with every request (RFC 7617). */
  public PrometheusRemoteWriteMetricExporterBuilder setBasicAuth(String user, String password) {
    client.setBasicAuth(user, password);
    return this;
  }

  /** Sets a token, sent with every request (RFC 6750). */
  public PrometheusRemoteWriteMetricExporterBuilder setBearerToken(String token) {
    client.setBearerToken(token);
    return this;
  }

  /**
   * Sets how long an export may take, retries included. If unset, defaults to {@value
   * RemoteWriteClientBuilder#DEFAULT_TIMEOUT_SECONDS} seconds.
   *
   * <p>Keep it below the reader's interval: the reader doesn't collect while an export is under
   * way. For the same reason it can't be unlimited.
   *
   * @throws IllegalArgumentException unless it is positive
   */
  public PrometheusRemoteWriteMetricExporterBuilder setTimeout(Duration timeout) {
    client.setTimeout(timeout);
    return this;
  }

  /** Sets how long an export may take, see {@link #setTimeout(Duration)}. */
  public PrometheusRemoteWriteMetricExporterBuilder setTimeout(long timeout, TimeUnit unit) {
    return setTimeout(Duration.of(timeout, unit.toChronoUnit()));
  }

  /**
   * Sets how long to wait for a connection. If unset, defaults to {@value
   * RemoteWriteClientBuilder#DEFAULT_CONNECT_TIMEOUT_SECONDS} seconds. {@link
   * #setTimeout(Duration)} may end the wait earlier.
   *
   * @throws IllegalArgumentException unless it is positive
   */
  public PrometheusRemoteWriteMetricExporterBuilder setConnectTimeout(Duration timeout) {
    client.setConnectTimeout(timeout);
    return this;
  }

  /** Sets how long to wait for a connection, see {@link #setConnectTimeout(Duration)}. */
  public PrometheusRemoteWriteMetricExporterBuilder setConnectTimeout(long timeout, TimeUnit unit) {
    return setConnectTimeout(Duration.of(timeout, unit.toChronoUnit()));
  }

  /**
   * Sets the certificates to trust, X.509 in PEM. If unset, the JVM's own are trusted. Excludes
   * {@link #setSslContext}.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setTrustedCertificates(
      byte[] trustedCertificatesPem) {
    client.setTrustedCertificates(trustedCertificatesPem);
    return this;
  }

  /**
   * Sets who we are to a receiver that asks for a client certificate: a private key (PKCS#8: RSA,
   * EC or EdDSA) and the chain of its certificates (X.509), both in PEM. Excludes {@link
   * #setSslContext}.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setClientTls(
      byte[] privateKeyPem, byte[] certificatePem) {
    client.setClientTls(privateKeyPem, certificatePem);
    return this;
  }

  /**
   * Sets all of TLS at once. Excludes {@link #setTrustedCertificates} and {@link #setClientTls}.
   *
   * @param trustManager the one the context was initialised with; the JDK's HTTP client takes it
   *     from there
   */
  public PrometheusRemoteWriteMetricExporterBuilder setSslContext(
      SSLContext sslContext, X509TrustManager trustManager) {
    requireNonNull(trustManager, "trustManager");
    client.setSslContext(sslContext);
    return this;
  }

  /** Sets which proxy to use. If unset, the JVM's own settings decide. */
  public PrometheusRemoteWriteMetricExporterBuilder setProxyOptions(ProxyOptions proxyOptions) {
    client.setProxySelector(proxyOptions.getProxySelector());
    return this;
  }

  /**
   * Sets when a request is tried again after a 5xx, a 429 or an I/O error; null for never. If
   * unset, it is tried until the {@link #setTimeout(Duration) timeout}, first after {@value
   * RemoteWriteClientBuilder#DEFAULT_MIN_BACKOFF_MILLIS} ms, then each time after twice as long, at
   * most {@value RemoteWriteClientBuilder#DEFAULT_MAX_BACKOFF_MILLIS} ms.
   *
   * <p>OpenTelemetry's own default, {@link RetryPolicy#getDefault()}, gives up after five attempts.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setRetryPolicy(
      @Nullable RetryPolicy retryPolicy) {
    if (retryPolicy == null) {
      client.setMaxAttempts(1);
      return this;
    }
    client
        .setMaxAttempts(retryPolicy.getMaxAttempts())
        .setMinBackoff(retryPolicy.getInitialBackoff())
        .setMaxBackoff(retryPolicy.getMaxBackoff())
        .setBackoffMultiplier(retryPolicy.getBackoffMultiplier());
    if (retryPolicy.getRetryExceptionPredicate() != null) {
      client.setRetryableException(retryPolicy.getRetryExceptionPredicate());
    }
    return this;
  }

  /**
   * Sets how many samples one request carries at most. If unset, defaults to {@value
   * RemoteWriteClientBuilder#DEFAULT_MAX_SAMPLES_PER_SEND}.
   *
   * <p>Larger requests mean fewer round trips, more memory, and more lost at once when a receiver
   * rejects one. {@link #setMaxRequestBytes} may close a request earlier. The series of one data
   * point are never divided.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setMaxSamplesPerSend(int maxSamplesPerSend) {
    client.setMaxSamplesPerSend(maxSamplesPerSend);
    return this;
  }

  /**
   * Sets how many bytes a request has at most before compression. If unset, defaults to {@value
   * RemoteWriteClientBuilder#DEFAULT_MAX_REQUEST_BYTES}.
   *
   * <p>Receivers bound this: Prometheus at 32 MiB, others far lower. {@link #setMaxSamplesPerSend}
   * may close a request earlier.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setMaxRequestBytes(int maxRequestBytes) {
    client.setMaxRequestBytes(maxRequestBytes);
    return this;
  }

  /**
   * Sets whether {@code instance} is host name and process id where the resource has no {@code
   * service.instance.id}. If unset, defaults to true.
   *
   * <p>The SDK sets no instance id by itself, and two replicas without one overwrite each other's
   * samples. Without the fallback such a resource has no {@code instance}; with it, each restart
   * begins new series.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setInstanceFallbackEnabled(
      boolean instanceFallbackEnabled) {
    this.instanceFallbackEnabled = instanceFallbackEnabled;
    return this;
  }

  /**
   * Sets whether the SDK may reuse the objects it hands over. If unset, defaults to {@link
   * MemoryMode#REUSABLE_DATA}, which spares garbage and is safe here: data is encoded before an
   * export returns.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setMemoryMode(MemoryMode memoryMode) {
    this.memoryMode = requireNonNull(memoryMode, "memoryMode");
    return this;
  }

  /**
   * Sets which aggregation an instrument has that no view decides. If unset, defaults to {@link
   * DefaultAggregationSelector#getDefault()}.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setDefaultAggregationSelector(
      DefaultAggregationSelector defaultAggregationSelector) {
    this.defaultAggregationSelector =
        requireNonNull(defaultAggregationSelector, "defaultAggregationSelector");
    return this;
  }

  /**
   * Builds the exporter. Nothing is sent, and no thread started, before the first export.
   *
   * @throws IllegalArgumentException if two settings contradict each other
   */
  public PrometheusRemoteWriteMetricExporter build() {
    String fallbackInstance = instanceFallbackEnabled ? ProcessIdentity.current() : "";
    return new PrometheusRemoteWriteMetricExporter(
        new PrometheusRemoteWriteMetricExporterBuilder(this),
        client.build(),
        new Translator(
            TranslationSettings.create(fallbackInstance),
            System.getLogger(PrometheusRemoteWriteMetricExporter.class.getName())));
  }

  MemoryMode memoryMode() {
    return memoryMode;
  }

  DefaultAggregationSelector defaultAggregationSelector() {
    return defaultAggregationSelector;
  }

  /** Shows settings, of headers only the names. */
  @Override
  public String toString() {
    return "{memoryMode="
        + memoryMode
        + ", instanceFallbackEnabled="
        + instanceFallbackEnabled
        + ", client="
        + client
        + "}";
  }
}
