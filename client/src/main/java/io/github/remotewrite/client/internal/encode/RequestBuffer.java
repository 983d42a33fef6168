/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request being written, and those finished before it.
 *
 * <p>The message is a head (the symbols of 2.0), its series, and a tail (the metadata of 1.0). Not
 * thread-safe; the buffers are reused.
 */
final class RequestBuffer {
  private static final int INITIAL_BYTES = 4 * 1024;

  private final Protocol protocol;
  private final int maxSamplesPerSend;
  private final int maxRequestBytes;
  private final RequestPool pool;
  private final @Nullable KeptRequests kept;
  private final SymbolTable symbols = new SymbolTable();
  private final SeriesRefs refs = new SeriesRefs(symbols);
  private ProtoBuffer series = newSeries();
  private ProtoBuffer tail = newTail();
  private RequestLayout layout = new RequestLayout();
  private SeriesLikeness likeness = new SeriesLikeness();
  private final RecentNeed need = new RecentNeed();
  private final List<EncodedRequest> finished = new ArrayList<>();
  private int samples;
  private long mostBytesAdded;

  /**
   * @param pool what compresses the requests
   * @param kept what keeps them afterwards; null if they are sent once
   */
  RequestBuffer(
      Protocol protocol,
      RequestPool pool,
      int maxSamplesPerSend,
      int maxRequestBytes,
      @Nullable KeptRequests kept) {
    this.protocol = protocol;
    this.pool = pool;
    this.maxSamplesPerSend = maxSamplesPerSend;
    this.maxRequestBytes = maxRequestBytes;
    this.kept = kept;
  }

  private static ProtoBuffer newSeries() {
    return new ProtoBuffer(INITIAL_BYTES);
  }

  private static ProtoBuffer newTail() {
    return new ProtoBuffer(1024);
  }

  /** Finishes the request unless so much more fits into it, then counts the samples in. */
  void makeRoom(int addedSamples, long addedBytes) {
    long bytes = (long) symbols.encoded().size() + series.size() + tail.size();
    if (samples + addedSamples > maxSamplesPerSend || bytes + addedBytes > maxRequestBytes) {
      finishRequest();
    }
    samples += addedSamples;
    mostBytesAdded = Math.max(mostBytesAdded, addedBytes);
  }

  /** Returns whether its requests are kept. */
  boolean isKept() {
    return kept != null;
  }

  /** Notes that the samples that follow are this group's. */
  void beginGroup(Known group, long startTimestampMillis) {
    if (kept != null) {
      layout.addGroup(group, startTimestampMillis);
    }
  }

  /** Notes where among the series a value of the group stands. */
  void addValue(int offset) {
    if (kept != null) {
      layout.addValue(offset);
    }
  }

  /** Returns the symbols of the request, of 2.0 only. */
  SymbolTable symbols() {
    return symbols;
  }

  /** Returns the refs to these of the series being written. */
  SeriesRefs refs() {
    return refs;
  }

  ProtoBuffer series() {
    return series;
  }

  ProtoBuffer tail() {
    return tail;
  }

  /** Returns what the series are like, to be said while they are written. */
  SeriesLikeness likeness() {
    return likeness;
  }

  /** Finishes the request and moves all finished ones to the list. */
  void finish(List<EncodedRequest> requests) {
    finishRequest();
    requests.addAll(finished);
    finished.clear();
  }

  private void finishRequest() {
    if (samples == 0 && tail.size() == 0) {
      return;
    }
    ProtoBuffer whole = message();
    int headSize = protocol == Protocol.V2 ? symbols.encoded().size() : 0;
    finished.add(pool.compress(whole, headSize, likeness.likeness(), samples));
    if (kept != null) {
      // Made before anything is handed over, in case there is no memory left.
      ProtoBuffer nextSeries = newSeries();
      RequestLayout nextLayout = new RequestLayout();
      SeriesLikeness nextLikeness = new SeriesLikeness();
      kept.keep(whole, headSize, layout, likeness.likeness(), mostBytesAdded);
      series = nextSeries;
      layout = nextLayout;
      likeness = nextLikeness;
    }
    clearRequest();
  }

  private ProtoBuffer message() {
    if (protocol == Protocol.V1) {
      series.writeBytes(tail);
      return series;
    }
    series.prepend(symbols.encoded());
    return series;
  }

  /** Ends the write: forgets the request and those finished before it. */
  void clear() {
    clearRequest();
    finished.clear();
    if (need.endWriteWith(series.capacity() + symbols.encoded().capacity())) {
      letGo();
    }
    symbols.trim();
  }

  /** Lets go of buffers that are much larger than what was needed lately. */
  private void letGo() {
    series = newSeries();
    tail = newTail();
    layout = new RequestLayout();
    likeness = new SeriesLikeness();
    symbols.forget();
  }

  private void clearRequest() {
    need.note(Math.max(series.size() + symbols.encoded().size(), INITIAL_BYTES));
    symbols.clear();
    refs.clear();
    series.clear();
    tail.clear();
    layout.clear();
    likeness.clear();
    samples = 0;
    mostBytesAdded = 0;
  }
}
