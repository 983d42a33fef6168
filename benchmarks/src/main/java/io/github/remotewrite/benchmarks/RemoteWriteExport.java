/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.benchmarks;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.MetadataSchedule;
import io.github.remotewrite.client.internal.encode.RequestEncoder;
import io.github.remotewrite.client.internal.encode.V1Encoder;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.otel.internal.translate.TranslationSettings;
import io.github.remotewrite.otel.internal.translate.Translator;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.time.Duration;
import java.util.Collection;

/** Our own export up to the compressed requests, with room for 10,000 samples in each. */
final class RemoteWriteExport {
  private static final int MAX_SAMPLES = 10_000;
  private static final int MAX_BYTES = 10_000_000;

  private final Translator translator;
  private final RequestEncoder encoder;

  private RemoteWriteExport(RequestEncoder encoder, boolean customBuckets) {
    this.encoder = encoder;
    this.translator =
        new Translator(
            settings(customBuckets), () -> Long.MAX_VALUE / 2, System.getLogger("benchmark"));
  }

  /** 1.0, with requests that are kept. */
  static RemoteWriteExport version1() {
    MetadataSchedule none = new MetadataSchedule(Duration.ZERO, System::nanoTime);
    return new RemoteWriteExport(new V1Encoder(MAX_SAMPLES, MAX_BYTES, none), false);
  }

  /** 2.0, with requests that are kept. */
  static RemoteWriteExport version2() {
    return new RemoteWriteExport(new V2Encoder(MAX_SAMPLES, MAX_BYTES, false), false);
  }

  /** 1.0, with each request written and compressed anew. */
  static RemoteWriteExport plainVersion1() {
    MetadataSchedule none = new MetadataSchedule(Duration.ZERO, System::nanoTime);
    return new RemoteWriteExport(
        new V1Encoder(MAX_SAMPLES, MAX_BYTES, none, RequestEncoder.NEVER), false);
  }

  /** 2.0, with each request written and compressed anew. */
  static RemoteWriteExport plainVersion2() {
    return new RemoteWriteExport(
        new V2Encoder(MAX_SAMPLES, MAX_BYTES, false, RequestEncoder.NEVER), false);
  }

  /** 2.0, with explicit-bucket histograms as native ones with custom buckets. */
  static RemoteWriteExport customBuckets() {
    return new RemoteWriteExport(new V2Encoder(MAX_SAMPLES, MAX_BYTES, false), true);
  }

  private static TranslationSettings settings(boolean customBuckets) {
    TranslationSettings defaults = TranslationSettings.create("host-1");
    return new TranslationSettings(
        defaults.metricNamer(),
        defaults.unitNamer(),
        defaults.labelNamer(),
        defaults.numberText(),
        defaults.fallbackInstance(),
        defaults.targetInfo(),
        defaults.identifyingAttributesKept(),
        defaults.promotedAttributes(),
        defaults.scopeLabels(),
        defaults.externalLabels(),
        defaults.relabeler(),
        defaults.classicExponentialHistograms(),
        customBuckets,
        defaults.deltaToCumulative(),
        defaults.staleMarkersForVanished(),
        defaults.staleMarkersAtShutdown());
  }

  /** Exports, and returns how many bytes the requests have; they count as sent at once. */
  long export(Collection<MetricData> metrics) {
    translator.translate(metrics, encoder);
    long bytes = 0;
    for (EncodedRequest request : encoder.finish()) {
      bytes += request.length();
      request.release();
    }
    return bytes;
  }
}
