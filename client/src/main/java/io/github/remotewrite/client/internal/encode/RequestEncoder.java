/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.internal.snappy.SnappyBlockCompressor;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples as the messages of one version of Remote Write, compressed.
 *
 * <p>Not thread-safe; the buffers are reused.
 */
public abstract sealed class RequestEncoder implements Batch permits V1Encoder, V2Encoder {
  final RequestBuffer floats;
  // Prometheus before 3.8 answers 500 to a whole request for one native histogram, unless it was
  // told to take them. So these go last, in requests of their own.
  final RequestBuffer histograms;
  // What is a native histogram in 2.0 and has another form in 1.0. A request of either version that
  // waits must not be overtaken by one of the other, so they have the same lane.
  final RequestBuffer histogramsAsFloats;

  RequestEncoder(Protocol protocol, int maxSamplesPerSend, int maxRequestBytes) {
    SnappyBlockCompressor compressor = new SnappyBlockCompressor();
    floats = new RequestBuffer(protocol, false, maxSamplesPerSend, maxRequestBytes, compressor);
    histograms = new RequestBuffer(protocol, true, maxSamplesPerSend, maxRequestBytes, compressor);
    histogramsAsFloats =
        new RequestBuffer(protocol, true, maxSamplesPerSend, maxRequestBytes, compressor);
  }

  /** Returns the requests since the last call, and starts anew. */
  public List<EncodedRequest> finish() {
    List<EncodedRequest> requests = new ArrayList<>();
    floats.finish(requests);
    histogramsAsFloats.finish(requests);
    histograms.finish(requests);
    return requests;
  }

  /** Returns what was left out because 1.0 has no other name for it; in 2.0 nothing is. */
  public ClassicRepeats repeats() {
    return ClassicRepeats.NONE;
  }

  /** Forgets what was added since the last {@link #finish}. */
  public void discard() {
    floats.discard();
    histogramsAsFloats.discard();
    histograms.discard();
  }
}
