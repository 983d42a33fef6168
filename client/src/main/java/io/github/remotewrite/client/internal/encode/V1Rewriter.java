/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Requests of 2.0 as requests of 1.0, for receivers that turn out to know no other.
 *
 * <p>The message is taken apart and its pieces are copied: samples, histograms and exemplars are
 * the same in both versions but for start timestamps, which 1.0 has no place for; references become
 * labels again, with classic names. Of series that become one the first is kept. Exemplars of
 * histograms with bounds of their own are left out. As 1.0 repeats every label, a message grows
 * some six times, so one request may become several. Not thread-safe.
 */
public final class V1Rewriter {
  private static final int SYMBOLS = 4;
  private static final int TIME_SERIES = 5;

  private static final Pattern CLASSIC_SUFFIX = Pattern.compile("_(bucket|sum|count)$");

  private final boolean withMetadata;
  private final RequestBuffer target;
  private final Set<String> families = new HashSet<>();
  private final ClassicRepeats repeats = new ClassicRepeats();
  // The series of one point, which stay in one request; they follow each other.
  private final ProtoBuffer pointSeries = new ProtoBuffer(1024);
  private final List<Labels> pointLabels = new ArrayList<>();
  private Map<String, String> point = Map.of();
  private final V1Encoder encoder;

  /**
   * @param withMetadata whether what series say of their metrics is sent along
   */
  public V1Rewriter(int maxSamplesPerSend, int maxRequestBytes, boolean withMetadata) {
    this.withMetadata = withMetadata;
    RequestPool pool = new RequestPool(Protocol.V1, false, new CompressionScratch());
    target = new RequestBuffer(Protocol.V1, pool, maxSamplesPerSend, maxRequestBytes, null);
    encoder =
        new V1Encoder(
            maxSamplesPerSend,
            maxRequestBytes,
            // All that it is given, for it is given each family once.
            new MetadataSchedule(Duration.ofNanos(1), System::nanoTime),
            RequestEncoder.NEVER);
  }

  /**
   * Returns the same data as requests of 1.0, in the same order. Histograms with bounds of their
   * own become several samples each.
   */
  public List<EncodedRequest> rewrite(EncodedRequest request) {
    if (request.protocol() == Protocol.V1) {
      return List.of(request);
    }
    ProtoReader message = new ProtoReader(SnappyBlockDecompressor.decompress(request.body()));
    families.clear();
    repeats.forgetSeries();
    List<String> symbols = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case SYMBOLS -> symbols.add(message.readString());
        case TIME_SERIES -> rewriteSeries(message.readMessage(), symbols);
        default -> message.skip();
      }
    }
    writePoint();
    List<EncodedRequest> requests = new ArrayList<>();
    target.finish(requests);
    requests.addAll(encoder.finish());
    return requests;
  }

  /** Returns what was left out because 1.0 has no other name for it. */
  public ClassicRepeats repeats() {
    repeats.count(encoder.repeats());
    return repeats;
  }

  private void rewriteSeries(ProtoReader series, List<String> symbols) {
    Labels labels = Labels.builder().build();
    ProtoBuffer samples = new ProtoBuffer(64);
    ProtoBuffer exemplars = new ProtoBuffer(64);
    ProtoBuffer histograms = new ProtoBuffer(64);
    HistogramBuffer withBounds = null;
    Metadata metadata = null;
    while (series.next()) {
      switch (series.field()) {
        case 1 -> labels = labels(series.readMessage(), symbols);
        // Each point without its start timestamp.
        case 2 -> writeMessage(0x12, without(3, series.readMessage()), samples);
        case 3 -> {
          ProtoReader histogram = series.readMessage();
          withBounds = BoundsReader.read(histogram.copy());
          writeMessage(0x22, without(17, histogram), histograms);
        }
        case 4 -> writeMessage(0x1A, exemplar(series.readMessage(), symbols), exemplars);
        case 5 -> metadata = metadata(series.readMessage(), labels, histograms, symbols);
        default -> series.skip();
      }
    }
    boolean isNews = withMetadata && metadata != null && families.add(metadata.familyName());
    Metadata news = isNews ? metadata : null;
    if (withBounds != null) {
      encoder.add(news == null ? Series.of(labels) : Series.of(labels, news), withBounds);
      return;
    }
    if (news != null) {
      MetadataWriter.write(news, target.tail());
    }
    Map<String, String> ofPoint = ofPoint(labels);
    if (!ofPoint.equals(point)) {
      writePoint();
      point = ofPoint;
    }
    ProtoBuffer rewritten = new ProtoBuffer(512);
    writeLabels(labels, rewritten);
    rewritten.writeBytes(samples);
    rewritten.writeBytes(exemplars);
    rewritten.writeBytes(histograms);
    writeMessage(0x0A, rewritten, pointSeries);
    pointLabels.add(labels);
  }

  /** Returns what the series of one histogram or summary have in common. */
  private static Map<String, String> ofPoint(Labels labels) {
    Map<String, String> common = new HashMap<>(labels.toMap());
    common.remove("le");
    common.remove("quantile");
    common.computeIfPresent(
        Labels.METRIC_NAME, (key, name) -> CLASSIC_SUFFIX.matcher(name).replaceFirst(""));
    return common;
  }

  /** Writes the series of a point into one request, unless one of them is there already. */
  private void writePoint() {
    if (!pointLabels.isEmpty() && repeats.claimLabels(pointLabels)) {
      target.makeRoom(pointLabels.size(), pointSeries.size());
      target.series().writeBytes(pointSeries);
    }
    pointLabels.clear();
    pointSeries.clear();
    point = Map.of();
  }

  /** Returns what a series says of its family, under the family's name. */
  private static Metadata metadata(
      ProtoReader source, Labels labels, ProtoBuffer histograms, List<String> symbols) {
    Metadata.Type type = Metadata.Type.UNKNOWN;
    String help = "";
    String unit = "";
    while (source.next()) {
      switch (source.field()) {
        case 1 -> type = Metadata.Type.of((int) source.readVarint());
        case 3 -> help = symbols.get((int) source.readVarint());
        case 4 -> unit = symbols.get((int) source.readVarint());
        default -> source.skip();
      }
    }
    Map<String, String> all = labels.toMap();
    String name = all.getOrDefault(Labels.METRIC_NAME, "");
    boolean classicHistogram = type == Metadata.Type.HISTOGRAM && histograms.size() == 0;
    boolean total = type == Metadata.Type.SUMMARY && !all.containsKey("quantile");
    if (classicHistogram || total) {
      name = CLASSIC_SUFFIX.matcher(name).replaceFirst("");
    }
    return new Metadata(type, name, help, unit);
  }

  private static ProtoBuffer exemplar(ProtoReader source, List<String> symbols) {
    ProtoBuffer exemplar = new ProtoBuffer(128);
    while (source.next()) {
      if (source.field() == 1) {
        writeLabels(labels(source.readMessage(), symbols), exemplar);
      } else {
        source.copyTo(exemplar);
      }
    }
    return exemplar;
  }

  private static ProtoBuffer without(int field, ProtoReader source) {
    ProtoBuffer rest = new ProtoBuffer(64);
    while (source.next()) {
      if (source.field() == field) {
        source.skip();
      } else {
        source.copyTo(rest);
      }
    }
    return rest;
  }

  private static Labels labels(ProtoReader refs, List<String> symbols) {
    Labels.Builder builder = Labels.builder();
    while (refs.hasMore()) {
      String name = symbols.get((int) refs.readVarint());
      builder.add(name, symbols.get((int) refs.readVarint()));
    }
    return builder.build();
  }

  private static void writeLabels(Labels labels, ProtoBuffer out) {
    Labels classic = labels.toClassic();
    int start = out.advance(classic.encodedLength());
    classic.copyEncodedTo(out.array(), start);
  }

  private static void writeMessage(int tag, ProtoBuffer message, ProtoBuffer out) {
    out.writeByte(tag);
    out.writeVarint(message.size());
    out.writeBytes(message);
  }
}
