/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.snappy.SnappyBlockCompressor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request being written, and those finished before it.
 *
 * <p>The message is a head (the symbols of 2.0), its series, and a tail (the metadata of 1.0). Not
 * thread-safe; the buffers are reused.
 */
final class RequestBuffer {
  private final Protocol protocol;
  private final boolean histograms;
  private final int maxSamplesPerSend;
  private final int maxRequestBytes;
  private final SnappyBlockCompressor compressor;
  private final SymbolTable symbols = new SymbolTable();
  private final ProtoBuffer series = new ProtoBuffer(4 * 1024);
  private final ProtoBuffer tail = new ProtoBuffer(1024);
  private final ProtoBuffer message = new ProtoBuffer(4 * 1024);
  private final List<EncodedRequest> finished = new ArrayList<>();
  private byte[] compressed = {};
  private int samples;

  RequestBuffer(
      Protocol protocol,
      boolean histograms,
      int maxSamplesPerSend,
      int maxRequestBytes,
      SnappyBlockCompressor compressor) {
    this.protocol = protocol;
    this.histograms = histograms;
    this.maxSamplesPerSend = maxSamplesPerSend;
    this.maxRequestBytes = maxRequestBytes;
    this.compressor = compressor;
  }

  /** Finishes the request unless so much more fits into it, then counts the samples in. */
  void makeRoom(int addedSamples, long addedBytes) {
    long bytes = (long) symbols.encoded().size() + series.size() + tail.size();
    if (samples + addedSamples > maxSamplesPerSend || bytes + addedBytes > maxRequestBytes) {
      finishRequest();
    }
    samples += addedSamples;
  }

  /** Returns the symbols of the request, of 2.0 only. */
  SymbolTable symbols() {
    return symbols;
  }

  ProtoBuffer series() {
    return series;
  }

  ProtoBuffer tail() {
    return tail;
  }

  /** Finishes the request and moves all finished ones to the list. */
  void finish(List<EncodedRequest> requests) {
    finishRequest();
    requests.addAll(finished);
    finished.clear();
  }

  void discard() {
    clear();
    finished.clear();
  }

  private void finishRequest() {
    if (samples == 0) {
      return;
    }
    finished.add(new EncodedRequest(protocol, compress(message()), samples, histograms));
    clear();
  }

  private ProtoBuffer message() {
    if (protocol == Protocol.V1) {
      series.writeBytes(tail);
      return series;
    }
    message.clear();
    message.writeBytes(symbols.encoded());
    message.writeBytes(series);
    return message;
  }

  private byte[] compress(ProtoBuffer whole) {
    int bound = SnappyBlockCompressor.maxCompressedLength(whole.size());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int length = compressor.compress(whole.array(), 0, whole.size(), compressed, 0);
    return Arrays.copyOf(compressed, length);
  }

  private void clear() {
    symbols.clear();
    series.clear();
    tail.clear();
    samples = 0;
  }
}
