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
 * <p>The message is its series, then its metadata. Not thread-safe; the buffers are reused.
 */
final class RequestBuffer {
  private final int maxSamplesPerSend;
  private final int maxRequestBytes;
  private final SnappyBlockCompressor compressor;
  private final ProtoBuffer series = new ProtoBuffer(4 * 1024);
  private final ProtoBuffer metadata = new ProtoBuffer(1024);
  private final List<EncodedRequest> finished = new ArrayList<>();
  private byte[] compressed = {};
  private int samples;

  RequestBuffer(int maxSamplesPerSend, int maxRequestBytes, SnappyBlockCompressor compressor) {
    this.maxSamplesPerSend = maxSamplesPerSend;
    this.maxRequestBytes = maxRequestBytes;
    this.compressor = compressor;
  }

  /** Finishes the request unless so much more fits into it, then counts the samples in. */
  void makeRoom(int addedSamples, long addedBytes) {
    boolean full =
        samples + addedSamples > maxSamplesPerSend
            || series.size() + metadata.size() + addedBytes > maxRequestBytes;
    if (full) {
      finishRequest();
    }
    samples += addedSamples;
  }

  ProtoBuffer series() {
    return series;
  }

  ProtoBuffer metadata() {
    return metadata;
  }

  /** Finishes the request and moves all finished ones to the list. */
  void finish(List<EncodedRequest> requests) {
    finishRequest();
    requests.addAll(finished);
    finished.clear();
  }

  void discard() {
    series.clear();
    metadata.clear();
    samples = 0;
    finished.clear();
  }

  private void finishRequest() {
    if (samples == 0) {
      return;
    }
    series.writeBytes(metadata);
    int bound = SnappyBlockCompressor.maxCompressedLength(series.size());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int length = compressor.compress(series.array(), 0, series.size(), compressed, 0);
    finished.add(new EncodedRequest(Arrays.copyOf(compressed, length), samples));
    series.clear();
    metadata.clear();
    samples = 0;
  }
}
