/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.internal.snappy.SnappyBlockCompressor;
import io.github.remotewrite.client.internal.snappy.SnappyBlockDecompressor;
import io.github.remotewrite.client.model.Labels;
import java.util.Arrays;
import java.util.List;

/**
 * Divides requests of 1.0, to find the series for which a receiver refuses them.
 *
 * <p>Metadata goes with the first half.
 */
public final class RequestSplitter {
  private static final int TIME_SERIES = 1;

  private final SnappyBlockCompressor compressor = new SnappyBlockCompressor();

  /** Returns two requests with half of the series each; the request has at least two. */
  public List<EncodedRequest> split(EncodedRequest request) {
    int half = request.samples() / 2;
    ProtoBuffer first = new ProtoBuffer(64 * 1024);
    ProtoBuffer second = new ProtoBuffer(64 * 1024);
    ProtoReader message = new ProtoReader(SnappyBlockDecompressor.decompress(request.body()));
    int series = 0;
    while (message.next()) {
      boolean toFirst = message.field() != TIME_SERIES || series++ < half;
      message.copyTo(toFirst ? first : second);
    }
    return List.of(request(first, half), request(second, request.samples() - half));
  }

  /** Returns the labels of a request's first series, to name it. */
  public Labels firstSeries(EncodedRequest request) {
    ProtoReader message = new ProtoReader(SnappyBlockDecompressor.decompress(request.body()));
    while (message.next()) {
      if (message.field() == TIME_SERIES) {
        return SeriesLabels.read(message.readMessage());
      }
      message.skip();
    }
    return Labels.builder().build();
  }

  private EncodedRequest request(ProtoBuffer message, int samples) {
    byte[] target = new byte[SnappyBlockCompressor.maxCompressedLength(message.size())];
    int length = compressor.compress(message.array(), 0, message.size(), target, 0);
    return new EncodedRequest(Protocol.V1, Arrays.copyOf(target, length), samples);
  }
}
