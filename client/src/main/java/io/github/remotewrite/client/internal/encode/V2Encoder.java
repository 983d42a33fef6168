/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Samples as {@code io.prometheus.write.v2.Request} messages (Remote Write 2.0-rc.4), compressed.
 *
 * <p>A message is its symbols, then its series, each with its one sample or histogram:
 *
 * <pre>
 *   22  string       Request.symbols, see {@link SymbolTable}
 *   2A  message      Request.timeseries
 *       0A  packed     TimeSeries.labels_refs
 *       12  message    TimeSeries.samples
 *           09  8 bytes  Sample.value
 *           10  varint   Sample.timestamp, milliseconds
 *           18  varint   Sample.start_timestamp, if known
 *       1A  message    TimeSeries.histograms, see {@link HistogramWriter}
 *       22  message    TimeSeries.exemplars
 *           0A  packed   Exemplar.labels_refs
 *           11  8 bytes  Exemplar.value
 *           18  varint   Exemplar.timestamp
 *       2A  message    TimeSeries.metadata
 *           08  varint   Metadata.type
 *           18  varint   Metadata.help_ref
 *           20  varint   Metadata.unit_ref
 *       30  varint     TimeSeries.created_timestamp, of rc.0 to rc.3, on request
 * </pre>
 */
public final class V2Encoder extends RequestEncoder {
  // Indexes, sample, metadata and their frames, beside the labels' texts; each text takes at most
  // five bytes more as a reference.
  private static final int MAX_SAMPLE_FRAME_SIZE = 128;
  private static final int MAX_EXEMPLAR_SIZE = 768;

  private final boolean createdTimestamps;
  private final HistogramWriter histogramWriter = new HistogramWriter();
  private final LabelRefs labelRefs = new LabelRefs();
  // Messages whose length is not known before they are written.
  private final ProtoBuffer seriesPart = new ProtoBuffer(1024);
  private final ProtoBuffer innerPart = new ProtoBuffer(1024);

  /**
   * @param createdTimestamps whether start timestamps stand in the field of older receivers, too
   */
  public V2Encoder(int maxSamplesPerSend, int maxRequestBytes, boolean createdTimestamps) {
    super(Protocol.V2, maxSamplesPerSend, maxRequestBytes);
    this.createdTimestamps = createdTimestamps;
  }

  @Override
  public void add(Series series, long timestampMillis, double value) {
    floats.makeRoom(1, sizeAtMost(1, series.labels().encodedLength(), 0));
    write(series, timestampMillis, 0, SampleBits.of(value), List.of());
  }

  @Override
  public void add(SeriesGroup group, SampleBuffer samples) {
    List<Series> series = group.series();
    floats.makeRoom(
        series.size(),
        sizeAtMost(series.size(), group.encodedLabelsLength(), samples.exemplarCount()));
    for (int i = 0; i < series.size(); i++) {
      write(
          series.get(i),
          samples.timestampMillis(),
          samples.startTimestampMillis(),
          SampleBits.of(samples.value(i)),
          samples.exemplars(i));
    }
  }

  @Override
  public void addStaleMarkers(SeriesGroup group, long timestampMillis) {
    int size = group.series().size();
    floats.makeRoom(size, sizeAtMost(size, group.encodedLabelsLength(), 0));
    for (Series series : group.series()) {
      write(series, timestampMillis, 0, SampleBits.STALE_MARKER, List.of());
    }
  }

  @Override
  public void add(Series series, HistogramBuffer histogram) {
    innerPart.clear();
    histogramWriter.write(histogram, Protocol.V2, innerPart);
    List<Exemplar> exemplars = histogram.exemplars();
    histograms.makeRoom(
        1, sizeAtMost(1, series.labels().encodedLength() + innerPart.size(), exemplars.size()));
    seriesPart.clear();
    writeLabels(series, histograms.symbols());
    writeInnerPart(0x1A);
    writeRest(series, histogram.startTimestampMillis(), exemplars, histograms);
  }

  private void write(
      Series series,
      long timestampMillis,
      long startTimestampMillis,
      long valueBits,
      List<Exemplar> exemplars) {
    seriesPart.clear();
    writeLabels(series, floats.symbols());
    innerPart.clear();
    innerPart.writeByte(0x09);
    innerPart.writeFixed64(valueBits);
    innerPart.writeByte(0x10);
    innerPart.writeVarint(timestampMillis);
    if (startTimestampMillis != 0) {
      innerPart.writeByte(0x18);
      innerPart.writeVarint(startTimestampMillis);
    }
    writeInnerPart(0x12);
    writeRest(series, startTimestampMillis, exemplars, floats);
  }

  private void writeLabels(Series series, SymbolTable symbols) {
    labelRefs.read(series.labels(), symbols);
    labelRefs.writeTo(seriesPart);
  }

  /** Writes what follows the sample or histogram, and the series into the request. */
  private void writeRest(
      Series series, long startTimestampMillis, List<Exemplar> exemplars, RequestBuffer request) {
    for (Exemplar exemplar : exemplars) {
      innerPart.clear();
      labelRefs.read(exemplar.labels(), request.symbols());
      labelRefs.writeTo(innerPart);
      innerPart.writeByte(0x11);
      innerPart.writeFixed64(SampleBits.of(exemplar.value()));
      innerPart.writeByte(0x18);
      innerPart.writeVarint(exemplar.timestampMillis());
      writeInnerPart(0x22);
    }
    if (series.metadata().isPresent()) {
      write(series.metadata().get(), request.symbols());
    }
    if (createdTimestamps && startTimestampMillis != 0) {
      seriesPart.writeByte(0x30);
      seriesPart.writeVarint(startTimestampMillis);
    }
    ProtoBuffer out = request.series();
    out.writeByte(0x2A);
    out.writeVarint(seriesPart.size());
    out.writeBytes(seriesPart);
  }

  private void write(Metadata metadata, SymbolTable symbols) {
    innerPart.clear();
    innerPart.writeByte(0x08);
    innerPart.writeVarint(metadata.type().number());
    writeRef(0x18, metadata.help(), symbols);
    writeRef(0x20, metadata.unit(), symbols);
    writeInnerPart(0x2A);
  }

  private void writeRef(int tag, String text, SymbolTable symbols) {
    if (!text.isEmpty()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      innerPart.writeByte(tag);
      innerPart.writeVarint(symbols.ref(bytes, 0, bytes.length));
    }
  }

  private void writeInnerPart(int tag) {
    seriesPart.writeByte(tag);
    seriesPart.writeVarint(innerPart.size());
    seriesPart.writeBytes(innerPart);
  }

  private static long sizeAtMost(int samples, int labelsLength, int exemplars) {
    // A label takes four bytes for its tags and lengths, which is less than two references need at
    // most: counted twice, labels are bound to be enough.
    return 2L * labelsLength
        + (long) samples * MAX_SAMPLE_FRAME_SIZE
        + (long) exemplars * MAX_EXEMPLAR_SIZE;
  }
}
