/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.otel.internal.translate.name.AttributeText;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A resource as {@code job}, {@code instance} and {@code target_info} (OpenTelemetry specification,
 * "Resource Attributes"), with the metrics it has.
 *
 * <p>{@code job} is {@code service.namespace/service.name} and {@code instance} is {@code
 * service.instance.id}. All other resource attributes stand on the series {@code target_info},
 * which is always 1; there is none if nothing would stand on it, or nothing would identify it.
 */
final class TranslatedResource {
  static final String TARGET_INFO = "target_info";

  private static final String JOB = "job";
  private static final String INSTANCE = "instance";
  private static final String SERVICE_NAMESPACE = "service.namespace";
  private static final String SERVICE_NAME = "service.name";
  private static final String SERVICE_INSTANCE_ID = "service.instance.id";
  private static final Set<String> IDENTIFYING =
      Set.of(SERVICE_NAMESPACE, SERVICE_NAME, SERVICE_INSTANCE_ID);

  private final Resource source;
  private final Attributes attributes;
  private final TranslationSettings settings;
  private final LabelSet identity;
  private final LabelSet promoted;
  private final Map<MetricKey, TranslatedMetric<?>> metrics = new LinkedHashMap<>();
  private @Nullable PointSeries targetInfo;
  private long latestMillis = Long.MIN_VALUE;
  private long seenIn;

  TranslatedResource(Resource source, TranslationSettings settings) {
    this.source = source;
    this.attributes = source.getAttributes();
    this.settings = settings;
    Map<String, String> service = new HashMap<>();
    attributes.forEach(
        (key, value) -> {
          if (IDENTIFYING.contains(key.getKey())) {
            service.put(key.getKey(), AttributeText.of(value));
          }
        });
    String namespace = service.getOrDefault(SERVICE_NAMESPACE, "");
    String name = service.getOrDefault(SERVICE_NAME, "");
    String instance = service.getOrDefault(SERVICE_INSTANCE_ID, "");
    identity =
        LabelSet.empty()
            .set(JOB, namespace.isEmpty() || name.isEmpty() ? name : namespace + '/' + name)
            .set(INSTANCE, instance.isEmpty() ? settings.fallbackInstance() : instance);
    promoted =
        LabelSet.ofNameable(
            attributes,
            key -> !key.equals(Labels.METRIC_NAME) && settings.promotedAttributes().test(key),
            settings.labelNamer());
  }

  Resource source() {
    return source;
  }

  /** Returns {@code job} and {@code instance}. */
  LabelSet identity() {
    return identity;
  }

  /** Returns the labels of the attributes that stand on every series. */
  LabelSet promoted() {
    return promoted;
  }

  /** Makes the series {@code target_info}, of those attributes that a label can be made of. */
  void makeTargetInfo(SeriesFactory factory) {
    if (!settings.targetInfo() || identity.isEmpty()) {
      return;
    }
    Predicate<String> isDescriptive =
        key ->
            !key.equals(Labels.METRIC_NAME)
                && (settings.identifyingAttributesKept() || !IDENTIFYING.contains(key));
    LabelSet labels = LabelSet.ofNameable(attributes, isDescriptive, settings.labelNamer());
    attributes.forEach(
        (key, value) -> {
          if (isDescriptive.test(key.getKey())
              && settings.labelNamer().name(key.getKey()) == null) {
            factory.warnUnnamed(key.getKey(), TARGET_INFO);
          }
        });
    if (labels.isEmpty()) {
      return;
    }
    labels.setAll(identity).addAbsent(LabelSet.of(settings.externalLabels()));
    String name = settings.metricNamer().prefixed(TARGET_INFO);
    Metadata metadata = new Metadata(Metadata.Type.GAUGE, name, "Target metadata", "");
    TrackedSeries series = factory.make(labels.set(Labels.METRIC_NAME, name), metadata);
    targetInfo = new PointSeries(new double[0], Collections.singletonList(series), metadata);
  }

  /** Writes {@code target_info} if a point of the resource was in this export. */
  void writeTargetInfo(long export, Batch batch, SampleBuffer samples) {
    if (targetInfo == null || targetInfo.group() == null || seenIn != export) {
      return;
    }
    if (targetInfo.claimFor(export, latestMillis) == null) {
      samples.reset(1, latestMillis, 0);
      samples.setValue(0, 1);
      batch.add(targetInfo.group(), samples);
    }
  }

  /** Returns the series {@code target_info}, if there is one. */
  @Nullable PointSeries targetInfo() {
    return targetInfo;
  }

  Map<MetricKey, TranslatedMetric<?>> metrics() {
    return metrics;
  }

  /** Returns the latest time of a point. */
  long latestMillis() {
    return latestMillis;
  }

  /** Notes that a point of this time belongs to the resource. */
  void seenIn(long export, long timestampMillis) {
    seenIn = export;
    latestMillis = Math.max(latestMillis, timestampMillis);
  }

  /** Forgets metrics not seen since this export; returns whether the resource itself was not. */
  boolean evictNotSeenSince(long export) {
    metrics.values().removeIf(metric -> metric.evictNotSeenSince(export));
    return seenIn < export;
  }
}
