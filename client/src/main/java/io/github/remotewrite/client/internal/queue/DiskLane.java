/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.queue.disk.DiskLog;
import io.github.remotewrite.client.internal.queue.disk.DiskLogSettings;
import io.github.remotewrite.client.internal.queue.disk.Loss;
import io.github.remotewrite.client.internal.queue.disk.Recovery;
import io.github.remotewrite.client.internal.queue.disk.StoredRequest;
import io.github.remotewrite.client.internal.queue.disk.Usage;
import io.github.remotewrite.client.internal.retry.RetryClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One lane of a queue on disk: its log, and who owns the requests in it.
 *
 * <p>For one thread that adds and one that takes.
 */
final class DiskLane<T> implements AutoCloseable {
  private final DiskLog log;
  private final LossListener<T> losses;
  // What was appended before has no owner.
  private final long firstOwnSequence;
  private final Deque<Owned<T>> owners = new ArrayDeque<>();
  private volatile DropReason lastLoss = DropReason.QUEUE_FAILED;
  // Of an earlier process, without an outcome. Belongs to the taker, as does taken.
  private long recoveredSamples;
  private @Nullable Queued<T> taken;

  private DiskLane(DiskLog log, LossListener<T> losses) {
    this.log = log;
    this.losses = losses;
    this.firstOwnSequence = log.nextSequence();
    this.recoveredSamples = log.recovery().samples();
  }

  static <T> DiskLane<T> open(Path directory, DiskLogSettings settings, LossListener<T> losses)
      throws IOException {
    Losses<T> unreported = new Losses<>(losses);
    DiskLog log = DiskLog.open(directory, settings, RetryClock.SYSTEM::nanoTime, unreported::lost);
    DiskLane<T> lane = new DiskLane<>(log, losses);
    unreported.lane = lane;
    Recovery recovery = log.recovery();
    if (recovery.isLossy()) {
      losses.lost(
          recovery.lostSamples(),
          DropReason.QUEUE_FAILED,
          "queue on disk was damaged: directory="
              + directory
              + ", lostBytes="
              + recovery.lostBytes()
              + ", damage="
              + recovery.damage());
    }
    return lane;
  }

  void add(Queued<T> request) throws IOException {
    Owned<T> owned = new Owned<>(log.nextSequence(), request.request().samples(), request.owner());
    synchronized (owners) {
      owners.addLast(owned);
    }
    boolean stored = false;
    try {
      log.append(new StoredRequest(request.request(), request.queuedMillis()));
      stored = true;
    } finally {
      if (!stored) {
        synchronized (owners) {
          owners.removeLast();
        }
      }
    }
  }

  /** Returns the oldest request, the same until it is removed; null if there is none. */
  @Nullable Queued<T> peek() throws IOException {
    if (taken != null) {
      return taken;
    }
    StoredRequest stored = log.peek();
    if (stored == null) {
      recoveredAreOver();
      return null;
    }
    T owner = null;
    if (log.peekedSequence() < firstOwnSequence) {
      recoveredSamples -= stored.request().samples();
    } else {
      recoveredAreOver();
      owner = ownerOf(log.peekedSequence());
    }
    taken = new Queued<>(stored.request(), stored.queuedMillis(), owner);
    return taken;
  }

  private void recoveredAreOver() {
    if (recoveredSamples > 0) {
      losses.tell(null, recoveredSamples, lastLoss);
      recoveredSamples = 0;
    }
  }

  /** Returns the owner of a request, after those of lost ones before it have been told. */
  private @Nullable T ownerOf(long sequence) {
    Owned<T> owned = nextOwned();
    while (owned != null && owned.sequence < sequence) {
      losses.tell(owned.owner, owned.samples, lastLoss);
      owned = nextOwned();
    }
    return owned == null ? null : owned.owner;
  }

  private @Nullable Owned<T> nextOwned() {
    synchronized (owners) {
      return owners.pollFirst();
    }
  }

  void remove() throws IOException {
    if (taken != null) {
      taken = null;
      log.remove();
    }
  }

  void evictOldest() throws IOException {
    log.evictOldest();
  }

  void forceIfDue() throws IOException {
    log.forceIfDue();
  }

  boolean isEmpty() {
    return log.usage().records() == 0;
  }

  Usage usage() {
    return log.usage();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private record Owned<T>(long sequence, long samples, @Nullable T owner) {}

  /** Losses of a log, which may come before its lane is made. */
  private static final class Losses<T> {
    private final LossListener<T> listener;
    private volatile @Nullable DiskLane<T> lane;

    Losses(LossListener<T> listener) {
      this.listener = listener;
    }

    void lost(Loss loss) {
      DropReason reason =
          loss.reason() == Loss.Reason.CAPACITY ? DropReason.QUEUE_FULL : DropReason.QUEUE_FAILED;
      DiskLane<T> known = lane;
      if (known != null) {
        known.lastLoss = reason;
      }
      listener.lost(loss.samples(), reason, loss.detail());
    }
  }
}
