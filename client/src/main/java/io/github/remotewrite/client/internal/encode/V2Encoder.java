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
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  // Where another series that is alike otherwise may have something of another length before.
  private static final int HISTOGRAM_SCHEMA = 2;
  private static final int HISTOGRAM_TAIL = 3;

  private final boolean createdTimestamps;
  private final HistogramWriter histogramWriter = new HistogramWriter();
  private final KnownTable knownHistograms = new KnownTable();
  private final LabelIds exemplarLabels = new LabelIds();
  // Messages whose length is not known before they are written.
  private final ProtoBuffer exemplarsPart = new ProtoBuffer(1024);
  private final ProtoBuffer histogramPart = new ProtoBuffer(1024);
  private final ProtoBuffer innerPart = new ProtoBuffer(128);
  private final MetadataRefs metadataRefs = new MetadataRefs();
  // The series written last, which its sibling is copied from.
  private int seriesStart;
  private int refsOffset;
  private int valueOffset;

  /**
   * @param createdTimestamps whether start timestamps stand in the field of older receivers, too
   */
  public V2Encoder(int maxSamplesPerSend, int maxRequestBytes, boolean createdTimestamps) {
    this(maxSamplesPerSend, maxRequestBytes, createdTimestamps, QUIET_WRITES);
  }

  /**
   * @param quietWrites in how many writes a group must have been before its request is kept
   */
  public V2Encoder(
      int maxSamplesPerSend, int maxRequestBytes, boolean createdTimestamps, int quietWrites) {
    super(Protocol.V2, maxSamplesPerSend, maxRequestBytes, quietWrites);
    this.createdTimestamps = createdTimestamps;
  }

  @Override
  public void add(Series series, long timestampMillis, double value) {
    keepOrder(timestampMillis);
    floats.makeRoom(1, sizeAtMost(1, series.labels().encodedLength(), 0));
    write(0, series, timestampMillis, SampleBits.of(value));
  }

  @Override
  public void addStaleMarkers(SeriesGroup group, long timestampMillis) {
    keepOrder(timestampMillis);
    int size = group.series().size();
    floats.makeRoom(size, sizeAtMost(size, group.encodedLabelsLength(), 0));
    for (int i = 0; i < size; i++) {
      write(i, group.series().get(i), timestampMillis, SampleBits.STALE_MARKER);
    }
  }

  private void write(int index, Series series, long timestampMillis, long valueBits) {
    floats.refs().read(series.labels());
    exemplarsPart.clear();
    writeSample(index, series.metadata().orElse(null), timestampMillis, 0, valueBits, floats);
  }

  @Override
  void write(SeriesGroup group, SampleBuffer samples, Known known, RequestBuffer target) {
    List<Series> series = group.series();
    target.makeRoom(
        series.size(),
        sizeAtMost(series.size(), group.encodedLabelsLength(), samples.exemplarCount()));
    target.beginGroup(known, samples.startTimestampMillis());
    SeriesRefs refs = target.refs();
    refs.begin(known);
    boolean oneMetadata = known.hasOneMetadata();
    Metadata metadata = known.metadata();
    boolean mayCopy = false;
    for (int i = 0; i < series.size(); i++) {
      if (!oneMetadata) {
        metadata = series.get(i).metadata().orElse(null);
      }
      refs.next();
      long valueBits = SampleBits.of(samples.value(i));
      List<Exemplar> exemplars = samples.exemplars(i);
      if (mayCopy
          && exemplars.isEmpty()
          && refs.areAsLong()
          && metadataRefs.isFor(metadata, target.symbols())) {
        copySibling(i, valueBits, target);
      } else {
        exemplarsPart.clear();
        writeExemplars(exemplars, target.symbols());
        writeSample(
            i,
            metadata,
            samples.timestampMillis(),
            samples.startTimestampMillis(),
            valueBits,
            target);
        mayCopy = exemplars.isEmpty();
      }
      target.addValue(valueOffset);
    }
  }

  /** Writes a series like the one before, but for some of its labels and its value. */
  private void copySibling(int index, long valueBits, RequestBuffer target) {
    ProtoBuffer out = target.series();
    int length = out.size() - seriesStart;
    int start = out.advance(length);
    System.arraycopy(out.array(), seriesStart, out.array(), start, length);
    refsOffset += length;
    valueOffset += length;
    seriesStart = start;
    SeriesRefs refs = target.refs();
    refs.overwrite(refsOffset, out);
    out.setFixed64(valueOffset, valueBits);
    target
        .likeness()
        .copied(
            index,
            length,
            refsOffset + refs.differsFrom(),
            refsOffset + refs.differsTo(),
            out.array());
  }

  private void writeSample(
      int index,
      @Nullable Metadata metadata,
      long timestampMillis,
      long startTimestampMillis,
      long valueBits,
      RequestBuffer target) {
    int sampleSize = 2 + Double.BYTES + ProtoBuffer.varintSize(timestampMillis);
    if (startTimestampMillis != 0) {
      sampleSize += 1 + ProtoBuffer.varintSize(startTimestampMillis);
    }
    ProtoBuffer out = beginSeries(index, metadata, 1 + sampleSize, startTimestampMillis, target);
    target.likeness().part(SeriesLikeness.POINT, out.size());
    out.writeByte(0x12);
    out.writeByte(sampleSize); // at most 32
    out.writeByte(0x09);
    valueOffset = out.size();
    target.likeness().value(valueOffset);
    out.writeFixed64(valueBits);
    out.writeByte(0x10);
    out.writeVarint(timestampMillis);
    if (startTimestampMillis != 0) {
      out.writeByte(0x18);
      out.writeVarint(startTimestampMillis);
    }
    endSeries(startTimestampMillis, out);
  }

  @Override
  public void add(Series series, HistogramBuffer histogram) {
    keepOrder(histogram.timestampMillis());
    histogramPart.clear();
    histogramWriter.write(histogram, Protocol.V2, histogramPart);
    List<Exemplar> exemplars = histogram.exemplars();
    Known known = knownHistograms.get(series);
    histograms.makeRoom(
        1, sizeAtMost(1, known.encodedLabelsLength() + histogramPart.size(), exemplars.size()));
    histograms.refs().begin(known);
    histograms.refs().next();
    exemplarsPart.clear();
    writeExemplars(exemplars, histograms.symbols());
    writeHistogram(known.metadata(), histogram.startTimestampMillis());
  }

  private void writeHistogram(@Nullable Metadata metadata, long startTimestampMillis) {
    ProtoBuffer out =
        beginSeries(
            0,
            metadata,
            ProtoBuffer.varintSize(histogramPart.size()) + histogramPart.size(),
            startTimestampMillis,
            histograms);
    out.writeByte(0x1A);
    out.writeVarint(histogramPart.size());
    SeriesLikeness likeness = histograms.likeness();
    likeness.part(SeriesLikeness.POINT, out.size());
    likeness.part(HISTOGRAM_SCHEMA, out.size() + histogramWriter.schemaOffset());
    likeness.part(HISTOGRAM_TAIL, out.size() + histogramWriter.tailOffset());
    out.writeBytes(histogramPart);
    endSeries(startTimestampMillis, out);
  }

  /**
   * Writes a series up to its sample or histogram.
   *
   * @param index which one of its group it is
   * @param pointSize how many bytes that takes, without its tag
   */
  private ProtoBuffer beginSeries(
      int index,
      @Nullable Metadata metadata,
      int pointSize,
      long startTimestampMillis,
      RequestBuffer target) {
    metadataRefs.read(metadata, target.symbols());
    SeriesRefs refs = target.refs();
    int size =
        1
            + ProtoBuffer.varintSize(refs.encodedSize())
            + refs.encodedSize()
            + 1
            + pointSize
            + exemplarsPart.size()
            + metadataRefs.encoded().size();
    if (createdTimestamps && startTimestampMillis != 0) {
      size += 1 + ProtoBuffer.varintSize(startTimestampMillis);
    }
    ProtoBuffer out = target.series();
    seriesStart = out.size();
    target.likeness().begin(index, seriesStart);
    out.writeByte(0x2A);
    out.writeVarint(size);
    out.writeByte(0x0A);
    out.writeVarint(refs.encodedSize());
    refsOffset = out.size();
    refs.writeTo(out);
    return out;
  }

  private void endSeries(long startTimestampMillis, ProtoBuffer out) {
    out.writeBytes(exemplarsPart);
    out.writeBytes(metadataRefs.encoded());
    if (createdTimestamps && startTimestampMillis != 0) {
      out.writeByte(0x30);
      out.writeVarint(startTimestampMillis);
    }
  }

  private void writeExemplars(List<Exemplar> exemplars, SymbolTable symbols) {
    for (int i = 0; i < exemplars.size(); i++) { // Mostly none, and then without an iterator.
      Exemplar exemplar = exemplars.get(i);
      innerPart.clear();
      exemplarLabels.read(exemplar.labels(), symbols);
      exemplarLabels.writeRefs(symbols, innerPart);
      innerPart.writeByte(0x11);
      innerPart.writeFixed64(SampleBits.of(exemplar.value()));
      innerPart.writeByte(0x18);
      innerPart.writeVarint(exemplar.timestampMillis());
      exemplarsPart.writeByte(0x22);
      exemplarsPart.writeVarint(innerPart.size());
      exemplarsPart.writeBytes(innerPart);
    }
  }

  @Override
  void endWrite() {
    super.endWrite();
    knownHistograms.endWrite(0);
  }

  private static long sizeAtMost(int samples, int labelsLength, int exemplars) {
    // A label takes four bytes for its tags and lengths, which is less than two references need at
    // most: counted twice, labels are bound to be enough.
    return 2L * labelsLength
        + (long) samples * MAX_SAMPLE_FRAME_SIZE
        + (long) exemplars * MAX_EXEMPLAR_SIZE;
  }
}
