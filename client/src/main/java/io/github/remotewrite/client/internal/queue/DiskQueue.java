/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.queue.disk.DiskLog;
import io.github.remotewrite.client.internal.queue.disk.DiskLogSettings;
import io.github.remotewrite.client.internal.queue.disk.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue on disk: for each lane a {@link DiskLog} in a directory of its own.
 *
 * <p>What an earlier process left behind comes first. If it had another number of lanes, a series
 * may have been on another one: then the first lane delivers all of that while the others wait, so
 * that no sample overtakes an older one of its series.
 */
public final class DiskQueue<T> implements RequestQueue<T> {
  // How long a disk that can't be read has to recover, and a log waits for its next fsync.
  private static final long PAUSE_MILLIS = Duration.ofSeconds(1).toMillis();

  private final long capacityBytes;
  private final LossListener<T> losses;
  private final List<DiskLane<T>> lanes = new ArrayList<>();
  // Guarded by this, as is taken: which log each lane's request in flight is of.
  private final List<Leftover<T>> leftovers = new ArrayList<>();
  private final List<@Nullable DiskLane<T>> taken = new ArrayList<>();

  private DiskQueue(long capacityBytes, LossListener<T> losses) {
    this.capacityBytes = capacityBytes;
    this.losses = losses;
  }

  /**
   * Opens the queue of a directory; creates it if needed.
   *
   * @param settings those of each log, with the capacity of all of them
   * @throws IOException if the directory is in use, holds something else or can't be read
   */
  public static <T> DiskQueue<T> open(
      Path directory, int lanes, DiskLogSettings settings, LossListener<T> losses)
      throws IOException {
    LaneDirectories directories = LaneDirectories.of(directory, lanes);
    DiskQueue<T> queue = new DiskQueue<>(settings.maxBytes(), losses);
    boolean done = false;
    try {
      for (Path lane : directories.lanes()) {
        queue.lanes.add(DiskLane.open(lane, settings, losses));
        queue.taken.add(null);
      }
      for (Path leftover : directories.leftovers()) {
        queue.leftovers.add(new Leftover<>(leftover, DiskLane.open(leftover, settings, losses)));
      }
      done = true;
      return queue;
    } finally {
      if (!done) {
        queue.close();
      }
    }
  }

  @Override
  public void add(int lane, Queued<T> request) {
    try {
      lanes.get(lane).add(request);
      makeRoom();
    } catch (IOException e) {
      int samples = request.request().samples();
      losses.lost(samples, DropReason.QUEUE_FAILED, "request was not stored: error=" + e);
      losses.tell(request.owner(), samples, DropReason.QUEUE_FAILED);
    } finally {
      request.request().release(); // Its bytes are on disk, or lost.
    }
    synchronized (this) {
      notifyAll();
    }
  }

  /** Each log keeps to the capacity by itself; this is about all of them together. */
  private void makeRoom() throws IOException {
    while (usage().bytes() > capacityBytes) {
      DiskLane<T> oldest = null;
      for (DiskLane<T> lane : all()) {
        boolean older =
            oldest == null || lane.usage().oldestMillis() < oldest.usage().oldestMillis();
        if (!lane.isEmpty() && older) {
          oldest = lane;
        }
      }
      if (oldest == null) {
        return;
      }
      oldest.evictOldest();
    }
  }

  @Override
  public Queued<T> take(int number) throws InterruptedException {
    while (true) {
      try {
        DiskLane<T> lane = laneFor(number);
        Queued<T> request = lane == null ? null : lane.peek();
        if (request != null) {
          synchronized (this) {
            taken.set(number, lane);
          }
          return request;
        }
        await(number);
      } catch (IOException e) {
        // What can't be read now may be readable later; if it never is, the log says what is lost.
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Returns where a lane's next request is, or null if it has to wait for the first lane. */
  private @Nullable DiskLane<T> laneFor(int number) throws IOException {
    DiskLane<T> leftover = number == 0 ? oldestLeftover() : null;
    if (leftover != null) {
      return leftover;
    }
    synchronized (this) {
      return leftovers.isEmpty() ? lanes.get(number) : null;
    }
  }

  /** Returns the one with the oldest request; closes and deletes those without any. */
  private @Nullable DiskLane<T> oldestLeftover() throws IOException {
    List<Leftover<T>> found;
    synchronized (this) {
      found = List.copyOf(leftovers);
    }
    DiskLane<T> oldest = null;
    long oldestMillis = Long.MAX_VALUE;
    for (Leftover<T> leftover : found) {
      Queued<T> request = leftover.lane.peek();
      if (request == null) {
        delete(leftover);
      } else if (request.queuedMillis() < oldestMillis) {
        oldest = leftover.lane;
        oldestMillis = request.queuedMillis();
      }
    }
    return oldest;
  }

  private void delete(Leftover<T> empty) throws IOException {
    synchronized (this) {
      leftovers.remove(empty);
      notifyAll();
    }
    empty.lane.close();
    DiskLog.delete(empty.directory);
  }

  @SuppressWarnings("WaitNotInLoop") // The loop is in take.
  private void await(int number) throws InterruptedException, IOException {
    synchronized (this) {
      if (!leftovers.isEmpty() ? number != 0 : lanes.get(number).isEmpty()) {
        wait(PAUSE_MILLIS);
      }
    }
    lanes.get(number).forceIfDue();
  }

  @Override
  public void remove(int number) {
    DiskLane<T> lane;
    synchronized (this) {
      lane = taken.set(number, null);
    }
    try {
      if (lane != null) {
        lane.remove();
      }
    } catch (IOException e) {
      // It has its outcome; all this costs is that it is sent again after a restart.
    }
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public QueueUsage usage() {
    long samples = 0;
    long bytes = 0;
    long oldestMillis = Long.MAX_VALUE;
    for (DiskLane<T> lane : all()) {
      Usage usage = lane.usage();
      samples += usage.samples();
      bytes += usage.bytes();
      if (usage.records() > 0) {
        oldestMillis = Math.min(oldestMillis, usage.oldestMillis());
      }
    }
    return new QueueUsage(samples, bytes, oldestMillis);
  }

  /** What waits is there when the queue is opened again. */
  @Override
  public void close() {
    for (DiskLane<T> lane : all()) {
      try {
        lane.close();
      } catch (IOException e) {
        // Everything but the last of the checkpoint is on disk, which costs at most a repetition.
      }
    }
  }

  private synchronized List<DiskLane<T>> all() {
    List<DiskLane<T>> all = new ArrayList<>(lanes);
    leftovers.forEach(leftover -> all.add(leftover.lane));
    return all;
  }

  private record Leftover<T>(Path directory, DiskLane<T> lane) {}
}
