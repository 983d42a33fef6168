/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import io.github.remotewrite.client.FsyncPolicy;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one lane on disk, oldest first, until they have their outcome.
 *
 * <p>A directory holds {@linkplain SegmentWriter segments} with {@linkplain RecordHeader records},
 * a {@linkplain CheckpointFile checkpoint} and a lock. What was appended is there again after a
 * {@code kill -9}; what the loss of power takes is {@link FsyncPolicy}'s to say. A record is
 * returned with the bytes it was appended with and in the order of appending, or it is lost and
 * reported. Delivery is at least once: the checkpoint is written with each removal but not forced,
 * since all that a lost one costs is requests sent again, which receivers accept.
 *
 * <p>When the directory is full the oldest segment goes as a whole, because only deleting a file
 * gives space back: an eighth of the capacity at most.
 *
 * <p>Thread-safe; meant for one thread that appends and one that peeks and removes. No method waits
 * for anything but the disk.
 */
public final class DiskLog implements AutoCloseable {
  /** Opening fails for a while when the process has too many files open, say. */
  private static final int MAX_OPEN_FAILURES = 10;

  private final Path directory;
  private final DiskLogSettings settings;
  private final Disk disk;
  private final LongSupplier nanoTime;
  private final Consumer<Loss> losses;
  private final Queue<Loss> unreportedLosses = new ConcurrentLinkedQueue<>();
  private final DirectoryLock lock;
  private final CheckpointFile checkpointFile;
  private final Window window = new Window();
  private final Segments segments = new Segments();
  private final Recovery recovery;
  private Checkpoint checkpoint;
  private long nextSegment;
  private @Nullable SegmentWriter writer;
  private @Nullable SegmentCursor cursor;
  private @Nullable Segment cursorSegment;
  private int openFailures;
  private @Nullable Peeked peeked;
  private long forcedNanos;
  private boolean closed;
  private volatile Usage usage = new Usage(0, 0, 0, 0);

  private DiskLog(
      Path directory,
      DiskLogSettings settings,
      Disk disk,
      LongSupplier nanoTime,
      Consumer<Loss> losses,
      DirectoryLock lock,
      CheckpointFile checkpointFile)
      throws IOException {
    this.directory = directory;
    this.settings = settings;
    this.disk = disk;
    this.nanoTime = nanoTime;
    this.losses = losses;
    this.lock = lock;
    this.checkpointFile = checkpointFile;
    RecoveryScan scan =
        new RecoveryScan(disk, window, checkpointFile.newest(), checkpointFile.isWhole());
    this.recovery = scan.run(QueueDirectory.segments(directory));
    this.checkpoint = scan.start();
    this.nextSegment = scan.nextSegment();
    scan.segments().forEach(segments::add);
    // Due with the first append.
    this.forcedNanos = nanoTime.getAsLong() - settings.fsyncInterval().toNanos();
  }

  /**
   * Opens the log of a directory; creates both if needed.
   *
   * @param nanoTime a time that only moves forward
   * @param losses told of everything that is lost from now on, by the thread that noticed and
   *     without a lock held
   * @throws IOException if the directory is in use, holds something else or can't be read
   */
  public static DiskLog open(
      Path directory, DiskLogSettings settings, LongSupplier nanoTime, Consumer<Loss> losses)
      throws IOException {
    return open(directory, settings, nanoTime, losses, new NioDisk());
  }

  static DiskLog open(
      Path directory,
      DiskLogSettings settings,
      LongSupplier nanoTime,
      Consumer<Loss> losses,
      Disk disk)
      throws IOException {
    QueueDirectory.prepare(directory, disk);
    List<AutoCloseable> opened = new ArrayList<>();
    boolean done = false;
    try {
      DirectoryLock lock = DirectoryLock.acquire(directory);
      opened.add(lock);
      CheckpointFile checkpointFile = CheckpointFile.open(disk, directory);
      opened.add(0, checkpointFile);
      DiskLog log = new DiskLog(directory, settings, disk, nanoTime, losses, lock, checkpointFile);
      log.tidyUp();
      done = true;
      return log;
    } finally {
      if (!done) {
        closeAll(opened);
      }
    }
  }

  /** Returns what the opening found. */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Appends a request. The oldest make room for it if they have to, which counts as a loss.
   *
   * @throws IOException if it isn't stored: the disk fails or is full, the request is larger than
   *     the capacity, or the log is closed. A later append may succeed.
   */
  public void append(StoredRequest request) throws IOException {
    try {
      doAppend(request);
    } finally {
      reportLosses();
    }
  }

  /**
   * Returns the oldest request, the same until it is {@linkplain #remove removed}; null if none
   * waits. Records that turn out to be damaged are skipped and reported as lost.
   *
   * @throws IOException if it can't be read at present; nothing is lost, and a later call may
   *     succeed
   */
  public @Nullable StoredRequest peek() throws IOException {
    try {
      return doPeek();
    } finally {
      reportLosses();
    }
  }

  /**
   * Removes the request that was peeked: it has its outcome.
   *
   * @throws IOException if that can't be written down: it is removed all the same, but after a
   *     restart it may be sent again
   */
  public synchronized void remove() throws IOException {
    requireOpen();
    if (peeked == null) {
      throw new IllegalStateException("remove must follow peek: directory=" + directory);
    }
    Peeked removed = peeked;
    peeked = null;
    if (removed.evicted) {
      return; // Its segment made room meanwhile.
    }
    RecordHeader header = removed.header;
    Segment segment = removed.segment;
    segments.removed(segment, header);
    checkpoint =
        new Checkpoint(
            segment.number(),
            header.end(),
            header.nextSequence(),
            header.nextSamplesBefore(),
            checkpoint.endSequence(),
            checkpoint.endSamples());
    publishUsage();
    if (segment.records() == 0 && !isActive(segment)) {
      deleteFinished();
    } else {
      checkpointFile.write(checkpoint);
    }
    forceIfDue();
  }

  /** Returns the number that the next request to be appended gets; numbers rise one by one. */
  public synchronized long nextSequence() {
    return checkpoint.endSequence();
  }

  /** Returns the number of the request that was peeked. */
  public synchronized long peekedSequence() {
    if (peeked == null) {
      throw new IllegalStateException("a request must have been peeked: directory=" + directory);
    }
    return peeked.header.sequence();
  }

  /** Drops the oldest segment, which counts as a loss; what waits elsewhere needs its space. */
  public void evictOldest() throws IOException {
    try {
      doEvictOldest();
    } finally {
      reportLosses();
    }
  }

  private synchronized void doEvictOldest() throws IOException {
    requireOpen();
    Segment oldest = segments.oldest();
    if (oldest != null) {
      evict(oldest);
      publishUsage();
    }
  }

  /**
   * Deletes the directory of a log that is closed and empty.
   *
   * @throws IOException if it can't be deleted, which may be because it isn't empty
   */
  public static void delete(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(DirectoryLock.NAME));
    Files.deleteIfExists(directory.resolve(CheckpointFile.NAME));
    Files.delete(directory);
  }

  /** Returns how much waits. Cheap, and never waits for the disk. */
  public Usage usage() {
    return usage;
  }

  /**
   * Forces what was appended if the interval of {@link FsyncPolicy#INTERVAL} has passed.
   *
   * <p>Each append and removal does so too; this is for a lane that does neither for a while.
   */
  public synchronized void forceIfDue() throws IOException {
    if (settings.fsync() == FsyncPolicy.INTERVAL && isForceDue()) {
      force();
    }
  }

  /** Forces what was appended now, except with {@link FsyncPolicy#NEVER}. */
  public synchronized void flush() throws IOException {
    if (settings.forces()) {
      force();
    }
  }

  /**
   * Closes the log. A request that was peeked and not removed is there again at the next opening.
   */
  @Override
  public void close() throws IOException {
    try {
      doClose();
    } finally {
      reportLosses();
    }
  }

  private synchronized void doAppend(StoredRequest stored) throws IOException {
    requireOpen();
    EncodedRequest request = stored.request();
    byte[] body = request.body();
    long recordBytes = (long) RecordHeader.BYTES + body.length;
    if (CheckpointFile.BYTES + FileHeader.BYTES + recordBytes > settings.maxBytes()) {
      throw new IOException(
          "request must fit into the queue on disk: requestBytes="
              + body.length
              + ", maxBytes="
              + settings.maxBytes());
    }
    try {
      SegmentWriter active = makeRoom(recordBytes);
      Segment segment = active.segment();
      RecordHeader header =
          new RecordHeader(
              (int) segment.bytes(),
              segment.number(),
              checkpoint.endSequence(),
              checkpoint.endSamples(),
              stored.queuedMillis(),
              request.samples(),
              body.length,
              request.protocol(),
              Crc.of(body));
      boolean force =
          settings.fsync() == FsyncPolicy.ALWAYS
              || (settings.fsync() == FsyncPolicy.INTERVAL && isForceDue());
      active.append(header, body, force);
      if (force) {
        forcedNanos = nanoTime.getAsLong();
      }
      segments.appended(segment, header);
      checkpoint = checkpoint.withEnd(header.nextSequence(), header.nextSamplesBefore());
    } catch (IOException e) {
      giveSpaceBack(e);
      throw e;
    } finally {
      publishUsage();
    }
  }

  /** Deletes the newest segment if nothing in it waits: a full disk may need no more than that. */
  private void giveSpaceBack(IOException e) {
    if (writer != null && writer.segment().records() == 0) {
      try {
        finishSegment();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
    }
  }

  /** Returns the writer for a record of this size, after the oldest segments made room for it. */
  private SegmentWriter makeRoom(long recordBytes) throws IOException {
    if (writer != null && !writer.hasRoom(recordBytes, settings.segmentBytes())) {
      finishSegment();
    }
    while (true) {
      long needed = recordBytes + (writer == null ? FileHeader.BYTES : 0);
      Segment oldest = segments.oldest();
      if (oldest == null
          || CheckpointFile.BYTES + segments.bytes() + needed <= settings.maxBytes()) {
        break;
      }
      evict(oldest);
    }
    return writer == null ? beginSegment() : writer;
  }

  private SegmentWriter beginSegment() throws IOException {
    long number = nextSegment++;
    Path path = directory.resolve(SegmentName.of(number));
    Segment segment = new Segment(number, path, FileHeader.BYTES, FileHeader.BYTES);
    SegmentWriter begun = SegmentWriter.create(disk, segment);
    segments.add(segment);
    writer = begun;
    if (settings.forces()) {
      boolean done = false;
      try {
        disk.forceDirectory(directory);
        done = true;
      } finally {
        if (!done) {
          finishSegment();
        }
      }
    }
    return begun;
  }

  /** Begins no other segment; deletes it if nothing in it waits. */
  private void finishSegment() throws IOException {
    SegmentWriter finished = writer;
    if (finished == null) {
      return;
    }
    writer = null;
    try (finished) {
      if (settings.forces()) {
        finished.force();
      }
    }
    if (finished.segment().records() == 0) {
      deleteFinished();
    } else {
      checkpointFile.write(checkpoint); // Tells how far the log reaches.
    }
  }

  /** Deletes the oldest segment and counts what waits in it as lost. */
  private void evict(Segment segment) throws IOException {
    if (isActive(segment) && writer != null) {
      SegmentWriter evicted = writer;
      writer = null;
      evicted.close();
    }
    long records = segment.records();
    long samples = segment.samples();
    if (peeked != null && peeked.segment == segment && !peeked.evicted) {
      // It is on its way, and will have its outcome.
      peeked.evicted = true;
      records--;
      samples -= peeked.header.samples();
    }
    if (records > 0) {
      unreportedLosses.add(
          new Loss(
              Loss.Reason.CAPACITY,
              records,
              samples,
              "oldest requests on disk made room for newer ones: segment="
                  + SegmentName.digits(segment.number())
                  + ", maxBytes="
                  + settings.maxBytes()));
    }
    segments.gaveUp(segment);
    deleteFinished();
  }

  private synchronized @Nullable StoredRequest doPeek() throws IOException {
    requireOpen();
    if (peeked != null) {
      return peeked.request;
    }
    try {
      Segment segment = segments.oldestWaiting();
      while (segment != null) {
        SegmentCursor reading = cursorOn(segment);
        RecordHeader header = reading == null ? null : reading.next(segment.bytes(), true);
        if (reading != null && header != null) {
          peeked = new Peeked(segment, header, reading.body());
          segment.peeked(header);
          return peeked.request;
        }
        Damage damage = reading == null ? new Damage() : reading.takeDamage();
        loseRest(segment, damage);
        segment = segments.oldestWaiting();
      }
      return null;
    } finally {
      publishUsage();
    }
  }

  /** Returns the cursor for a segment, opened if needed; null if its file is lost. */
  private @Nullable SegmentCursor cursorOn(Segment segment) throws IOException {
    if (cursor != null && cursorSegment == segment) {
      return cursor;
    }
    closeCursor();
    try {
      DiskFile file = disk.openForReading(segment.path());
      cursor = new SegmentCursor(file, segment.number(), segment.readFrom(), window);
      cursorSegment = segment;
      openFailures = 0;
      return cursor;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      openFailures++;
      if (openFailures < MAX_OPEN_FAILURES) {
        throw e;
      }
      openFailures = 0;
      return null;
    }
  }

  /** Counts as lost what should be in a segment and can't be found there. */
  private void loseRest(Segment segment, Damage damage) throws IOException {
    String detail =
        damage.isNone()
            ? "segment is missing: segment=" + SegmentName.digits(segment.number())
            : damage.detail();
    unreportedLosses.add(
        new Loss(Loss.Reason.DAMAGE, segment.records(), segment.samples(), detail));
    segments.gaveUp(segment);
    if (!isActive(segment)) {
      deleteFinished();
    }
  }

  /**
   * Deletes the oldest segments if nothing in them waits, after the checkpoint has moved behind
   * them, and blank ones. A broken segment among others stays until then, or else, next time, it
   * would be missed.
   */
  private void deleteFinished() throws IOException {
    List<Segment> finished = new ArrayList<>();
    boolean oldest = true;
    for (Segment segment : segments) {
      if (segment.records() > 0 || isActive(segment)) {
        oldest = false; // The checkpoint must not pass what waits.
      } else if (oldest || segment.isBlank()) {
        finished.add(segment);
        moveBehind(segment);
      }
    }
    boolean noted = false;
    try {
      checkpointFile.write(checkpoint);
      if (settings.forces() && !finished.isEmpty()) {
        // Or else, after a loss of power, the missing segment would look like lost records.
        checkpointFile.force();
      }
      noted = true;
    } finally {
      // A full disk may have room for the checkpoint only after this.
      delete(finished);
      if (!noted) {
        checkpointFile.write(checkpoint);
      }
    }
  }

  private void moveBehind(Segment segment) {
    Checkpoint behind =
        new Checkpoint(
            segment.number() + 1,
            0,
            segment.nextSequence(),
            segment.nextSamplesBefore(),
            checkpoint.endSequence(),
            checkpoint.endSamples());
    if (!segment.isBlank() && behind.isAfter(checkpoint)) {
      checkpoint = behind;
    }
  }

  private void delete(List<Segment> finished) throws IOException {
    for (Segment segment : finished) {
      if (segment == cursorSegment) {
        closeCursor();
      }
      disk.delete(segment.path());
      segments.deleted(segment);
    }
    publishUsage();
  }

  /** Deletes what an earlier process left behind, and notes what was found lost. */
  private synchronized void tidyUp() {
    try {
      deleteFinished();
    } catch (IOException e) {
      // What waits can be delivered even where nothing can be written, and the next removal tries
      // again.
    }
    publishUsage();
  }

  private void force() throws IOException {
    if (writer != null) {
      writer.force();
    }
    forcedNanos = nanoTime.getAsLong();
  }

  private boolean isForceDue() {
    return nanoTime.getAsLong() - forcedNanos >= settings.fsyncInterval().toNanos();
  }

  private boolean isActive(Segment segment) {
    return writer != null && writer.segment() == segment;
  }

  private synchronized void doClose() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (peeked != null && peeked.evicted) {
      unreportedLosses.add(
          new Loss(
              Loss.Reason.CAPACITY,
              1,
              peeked.header.samples(),
              "request on its way made room for newer ones: directory=" + directory));
    }
    try (lock;
        checkpointFile) {
      closeCursor();
      finishSegment();
      checkpointFile.write(checkpoint);
      if (settings.forces()) {
        checkpointFile.force();
      }
    }
  }

  private void closeCursor() throws IOException {
    SegmentCursor closing = cursor;
    cursor = null;
    cursorSegment = null;
    if (closing != null) {
      closing.close();
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("queue on disk is closed: directory=" + directory);
    }
  }

  private void publishUsage() {
    Segment oldest = segments.oldestWaiting();
    usage =
        new Usage(
            CheckpointFile.BYTES + segments.bytes(),
            segments.records(),
            segments.samples(),
            oldest == null ? 0 : oldest.oldestMillis());
  }

  private void reportLosses() {
    Loss loss = unreportedLosses.poll();
    while (loss != null) {
      losses.accept(loss);
      loss = unreportedLosses.poll();
    }
  }

  private static void closeAll(List<AutoCloseable> opened) {
    for (AutoCloseable closeable : opened) {
      try {
        closeable.close();
      } catch (Exception e) {
        // The failure to open is the one to report.
      }
    }
  }

  /** The record that is on its way. */
  private static final class Peeked {
    private final Segment segment;
    private final RecordHeader header;
    private final StoredRequest request;
    private boolean evicted;

    Peeked(Segment segment, RecordHeader header, byte[] body) {
      this.segment = segment;
      this.header = header;
      this.request =
          new StoredRequest(
              new EncodedRequest(header.protocol(), body, header.samples(), false),
              header.queuedMillis());
    }
  }
}
