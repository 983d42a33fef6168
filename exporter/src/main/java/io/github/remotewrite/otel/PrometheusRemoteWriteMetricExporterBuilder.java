/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.SenderOptions;
import io.github.remotewrite.client.internal.text.DecimalText;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.otel.internal.env.ProcessIdentity;
import io.github.remotewrite.otel.internal.env.SuppressedInstrumentation;
import io.github.remotewrite.otel.internal.relabel.Relabeler;
import io.github.remotewrite.otel.internal.translate.TranslationSettings;
import io.github.remotewrite.otel.internal.translate.Translator;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.github.remotewrite.otel.internal.translate.name.MetricNamer;
import io.github.remotewrite.otel.internal.translate.name.UnitNamer;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
public final class PrometheusRemoteWriteMetricExporterBuilder
    extends SenderOptions<PrometheusRemoteWriteMetricExporterBuilder> {
  /** {@value}. */
  public static final String DEFAULT_ENDPOINT = "http://localhost:9090/api/v1/write";

  private Supplier<MeterProvider> meterProvider = MeterProvider::noop;
  private MemoryMode memoryMode = MemoryMode.REUSABLE_DATA;
  private DefaultAggregationSelector defaultAggregationSelector =
      DefaultAggregationSelector.getDefault();
  private TranslationStrategy translationStrategy =
      TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
  private String namespace = "";
  private boolean ratioSuffixEnabled = true;
  private boolean openMetricsNumbersEnabled;
  private boolean labelNameUnderscoreSanitizationEnabled;
  private boolean labelNameMultipleUnderscoresPreserved;
  private boolean instanceFallbackEnabled = true;
  private boolean targetInfoEnabled = true;
  private boolean identifyingResourceAttributesKept;
  private Predicate<String> promotedResourceAttributes = key -> false;
  private boolean scopeLabelsEnabled = true;
  private final Map<String, String> externalLabels = new TreeMap<>();
  private final List<RelabelConfig> writeRelabelConfigs = new ArrayList<>();
  private boolean classicExponentialHistogramsEnabled;
  private boolean customBucketsEnabled;
  private boolean deltaToCumulativeEnabled = true;
  private boolean staleMarkersForVanishedSeriesEnabled = true;
  private boolean staleMarkersAtShutdownEnabled = true;

  PrometheusRemoteWriteMetricExporterBuilder() {
    super(DEFAULT_ENDPOINT);
    useThreadFactory(SuppressedInstrumentation::newThread);
  }

  PrometheusRemoteWriteMetricExporterBuilder(PrometheusRemoteWriteMetricExporterBuilder other) {
    super(other);
    meterProvider = other.meterProvider;
    memoryMode = other.memoryMode;
    defaultAggregationSelector = other.defaultAggregationSelector;
    translationStrategy = other.translationStrategy;
    namespace = other.namespace;
    ratioSuffixEnabled = other.ratioSuffixEnabled;
    openMetricsNumbersEnabled = other.openMetricsNumbersEnabled;
    labelNameUnderscoreSanitizationEnabled = other.labelNameUnderscoreSanitizationEnabled;
    labelNameMultipleUnderscoresPreserved = other.labelNameMultipleUnderscoresPreserved;
    instanceFallbackEnabled = other.instanceFallbackEnabled;
    targetInfoEnabled = other.targetInfoEnabled;
    identifyingResourceAttributesKept = other.identifyingResourceAttributesKept;
    promotedResourceAttributes = other.promotedResourceAttributes;
    scopeLabelsEnabled = other.scopeLabelsEnabled;
    externalLabels.putAll(other.externalLabels);
    writeRelabelConfigs.addAll(other.writeRelabelConfigs);
    classicExponentialHistogramsEnabled = other.classicExponentialHistogramsEnabled;
    customBucketsEnabled = other.customBucketsEnabled;
    deltaToCumulativeEnabled = other.deltaToCumulativeEnabled;
    staleMarkersForVanishedSeriesEnabled = other.staleMarkersForVanishedSeriesEnabled;
    staleMarkersAtShutdownEnabled = other.staleMarkersAtShutdownEnabled;
  }

  /** Sets how long an export may take, see {@link #setTimeout(Duration)}. */
  public PrometheusRemoteWriteMetricExporterBuilder setTimeout(long timeout, TimeUnit unit) {
    return setTimeout(Duration.of(timeout, unit.toChronoUnit()));
  }

  /** Sets how long to wait for a connection, see {@link #setConnectTimeout(Duration)}. */
  public PrometheusRemoteWriteMetricExporterBuilder setConnectTimeout(long timeout, TimeUnit unit) {
    return setConnectTimeout(Duration.of(timeout, unit.toChronoUnit()));
  }

  @Override
  protected PrometheusRemoteWriteMetricExporterBuilder self() {
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
    return setSslContext(sslContext);
  }

  /** Sets which proxy to use. If unset, the JVM's own settings decide. */
  public PrometheusRemoteWriteMetricExporterBuilder setProxyOptions(ProxyOptions proxyOptions) {
    return setProxySelector(proxyOptions.getProxySelector());
  }

  /**
   * Sets when a request is tried again after a 5xx, a 429 or an I/O error; null for never. If
   * unset, it is tried until the {@link #setTimeout(Duration) timeout}, first after {@value
   * #DEFAULT_MIN_BACKOFF_MILLIS} ms, then each time after twice as long, at most {@value
   * #DEFAULT_MAX_BACKOFF_MILLIS} ms.
   *
   * <p>OpenTelemetry's own default, {@link RetryPolicy#getDefault()}, gives up after five attempts.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setRetryPolicy(
      @Nullable RetryPolicy retryPolicy) {
    if (retryPolicy == null) {
      return setMaxAttempts(1);
    }
    setMaxAttempts(retryPolicy.getMaxAttempts())
        .setMinBackoff(retryPolicy.getInitialBackoff())
        .setMaxBackoff(retryPolicy.getMaxBackoff())
        .setBackoffMultiplier(retryPolicy.getBackoffMultiplier());
    if (retryPolicy.getRetryExceptionPredicate() != null) {
      setRetryableException(retryPolicy.getRetryExceptionPredicate());
    }
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
   * Sets how names are made. If unset, defaults to {@link
   * TranslationStrategy#UNDERSCORE_ESCAPING_WITH_SUFFIXES}.
   *
   * <p>The strategies that don't escape need Remote Write 2.0: {@link #build()} refuses them
   * together with {@link ProtocolVersion#V1}, and a receiver that turns out to know 1.0 alone gets
   * escaped names.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setTranslationStrategy(
      TranslationStrategy translationStrategy) {
    this.translationStrategy = requireNonNull(translationStrategy, "translationStrategy");
    return this;
  }

  /** Sets what stands before every metric name, with an underscore after it. If unset, nothing. */
  public PrometheusRemoteWriteMetricExporterBuilder setNamespace(String namespace) {
    this.namespace = requireNonNull(namespace, "namespace");
    return this;
  }

  /**
   * Sets whether gauges of unit {@code 1} get {@code _ratio} appended. If unset, defaults to true,
   * as in the Collector and Prometheus' OTLP endpoint; the SDK's pull exporter doesn't.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setRatioSuffixEnabled(
      boolean ratioSuffixEnabled) {
    this.ratioSuffixEnabled = ratioSuffixEnabled;
    return this;
  }

  /**
   * Sets whether {@code le} and {@code quantile} are written as Prometheus 3 writes them when it
   * scrapes, {@code 1.0} and {@code 1e+06}. If unset, defaults to false: {@code 1} and {@code
   * 1000000}, as in the Collector and Prometheus' OTLP endpoint.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setOpenMetricsNumbersEnabled(
      boolean openMetricsNumbersEnabled) {
    this.openMetricsNumbersEnabled = openMetricsNumbersEnabled;
    return this;
  }

  /**
   * Sets whether a label name that would begin with one underscore gets {@code key} before it, the
   * older form of the Collector and Prometheus' OTLP endpoint: {@code _a} → {@code key_a}. If
   * unset, defaults to false.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setLabelNameUnderscoreSanitizationEnabled(
      boolean enabled) {
    this.labelNameUnderscoreSanitizationEnabled = enabled;
    return this;
  }

  /**
   * Sets whether several underscores in a row stay in label names, as in Prometheus' OTLP endpoint:
   * {@code a..b} → {@code a__b}. If unset, defaults to false: {@code a_b}.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setLabelNameMultipleUnderscoresPreserved(
      boolean preserved) {
    this.labelNameMultipleUnderscoresPreserved = preserved;
    return this;
  }

  /**
   * Sets whether each resource is sent as {@code target_info}. If unset, defaults to true. It takes
   * one sample in each export.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setTargetInfoEnabled(
      boolean targetInfoEnabled) {
    this.targetInfoEnabled = targetInfoEnabled;
    return this;
  }

  /**
   * Sets whether {@code service.name}, {@code service.namespace} and {@code service.instance.id}
   * stand on {@code target_info} as well as in {@code job} and {@code instance}. If unset, defaults
   * to false.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setIdentifyingResourceAttributesKept(
      boolean kept) {
    this.identifyingResourceAttributesKept = kept;
    return this;
  }

  /**
   * Sets which resource attributes stand on every series, so that queries need no join with {@code
   * target_info}. If unset, none do.
   *
   * <p>Each makes every series longer, and a value that changes begins new series.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setPromotedResourceAttributes(
      Collection<String> keys) {
    Set<String> exact = Set.copyOf(keys);
    return setPromotedResourceAttributes(exact::contains);
  }

  /**
   * Sets which resource attributes stand on every series, see {@link
   * #setPromotedResourceAttributes(Collection)}.
   *
   * @param keys tells by its key whether an attribute does
   */
  public PrometheusRemoteWriteMetricExporterBuilder setPromotedResourceAttributes(
      Predicate<String> keys) {
    this.promotedResourceAttributes = requireNonNull(keys, "keys");
    return this;
  }

  /**
   * Sets whether series say which instrumentation scope recorded them ({@code otel_scope_name} and
   * its like). If unset, defaults to true.
   *
   * <p>Without them, of two metrics of one name from two libraries only one is sent where their
   * attributes are equal.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setScopeLabelsEnabled(
      boolean scopeLabelsEnabled) {
    this.scopeLabelsEnabled = scopeLabelsEnabled;
    return this;
  }

  /**
   * Adds a label to every series that has none of that name, such as {@code cluster}.
   *
   * @throws IllegalArgumentException if the name doesn't match {@code [a-zA-Z_][a-zA-Z0-9_]*}, or
   *     begins with two underscores, or the value is empty
   */
  public PrometheusRemoteWriteMetricExporterBuilder addExternalLabel(String name, String value) {
    Labels.of(name, value); // Checks the name.
    if (name.startsWith("__") || value.isEmpty()) {
      throw new IllegalArgumentException(
          "external label must have a value and no reserved name: name="
              + name
              + ", value="
              + value);
    }
    externalLabels.put(name, value);
    return this;
  }

  /**
   * Adds a rule that changes or drops series before they are sent, after those added before it.
   *
   * <p>Rules are evaluated once for each series, when it first appears; samples cost nothing more.
   */
  public PrometheusRemoteWriteMetricExporterBuilder addWriteRelabelConfig(RelabelConfig config) {
    writeRelabelConfigs.add(requireNonNull(config, "config"));
    return this;
  }

  /**
   * Sets whether exponential histograms are sent as classic ones, with bounds at the limits of
   * their buckets. If unset, defaults to false: they are sent as native histograms.
   *
   * <p>For receivers that take no native histograms: Prometheus before 3.8 unless it was started
   * with {@code --enable-feature=native-histograms}, InfluxDB, older VictoriaMetrics. Costs a
   * series for each bucket.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setClassicExponentialHistogramsEnabled(
      boolean enabled) {
    this.classicExponentialHistogramsEnabled = enabled;
    return this;
  }

  /**
   * Sets whether histograms with explicit bounds are sent as native histograms with custom buckets:
   * one series instead of one for each bound, which takes less than half of the bytes. If unset,
   * defaults to false: classic histograms.
   *
   * <p>Remote Write 2.0 only: {@link #build()} refuses it together with {@link ProtocolVersion#V1},
   * and a receiver that turns out to know 1.0 alone gets classic histograms. The receiver must take
   * native histograms, and queries must be written for them.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setCustomBucketsEnabled(boolean enabled) {
    this.customBucketsEnabled = enabled;
    return this;
  }

  /**
   * Sets whether data with delta temporality is added up, since Prometheus stores totals. If unset,
   * defaults to true; otherwise it is dropped and counted. The SDK itself hands over totals, so
   * this concerns other producers only.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setDeltaToCumulativeEnabled(boolean enabled) {
    this.deltaToCumulativeEnabled = enabled;
    return this;
  }

  /**
   * Sets whether a series that is no longer reported is ended, so that queries don't show its last
   * value for another five minutes. If unset, defaults to true. It happens when the second
   * collection in a row comes without it.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setStaleMarkersForVanishedSeriesEnabled(
      boolean enabled) {
    this.staleMarkersForVanishedSeriesEnabled = enabled;
    return this;
  }

  /**
   * Sets whether all series are ended at shutdown. If unset, defaults to true. Switch it off for
   * jobs that run shorter than anybody looks: their values would be gone when they end.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setStaleMarkersAtShutdownEnabled(
      boolean enabled) {
    this.staleMarkersAtShutdownEnabled = enabled;
    return this;
  }

  /**
   * Sets where the exporter's own metrics go. If unset, it has none.
   *
   * <p>They are listed in {@code docs/configuration.md}. The supplier is asked with the first
   * export, and may return the provider whose metrics are exported.
   */
  public PrometheusRemoteWriteMetricExporterBuilder setMeterProvider(
      Supplier<MeterProvider> meterProvider) {
    this.meterProvider = requireNonNull(meterProvider, "meterProvider");
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
    requireV2("translationStrategy", translationStrategy, translationStrategy.escapes());
    requireV2("customBucketsEnabled", customBucketsEnabled, !customBucketsEnabled);
    return new PrometheusRemoteWriteMetricExporter(
        new PrometheusRemoteWriteMetricExporterBuilder(this),
        buildClient(),
        new Translator(
            translationSettings(),
            System::currentTimeMillis,
            System.getLogger(PrometheusRemoteWriteMetricExporter.class.getName())));
  }

  private void requireV2(String name, Object value, boolean goesWithV1) {
    if (protocol() == ProtocolVersion.V1 && !goesWithV1) {
      throw new IllegalArgumentException(
          name + " needs Remote Write 2.0: " + name + "=" + value + ", protocol=" + protocol());
    }
  }

  private TranslationSettings translationSettings() {
    return new TranslationSettings(
        new MetricNamer(translationStrategy, namespace, ratioSuffixEnabled),
        new UnitNamer(translationStrategy.escapes()),
        new LabelNamer(
            translationStrategy,
            labelNameUnderscoreSanitizationEnabled,
            labelNameMultipleUnderscoresPreserved),
        openMetricsNumbersEnabled ? DecimalText::openMetrics : DecimalText::plain,
        instanceFallbackEnabled ? ProcessIdentity.current() : "",
        targetInfoEnabled,
        identifyingResourceAttributesKept,
        promotedResourceAttributes,
        scopeLabelsEnabled,
        externalLabels,
        writeRelabelConfigs.isEmpty() ? null : new Relabeler(writeRelabelConfigs),
        classicExponentialHistogramsEnabled,
        customBucketsEnabled,
        deltaToCumulativeEnabled,
        staleMarkersForVanishedSeriesEnabled,
        staleMarkersAtShutdownEnabled);
  }

  Supplier<MeterProvider> meterProvider() {
    return meterProvider;
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
        + ", translationStrategy="
        + translationStrategy
        + ", namespace="
        + namespace
        + ", ratioSuffixEnabled="
        + ratioSuffixEnabled
        + ", openMetricsNumbersEnabled="
        + openMetricsNumbersEnabled
        + ", labelNameUnderscoreSanitizationEnabled="
        + labelNameUnderscoreSanitizationEnabled
        + ", labelNameMultipleUnderscoresPreserved="
        + labelNameMultipleUnderscoresPreserved
        + ", targetInfoEnabled="
        + targetInfoEnabled
        + ", identifyingResourceAttributesKept="
        + identifyingResourceAttributesKept
        + ", scopeLabelsEnabled="
        + scopeLabelsEnabled
        + ", externalLabels="
        + externalLabels
        + ", writeRelabelConfigs="
        + writeRelabelConfigs
        + ", classicExponentialHistogramsEnabled="
        + classicExponentialHistogramsEnabled
        + ", customBucketsEnabled="
        + customBucketsEnabled
        + ", deltaToCumulativeEnabled="
        + deltaToCumulativeEnabled
        + ", staleMarkersForVanishedSeriesEnabled="
        + staleMarkersForVanishedSeriesEnabled
        + ", staleMarkersAtShutdownEnabled="
        + staleMarkersAtShutdownEnabled
        + ", instanceFallbackEnabled="
        + instanceFallbackEnabled
        + ", sender="
        + super.toString()
        + "}";
  }
}
