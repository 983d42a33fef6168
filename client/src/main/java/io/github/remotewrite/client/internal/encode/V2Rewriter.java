/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.internal.snappy.SnappyBlockCompressor;
import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;
import java.util.Arrays;

/**
 * Requests of 1.0 as requests of 2.0, for receivers that take no other any more.
 *
 * <p>Samples, histograms and exemplars are the same in both versions; labels become references.
 * Metadata is left out: 1.0 sends it once in a while, 2.0 with each series. Not thread-safe.
 */
public final class V2Rewriter {
  private static final int TIME_SERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int EXEMPLARS = 3;
  private static final int HISTOGRAMS = 4;
  private static final int LABEL_VALUE = 2;

  private static final int LABELS_REFS_TAG = 0x0A;
  private static final int SAMPLES_TAG = 0x12;
  private static final int HISTOGRAMS_TAG = 0x1A;
  private static final int EXEMPLARS_TAG = 0x22;
  private static final int TIME_SERIES_TAG = 0x2A;

  private final SnappyBlockCompressor compressor = new SnappyBlockCompressor();
  private final ProtoBuffer refs = new ProtoBuffer(128);
  private final ProtoBuffer points = new ProtoBuffer(512);
  private final ProtoBuffer exemplar = new ProtoBuffer(128);

  /** Returns the same samples as one request of 2.0. */
  public EncodedRequest rewrite(EncodedRequest request) {
    ProtoReader message = new ProtoReader(SnappyBlockDecompressor.decompress(request.body()));
    SymbolTable symbols = new SymbolTable();
    ProtoBuffer series = new ProtoBuffer(64 * 1024);
    while (message.next()) {
      if (message.field() == TIME_SERIES) {
        rewriteSeries(message.readMessage(), symbols, series);
      } else {
        message.skip();
      }
    }
    ProtoBuffer rewritten = new ProtoBuffer(symbols.encoded().size() + series.size());
    rewritten.writeBytes(symbols.encoded());
    rewritten.writeBytes(series);
    byte[] target = new byte[SnappyBlockCompressor.maxCompressedLength(rewritten.size())];
    int length = compressor.compress(rewritten.array(), 0, rewritten.size(), target, 0);
    return new EncodedRequest(
        Protocol.V2, Arrays.copyOf(target, length), request.samples(), request.histograms());
  }

  private void rewriteSeries(ProtoReader source, SymbolTable symbols, ProtoBuffer out) {
    refs.clear();
    points.clear();
    while (source.next()) {
      switch (source.field()) {
        case LABELS -> writeRefs(source.readMessage(), symbols, refs);
        case SAMPLES -> copy(SAMPLES_TAG, source.readMessage());
        case HISTOGRAMS -> copy(HISTOGRAMS_TAG, source.readMessage());
        case EXEMPLARS -> writeExemplar(source.readMessage(), symbols);
        default -> source.skip();
      }
    }
    out.writeByte(TIME_SERIES_TAG);
    int start = out.beginLength();
    write(LABELS_REFS_TAG, refs, out);
    out.writeBytes(points);
    out.endLength(start);
  }

  private void writeExemplar(ProtoReader source, SymbolTable symbols) {
    ProtoBuffer exemplarRefs = new ProtoBuffer(16);
    exemplar.clear();
    while (source.next()) {
      if (source.field() == LABELS) {
        writeRefs(source.readMessage(), symbols, exemplarRefs);
      } else {
        source.copyTo(exemplar); // Value and timestamp, which have the same fields.
      }
    }
    points.writeByte(EXEMPLARS_TAG);
    int start = points.beginLength();
    write(LABELS_REFS_TAG, exemplarRefs, points);
    points.writeBytes(exemplar);
    points.endLength(start);
  }

  private static void writeRefs(ProtoReader label, SymbolTable symbols, ProtoBuffer out) {
    int name = 0;
    int value = 0;
    while (label.next()) {
      byte[] text = label.readBytes();
      int ref = symbols.ref(text, 0, text.length);
      if (label.field() == LABEL_VALUE) {
        value = ref;
      } else {
        name = ref;
      }
    }
    out.writeVarint(name);
    out.writeVarint(value);
  }

  private void copy(int tag, ProtoReader source) {
    points.writeByte(tag);
    int start = points.beginLength();
    while (source.next()) {
      source.copyTo(points);
    }
    points.endLength(start);
  }

  private static void write(int tag, ProtoBuffer content, ProtoBuffer out) {
    if (content.size() > 0) {
      out.writeByte(tag);
      out.writeVarint(content.size());
      out.writeBytes(content);
    }
  }
}
