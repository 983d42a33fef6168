/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.model.Exemplar;
import io.github.remotewrite.client.model.HistogramBuffer;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.List;

/**
 * Samples as {@code prometheus.WriteRequest} messages (Remote Write 1.0), compressed.
 *
 * <p>A message is its series one after the other, each with its one sample or histogram, then
 * metadata:
 *
 * <pre>
 *   0A  message      WriteRequest.timeseries
 *       labels         as {@link Labels} keeps them
 *       12  message    TimeSeries.samples
 *           09  8 bytes  Sample.value
 *           10  varint   Sample.timestamp, milliseconds
 *       1A  message    TimeSeries.exemplars
 *           labels       as {@link Labels} keeps them
 *           11  8 bytes  Exemplar.value
 *           18  varint   Exemplar.timestamp
 *       22  message    TimeSeries.histograms, see {@link HistogramWriter}
 *   1A  message      WriteRequest.metadata, see {@link MetadataWriter}
 * </pre>
 *
 * <p>The length of a series is known before a byte of it is written, so one that would pass a limit
 * starts the next request. Not thread-safe; the buffers are reused.
 */
public final class V1Encoder extends RequestEncoder {
  // The tags and lengths around labels, sample and timestamp, at their longest:
  // 1 + 5, 1 + 1, 1 + 8, 1 + 10.
  private static final int MAX_SAMPLE_FRAME_SIZE = 28;
  // The same for an exemplar, 1 + 5, 1 + 8, 1 + 10, beside its labels of 128 characters.
  private static final int MAX_EXEMPLAR_SIZE = 640;

  private final MetadataSchedule metadataSchedule;
  private final HistogramWriter histogramWriter = new HistogramWriter();
  private final ClassicForm classicForm = new ClassicForm();
  private final ClassicRepeats repeats = new ClassicRepeats();
  // A message whose length is not known before it is written.
  private final ProtoBuffer histogramPart = new ProtoBuffer(1024);

  public V1Encoder(int maxSamplesPerSend, int maxRequestBytes, MetadataSchedule metadataSchedule) {
    this(maxSamplesPerSend, maxRequestBytes, metadataSchedule, QUIET_WRITES);
  }

  /**
   * @param quietWrites in how many writes a group must have been before its request is kept
   */
  public V1Encoder(
      int maxSamplesPerSend,
      int maxRequestBytes,
      MetadataSchedule metadataSchedule,
      int quietWrites) {
    super(Protocol.V1, maxSamplesPerSend, maxRequestBytes, quietWrites);
    this.metadataSchedule = metadataSchedule;
  }

  @Override
  public void add(Series series, long timestampMillis, double value) {
    keepOrder(timestampMillis);
    if (!claim(series)) {
      return;
    }
    floats.makeRoom(1, sizeAtMost(1, series.labels().encodedLength(), 0));
    write(0, series, timestampMillis, SampleBits.of(value), List.of(), floats);
  }

  @Override
  boolean areAllFree() {
    return !repeats.areWatched(); // Since nothing was renamed so far, nothing that is kept is.
  }

  @Override
  boolean claim(Known group) {
    if (!repeats.areWatched()) {
      if (!group.isRenamed()) {
        return true;
      }
      watchRepeats();
    }
    return repeats.claim(group.group().series());
  }

  private boolean claim(List<Series> series) {
    if (!repeats.areWatched()) {
      if (!ClassicRepeats.areRenamed(series)) {
        return true;
      }
      watchRepeats();
    }
    return repeats.claim(series);
  }

  private boolean claim(Series series) {
    if (!repeats.areWatched()) {
      if (!ClassicRepeats.isRenamed(series)) {
        return true;
      }
      watchRepeats();
    }
    return repeats.claim(series);
  }

  private void watchRepeats() {
    if (!repeats.areWatched()) {
      List<SeriesGroup> groups = kept.ofThisWrite();
      knownGroups.ofThisWrite().forEach(known -> groups.add(known.group()));
      repeats.watch(floats, groups);
    }
  }

  @Override
  void write(SeriesGroup group, SampleBuffer samples, Known known, RequestBuffer target) {
    makeRoom(group, samples, target);
    target.beginGroup(known, samples.startTimestampMillis());
    write(group, samples, target);
  }

  private static void makeRoom(SeriesGroup group, SampleBuffer samples, RequestBuffer target) {
    List<Series> series = group.series();
    target.makeRoom(
        series.size(),
        sizeAtMost(series.size(), group.encodedLabelsLength(), samples.exemplarCount()));
  }

  private void write(SeriesGroup group, SampleBuffer samples, RequestBuffer target) {
    List<Series> series = group.series();
    for (int i = 0; i < series.size(); i++) {
      int valueOffset =
          write(
              i,
              series.get(i),
              samples.timestampMillis(),
              SampleBits.of(samples.value(i)),
              samples.exemplars(i),
              target);
      target.addValue(valueOffset);
    }
  }

  @Override
  public void addStaleMarkers(SeriesGroup group, long timestampMillis) {
    keepOrder(timestampMillis);
    if (claim(group.series())) {
      writeStaleMarkers(group, timestampMillis, floats);
    }
  }

  private void writeStaleMarkers(SeriesGroup group, long timestampMillis, RequestBuffer target) {
    int size = group.series().size();
    target.makeRoom(size, sizeAtMost(size, group.encodedLabelsLength(), 0));
    for (int i = 0; i < size; i++) {
      Series series = group.series().get(i);
      write(i, series, timestampMillis, SampleBits.STALE_MARKER, List.of(), target);
    }
  }

  @Override
  public void add(Series series, HistogramBuffer histogram) {
    if (histogram.hasBounds()) {
      addClassicForm(series, histogram);
      return;
    }
    keepOrder(histogram.timestampMillis());
    if (!claim(series)) {
      return;
    }
    histogramPart.clear();
    histogramWriter.write(histogram, Protocol.V1, histogramPart);
    List<Exemplar> exemplars = histogram.exemplars();
    histograms.makeRoom(
        1, sizeAtMost(1, series.labels().encodedLength() + histogramPart.size(), exemplars.size()));
    int histogramSize = 1 + ProtoBuffer.varintSize(histogramPart.size()) + histogramPart.size();
    ProtoBuffer out = beginSeries(0, series, exemplarsSize(exemplars) + histogramSize, histograms);
    writeExemplars(exemplars, out);
    out.writeByte(0x22);
    out.writeVarint(histogramPart.size());
    out.writeBytes(histogramPart);
  }

  private void addClassicForm(Series series, HistogramBuffer histogram) {
    keepOrder(histogram.timestampMillis());
    SeriesGroup classic = classicForm.series(series, histogram);
    watchRepeats();
    if (!repeats.claim(classic, series)) {
      return;
    }
    if (histogram.isStaleMarker()) {
      writeStaleMarkers(classic, histogram.timestampMillis(), histogramsAsFloats);
    } else {
      SampleBuffer samples = classicForm.samples(histogram);
      makeRoom(classic, samples, histogramsAsFloats);
      write(classic, samples, histogramsAsFloats);
    }
  }

  /** Metadata that is due again goes into a request of its own, as Prometheus sends it. */
  @Override
  void sentAgain(RequestTemplate template) {
    List<Metadata> ofSeries = template.metadata();
    for (int i = 0; i < ofSeries.size(); i++) { // for every write, so without an iterator
      Metadata metadata = ofSeries.get(i);
      if (metadataSchedule.isDue(metadata)) {
        writeAside(metadata);
      }
    }
  }

  private void writeAside(Metadata metadata) {
    floats.makeRoom(0, MetadataWriter.sizeAtMost(metadata));
    MetadataWriter.write(metadata, floats.tail());
  }

  @Override
  void endWrite() {
    super.endWrite();
    metadataSchedule.reset();
    repeats.forgetSeries();
  }

  @Override
  public ClassicRepeats repeats() {
    return repeats;
  }

  private static long sizeAtMost(int samples, int labelsLength, int exemplars) {
    return labelsLength
        + (long) samples * MAX_SAMPLE_FRAME_SIZE
        + (long) exemplars * MAX_EXEMPLAR_SIZE;
  }

  /** Writes a series and returns where its value stands. */
  private int write(
      int index,
      Series series,
      long timestampMillis,
      long valueBits,
      List<Exemplar> exemplars,
      RequestBuffer target) {
    int sampleSize = 1 + Double.BYTES + 1 + ProtoBuffer.varintSize(timestampMillis);
    ProtoBuffer out = beginSeries(index, series, 2 + sampleSize + exemplarsSize(exemplars), target);
    out.writeByte(0x12);
    out.writeVarint(sampleSize);
    out.writeByte(0x09);
    int valueOffset = out.size();
    if (target.isKept()) {
      target.likeness().value(valueOffset);
    }
    out.writeFixed64(valueBits);
    out.writeByte(0x10);
    out.writeVarint(timestampMillis);
    writeExemplars(exemplars, out);
    return valueOffset;
  }

  private ProtoBuffer beginSeries(int index, Series series, int restSize, RequestBuffer request) {
    Labels labels = series.labels().toClassic();
    ProtoBuffer out = request.series();
    int start = out.size();
    out.writeByte(0x0A);
    out.writeVarint(labels.encodedLength() + restSize);
    int labelsStart = out.size();
    writeLabels(labels, out);
    if (request.isKept()) { // Else it is faster to search for what is alike.
      request.likeness().text(index, start, labelsStart, out.size(), out.array());
    }
    if (series.metadata().isPresent() && metadataSchedule.isDue(series.metadata().get())) {
      if (request.isKept()) {
        writeAside(series.metadata().get()); // It would be sent every time.
      } else {
        MetadataWriter.write(series.metadata().get(), request.tail());
      }
    }
    return out;
  }

  private static void writeLabels(Labels labels, ProtoBuffer out) {
    int start = out.advance(labels.encodedLength());
    labels.copyEncodedTo(out.array(), start);
  }

  private static int exemplarsSize(List<Exemplar> exemplars) {
    int size = 0;
    for (int i = 0; i < exemplars.size(); i++) { // Mostly none, and then without an iterator.
      Exemplar exemplar = exemplars.get(i);
      int exemplarSize = exemplarSize(exemplar);
      size += 1 + ProtoBuffer.varintSize(exemplarSize) + exemplarSize;
    }
    return size;
  }

  private static int exemplarSize(Exemplar exemplar) {
    return exemplar.labels().toClassic().encodedLength()
        + 1
        + Double.BYTES
        + 1
        + ProtoBuffer.varintSize(exemplar.timestampMillis());
  }

  private static void writeExemplars(List<Exemplar> exemplars, ProtoBuffer out) {
    for (int i = 0; i < exemplars.size(); i++) { // Mostly none, and then without an iterator.
      Exemplar exemplar = exemplars.get(i);
      out.writeByte(0x1A);
      out.writeVarint(exemplarSize(exemplar));
      writeLabels(exemplar.labels().toClassic(), out);
      out.writeByte(0x11);
      out.writeFixed64(SampleBits.of(exemplar.value()));
      out.writeByte(0x18);
      out.writeVarint(exemplar.timestampMillis());
    }
  }
}
