/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.Batch;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples as the messages of one version of Remote Write, compressed.
 *
 * <p>Two ways lead there. Whatever is new or odd is written into a message, which is then
 * compressed. Groups that were in several writes and brought nothing but values go into requests of
 * their own, which are kept, and from then on only written over: see {@link RequestTemplate}. Both
 * make the same of the same samples.
 *
 * <p>Not thread-safe; the buffers are reused.
 */
public abstract sealed class RequestEncoder implements Batch permits V1Encoder, V2Encoder {
  /** In place of a number of quiet writes: no request is kept. */
  public static final int NEVER = Integer.MAX_VALUE;

  // Fewer, and requests would be laid out for series that are about to vanish again.
  static final int QUIET_WRITES = 3;

  final RequestBuffer floats;
  // Prometheus before 3.8 answers 500 to a whole request for one native histogram, unless it was
  // told to take them. So these go last, in requests of their own.
  final RequestBuffer histograms;
  // What is a native histogram in 2.0 and has another form in 1.0. A request of either version that
  // waits must not be overtaken by one of the other, so they have the same lane.
  final RequestBuffer histogramsAsFloats;
  final KnownTable knownGroups = new KnownTable();
  private final CompressionScratch scratch = new CompressionScratch();
  private final RequestPool floatsPool;
  private final RequestPool histogramsPool;
  // Requests that will be laid out after this write, to be kept.
  private final RequestBuffer lasting;
  final KeptRequests kept;
  // One of them is what the last finish returned.
  private List<EncodedRequest> finished = new ArrayList<>();
  private List<EncodedRequest> spare = new ArrayList<>();
  private boolean begun;

  RequestEncoder(Protocol protocol, int maxSamplesPerSend, int maxRequestBytes, int quietWrites) {
    kept = new KeptRequests(protocol, maxSamplesPerSend, maxRequestBytes, quietWrites, scratch);
    int samples = maxSamplesPerSend;
    int bytes = maxRequestBytes;
    floatsPool = new RequestPool(protocol, false, scratch);
    histogramsPool = new RequestPool(protocol, true, scratch);
    floats = new RequestBuffer(protocol, floatsPool, samples, bytes, null);
    lasting = new RequestBuffer(protocol, floatsPool, samples, bytes, kept);
    histograms = new RequestBuffer(protocol, histogramsPool, samples, bytes, null);
    histogramsAsFloats = new RequestBuffer(protocol, histogramsPool, samples, bytes, null);
  }

  @Override
  public final void add(SeriesGroup group, SampleBuffer samples) {
    begun = true;
    if (areAllFree() && kept.writeInPlace(group, samples)) {
      return;
    }
    Known known = knownGroups.get(group);
    if (!claim(known) || kept.write(known, samples)) {
      return;
    }
    if (kept.isReady(known, samples)) {
      write(group, samples, known, lasting);
      return;
    }
    keepOrder(samples.timestampMillis());
    if (kept.has(known)) {
      finishKept(); // Of two samples with one time, the first one comes first.
    }
    write(group, samples, known, floats);
  }

  /** Writes a group into a message. */
  abstract void write(SeriesGroup group, SampleBuffer samples, Known known, RequestBuffer target);

  /** Sees to it that a series that is in a kept request has no older sample after it. */
  final void keepOrder(long timestampMillis) {
    begun = true;
    if (kept.isOlderThan(timestampMillis)) {
      finishKept();
    }
  }

  /**
   * Returns the requests since the last call, and starts anew. The list is valid until the next
   * call.
   */
  public List<EncodedRequest> finish() {
    finishKept();
    floats.finish(finished);
    histogramsAsFloats.finish(finished);
    histograms.finish(finished);
    List<EncodedRequest> requests = finished;
    finished = spare;
    spare = requests;
    endWrite();
    return requests;
  }

  /** Returns whether there is a request that {@link #layOutNext} would lay out. */
  public boolean isLayoutWaiting() {
    return kept.isLayoutWaiting();
  }

  /**
   * Lays out one of the requests that are to be kept. Until that is done, their samples are sent in
   * plain ones, so no write waits for it. Not to be called between {@link #add} and {@link
   * #finish}.
   */
  public void layOutNext() {
    kept.layOutNext();
  }

  private void finishKept() {
    floats.finish(finished);
    kept.close(finished, this);
    lasting.finish(finished);
  }

  /** Returns whether no series has to be claimed, unless it is one that was never met before. */
  boolean areAllFree() {
    return true;
  }

  /** Returns whether the series of a group are free in this write; counts them if not. */
  boolean claim(Known group) {
    return true;
  }

  /** Writes a group whose request can't be sent as it was kept. */
  final void writeAnew(Known known, SampleBuffer samples) {
    write(known.group(), samples, known, kept.hasRoom() ? lasting : floats);
  }

  /** Notes that a kept request is sent once more. */
  void sentAgain(RequestTemplate template) {}

  /** Returns what was left out because 1.0 has no other name for it; in 2.0 nothing is. */
  public ClassicRepeats repeats() {
    return ClassicRepeats.NONE;
  }

  /** Forgets what was added since the last {@link #finish}. */
  public void discard() {
    if (begun) {
      endWrite();
    }
  }

  void endWrite() {
    begun = false;
    finished.clear();
    floats.clear();
    lasting.clear();
    histogramsAsFloats.clear();
    histograms.clear();
    floatsPool.endWrite();
    histogramsPool.endWrite();
    scratch.endWrite();
    kept.endWrite();
    knownGroups.endWrite(kept.groups());
  }
}
