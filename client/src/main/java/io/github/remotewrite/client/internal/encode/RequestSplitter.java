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
import org.jspecify.annotations.Nullable;

/**
 * Divides requests, to find the series for which a receiver refuses them.
 *
 * <p>The metadata of 1.0 goes with the first half.
 */
public final class RequestSplitter {
  private static final int TIME_SERIES = 1;

  private final SnappyBlockCompressor compressor = new SnappyBlockCompressor();

  /** Returns two requests with half of the series each; the request has at least two. */
  public List<EncodedRequest> split(EncodedRequest request) {
    return request.protocol() == Protocol.V1 ? splitV1(request) : splitV2(request);
  }

  private List<EncodedRequest> splitV1(EncodedRequest request) {
    int half = request.samples() / 2;
    ProtoBuffer first = new ProtoBuffer(64 * 1024);
    ProtoBuffer second = new ProtoBuffer(64 * 1024);
    ProtoReader message = new ProtoReader(SnappyBlockDecompressor.decompress(request.body()));
    int series = 0;
    while (message.next()) {
      boolean toFirst = message.field() != TIME_SERIES || series++ < half;
      message.copyTo(toFirst ? first : second);
    }
    return List.of(part(request, first, half), part(request, second, request.samples() - half));
  }

  private List<EncodedRequest> splitV2(EncodedRequest request) {
    V2Series series =
        new V2Series(new ProtoReader(SnappyBlockDecompressor.decompress(request.body())));
    int half = request.samples() / 2;
    return List.of(
        partV2(request, series, 0, half, true),
        partV2(request, series, half, request.samples(), true));
  }

  private EncodedRequest partV2(
      EncodedRequest whole, V2Series series, int from, int to, boolean exemplars) {
    SymbolTable symbols = new SymbolTable();
    ProtoBuffer written = new ProtoBuffer(64 * 1024);
    series.writeTo(from, to, exemplars, symbols, written);
    ProtoBuffer message = new ProtoBuffer(64 * 1024);
    message.writeBytes(symbols.encoded());
    message.writeBytes(written);
    return part(whole, message, to - from);
  }

  /** Returns the labels of a request's first series, to name it. */
  public Labels firstSeries(EncodedRequest request) {
    ProtoReader message = new ProtoReader(SnappyBlockDecompressor.decompress(request.body()));
    if (request.protocol() == Protocol.V2) {
      return new V2Series(message).firstLabels();
    }
    while (message.next()) {
      if (message.field() == TIME_SERIES) {
        return SeriesLabels.read(message.readMessage());
      }
      message.skip();
    }
    return Labels.builder().build();
  }

  /** Returns a request of 2.0 without its exemplars; null if it has none. */
  public @Nullable EncodedRequest withoutExemplars(EncodedRequest request) {
    if (request.protocol() == Protocol.V1) {
      return null;
    }
    V2Series series =
        new V2Series(new ProtoReader(SnappyBlockDecompressor.decompress(request.body())));
    return series.hasExemplars() ? partV2(request, series, 0, request.samples(), false) : null;
  }

  private EncodedRequest part(EncodedRequest whole, ProtoBuffer message, int samples) {
    byte[] target = new byte[SnappyBlockCompressor.maxCompressedLength(message.size())];
    int length = compressor.compress(message.array(), 0, message.size(), target, 0);
    return new EncodedRequest(
        whole.protocol(), Arrays.copyOf(target, length), samples, whole.histograms());
  }
}
