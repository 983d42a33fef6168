/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.snappy.Likeness;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are kept from write to write, see {@link RequestTemplate}.
 *
 * <p>A request holds the groups that were in it when it was written, wherever they come in later
 * writes. All samples in kept requests have one timestamp, that of the first one of a write. Not
 * thread-safe.
 */
final class KeptRequests {
  // In so many writes a request more costs what merging it does.
  private static final int CALM_WRITES = 64;

  private final Protocol protocol;
  private final int maxSamplesPerSend;
  private final int quietWrites;
  private final int maxRequestBytes;
  private final List<RequestTemplate> templates = new ArrayList<>();
  private final LayoutQueue waiting;
  private final CompressionScratch scratch;
  private final SampleBuffer samples = new SampleBuffer();
  // What should come next, as it did in the write before.
  private @Nullable RequestTemplate expected;
  private int expectedPlace;
  private int write = 1; // lasts for decades of one a second
  private boolean begun;
  private boolean closed;
  private long timestampMillis;
  private int lastLayout;
  private int groups;

  KeptRequests(
      Protocol protocol,
      int maxSamplesPerSend,
      int maxRequestBytes,
      int quietWrites,
      CompressionScratch scratch) {
    this.scratch = scratch;
    this.maxRequestBytes = maxRequestBytes;
    this.waiting = new LayoutQueue(maxRequestBytes);
    this.quietWrites = quietWrites;
    this.protocol = protocol;
    this.maxSamplesPerSend = maxSamplesPerSend;
  }

  /**
   * Returns whether the group is where the last writes had it, after the one before it, and its
   * values went there. For a group that stays this is all that is done: one comparison, and its
   * values.
   */
  boolean writeInPlace(SeriesGroup group, SampleBuffer values) {
    RequestTemplate template = expected;
    if (template == null
        || !template.isAt(expectedPlace, group)
        || !isNow(values.timestampMillis())
        || !template.write(expectedPlace, values, write)) {
      return false;
    }
    expectAfter(template, expectedPlace);
    return true;
  }

  private void expectAfter(RequestTemplate template, int place) {
    expected = template;
    expectedPlace = place + 1;
    if (expectedPlace == template.groupCount()) {
      int next = template.index() + 1;
      expected = next < templates.size() ? templates.get(next) : null;
      expectedPlace = 0;
    }
  }

  /** Returns whether the values of the group went into its request, if that is kept. */
  boolean write(Known group, SampleBuffer values) {
    RequestTemplate template = group.template();
    if (template == null || group.isKeptIn(write) || !isNow(values.timestampMillis())) {
      return false;
    }
    if (template.write(group.place(), values, write)) {
      expectAfter(template, group.place());
      return true;
    }
    group.leave();
    return false;
  }

  /** Returns whether the group's request is to be laid out after this write, to be kept. */
  boolean isReady(Known group, SampleBuffer values) {
    if (values.exemplarCount() > 0) {
      group.disturb();
      return false;
    }
    if (group.quietWrite() <= quietWrites
        || group.awaitsLayout()
        || !hasRoom()
        || group.isKeptIn(write)
        || !isNow(values.timestampMillis())) {
      return false;
    }
    group.setKeptIn(write);
    return true;
  }

  /** Returns whether one more message may wait to be laid out. */
  boolean hasRoom() {
    return waiting.hasRoom();
  }

  /** Returns whether the group has a sample in the kept requests of this write, which are open. */
  boolean has(Known group) {
    return !closed && group.isKeptIn(write);
  }

  /** Returns the groups that have been written over in this write. */
  List<SeriesGroup> ofThisWrite() {
    List<SeriesGroup> written = new ArrayList<>();
    for (RequestTemplate template : templates) {
      List<Known> groups = template.groups();
      for (int place = 0; place < groups.size(); place++) {
        if (template.isWritten(place, write)) {
          written.add(groups.get(place).group());
        }
      }
    }
    return written;
  }

  private boolean isNow(long timestampMillis) {
    if (!begun) {
      begun = true;
      this.timestampMillis = timestampMillis;
    }
    return !closed && this.timestampMillis == timestampMillis;
  }

  /** Returns whether the kept requests of this write are open, and have older samples only. */
  boolean isOlderThan(long timestampMillis) {
    return begun && !closed && timestampMillis > this.timestampMillis;
  }

  /**
   * Keeps a request of this write, once {@link #layOutNext} comes to it.
   *
   * @param bytesOfAGroup how many bytes a group was thought to take at most
   */
  void keep(
      ProtoBuffer message,
      int headSize,
      RequestLayout layout,
      Likeness likeness,
      long bytesOfAGroup) {
    // Of two that are small one can be made.
    boolean small =
        2L * layout.values() < maxSamplesPerSend
            && 2 * (message.size() + bytesOfAGroup) < maxRequestBytes;
    waiting.add(
        new WrittenRequest(message, headSize, layout, likeness, small, timestampMillis, write));
  }

  /** Returns whether a request waits to be laid out. */
  boolean isLayoutWaiting() {
    return !waiting.isEmpty();
  }

  /**
   * Lays out one of the requests that wait for it; not within a write. If that fails, its groups
   * are written as before, and wait for some writes before it is tried again.
   */
  void layOutNext() {
    WrittenRequest next = waiting.poll();
    if (next == null) {
      return;
    }
    boolean done = false;
    try {
      RequestTemplate template = RequestTemplate.of(protocol, next, scratch);
      templates.add(template);
      template.adoptGroups();
      lastLayout = write;
      putInOrder();
      done = true;
    } finally {
      if (!done) {
        next.layout().groups().forEach(Known::disturb);
      }
    }
  }

  /**
   * Ends the kept requests of this write: those whose groups have all come are added to the list,
   * and of the others what has come is written anew. Only the first call of a write does something.
   */
  void close(List<EncodedRequest> finished, RequestEncoder encoder) {
    if (closed) {
      return;
    }
    closed = true;
    List<RequestTemplate> broken = new ArrayList<>();
    for (RequestTemplate template : templates) {
      if (template.isWhole(write)) {
        finished.add(template.lend());
        encoder.sentAgain(template);
      } else if (template.lastWrite() == write
          || template.lastWrite() < write - KnownTable.WRITES_KEPT) {
        broken.add(template);
      }
    }
    templates.removeAll(broken);
    for (RequestTemplate template : broken) {
      List<Known> groups = template.groups();
      for (int place = 0; place < groups.size(); place++) {
        Known group = groups.get(place);
        if (template.isWritten(place, write)) {
          template.read(place, timestampMillis, samples);
          encoder.writeAnew(group, samples);
        }
      }
      template.dissolve();
    }
  }

  /** Ends the write. */
  void endWrite() {
    mergeSmall();
    putInOrder();
    write++;
    begun = false;
    closed = false;
  }

  private void putInOrder() {
    groups = 0;
    for (int i = 0; i < templates.size(); i++) {
      templates.get(i).setIndex(i);
      groups += templates.get(i).groupCount();
    }
    expected = templates.isEmpty() ? null : templates.get(0);
    expectedPlace = 0;
  }

  /** Returns how many groups there are in all requests. */
  int groups() {
    return groups;
  }

  /**
   * Dissolves requests that are less than half full, to be laid out as fewer: those that are small
   * beside each other, so that a new series takes no large one with it, and all once nothing has
   * been laid out for long.
   */
  private void mergeSmall() {
    List<RequestTemplate> small = new ArrayList<>();
    for (RequestTemplate template : templates) {
      if (template.lastWrite() == write && template.isSmall()) {
        small.add(template);
      }
    }
    if (small.size() < 2) {
      return;
    }
    small.sort(Comparator.comparingInt(RequestTemplate::samples));
    boolean calm = write - lastLayout >= CALM_WRITES;
    List<RequestTemplate> merged = small.subList(0, calm ? small.size() : alikeInSize(small));
    templates.removeAll(merged);
    merged.forEach(RequestTemplate::dissolve);
  }

  /**
   * Returns how many of the smallest are to be merged: all up to the largest that has at most twice
   * the samples of those before it together.
   */
  private static int alikeInSize(List<RequestTemplate> bySize) {
    int alike = 0;
    long smaller = 0;
    for (int i = 0; i < bySize.size(); i++) {
      int samples = bySize.get(i).samples();
      if (samples <= 2 * smaller) {
        alike = i + 1;
      }
      smaller += samples;
    }
    return alike;
  }
}
