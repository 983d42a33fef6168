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
import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;
import io.github.remotewrite.otel.internal.translate.TranslationSettings;
import io.github.remotewrite.otel.internal.translate.Translator;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Our own export up to the compressed requests, with room for 10,000 samples in each. */
final class RemoteWriteExport {
  private static final int MAX_SAMPLES = 10_000;
  private static final int MAX_BYTES = 10_000_000;

  private final Translator translator;
  private final Supplier<RequestEncoder> maker;
  private RequestEncoder encoder;
  private long samples;

  private RemoteWriteExport(Supplier<RequestEncoder> maker, TranslationSettings settings) {
    this.maker = maker;
    this.encoder = maker.get();
    this.translator =
        new Translator(settings, () -> Long.MAX_VALUE / 2, System.getLogger("benchmark"));
  }

  /** 1.0, with requests that are kept. */
  static RemoteWriteExport version1() {
    return new RemoteWriteExport(RemoteWriteExport::encoder1, settings(false, true));
  }

  /** 2.0, with requests that are kept. */
  static RemoteWriteExport version2() {
    return new RemoteWriteExport(RemoteWriteExport::encoder2, settings(false, true));
  }

  /** 1.0, with each request written and compressed anew. */
  static RemoteWriteExport plainVersion1() {
    return new RemoteWriteExport(RemoteWriteExport::plainEncoder1, settings(false, true));
  }

  /** 2.0, with each request written and compressed anew. */
  static RemoteWriteExport plainVersion2() {
    return new RemoteWriteExport(RemoteWriteExport::plainEncoder2, settings(false, true));
  }

  /** 2.0, with explicit-bucket histograms as native ones with custom buckets. */
  static RemoteWriteExport customBuckets() {
    return new RemoteWriteExport(RemoteWriteExport::encoder2, settings(true, true));
  }

  /** 1.0, which has no custom buckets, of histograms that have some. */
  static RemoteWriteExport customBucketsInVersion1() {
    return new RemoteWriteExport(RemoteWriteExport::encoder1, settings(true, true));
  }

  /** 1.0, with requests that are kept, and nothing said of series that vanish. */
  static RemoteWriteExport version1WithoutStaleMarkers() {
    return new RemoteWriteExport(RemoteWriteExport::encoder1, settings(false, false));
  }

  /** 2.0, with requests that are kept, and nothing said of series that vanish. */
  static RemoteWriteExport version2WithoutStaleMarkers() {
    return new RemoteWriteExport(RemoteWriteExport::encoder2, settings(false, false));
  }

  private static RequestEncoder encoder1() {
    return new V1Encoder(MAX_SAMPLES, MAX_BYTES, noMetadata());
  }

  private static RequestEncoder encoder2() {
    return new V2Encoder(MAX_SAMPLES, MAX_BYTES, false);
  }

  private static RequestEncoder plainEncoder1() {
    return new V1Encoder(MAX_SAMPLES, MAX_BYTES, noMetadata(), RequestEncoder.NEVER);
  }

  private static RequestEncoder plainEncoder2() {
    return new V2Encoder(MAX_SAMPLES, MAX_BYTES, false, RequestEncoder.NEVER);
  }

  private static MetadataSchedule noMetadata() {
    return new MetadataSchedule(Duration.ZERO, System::nanoTime);
  }

  private static TranslationSettings settings(boolean customBuckets, boolean staleMarkers) {
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
        staleMarkers,
        defaults.staleMarkersAtShutdown());
  }

  /**
   * Exports, and returns how many bytes the requests have; they count as sent at once. Requests
   * that are to be kept are laid out afterwards, though a client does that on another thread.
   */
  long export(Collection<MetricData> metrics) {
    translator.translate(metrics, encoder);
    long bytes = 0;
    samples = 0;
    for (EncodedRequest request : encoder.finish()) {
      bytes += request.length();
      samples += request.samples();
      request.release();
    }
    while (encoder.isLayoutWaiting()) {
      encoder.layOutNext();
    }
    return bytes;
  }

  /** Exports, and returns what the requests hold, uncompressed. */
  List<byte[]> messages(Collection<MetricData> metrics) {
    translator.translate(metrics, encoder);
    List<byte[]> messages = new ArrayList<>();
    for (EncodedRequest request : encoder.finish()) {
      messages.add(SnappyBlockDecompressor.decompress(request.body()));
      request.release();
    }
    return messages;
  }

  /** Returns how many samples the last export had: one of each series. */
  long samples() {
    return samples;
  }

  /** Forgets all about requests, but not what series there are. */
  void forgetRequests() {
    encoder = maker.get();
  }
}
