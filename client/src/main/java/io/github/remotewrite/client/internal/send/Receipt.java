/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.queue.Queued;

/**
 * Records the outcomes of one request's samples: in the counts, in the log and with the write that
 * the request is part of. Belongs to one lane.
 */
final class Receipt {
  private final DeliveryCounters counters;
  private final DeliveryLog log;
  private final PendingWrite write;
  private long open;
  private boolean closed;

  /**
   * @param write the write that the request is part of
   */
  Receipt(
      Queued<PendingWrite> queued, PendingWrite write, DeliveryCounters counters, DeliveryLog log) {
    this.counters = counters;
    this.log = log;
    this.write = write;
    this.open = queued.request().samples();
  }

  /** Notes that the samples became so many more when they were rewritten. */
  void recounted(long more) {
    if (!closed) {
      open += more;
      write.recounted(more);
    }
  }

  void written(long samples, int requestBytes) {
    if (closed) {
      return;
    }
    open -= samples;
    counters.written(samples, requestBytes);
    log.written();
    if (write.isWholeWith(samples)) {
      log.wholeWritten(write.lossesBefore());
    }
    write.written(samples);
  }

  /** Some samples of a request were written, though the receiver refused others. */
  void writtenInPart(long samples) {
    if (closed) {
      return;
    }
    open -= samples;
    counters.writtenInPart(samples);
    log.written();
    write.written(samples);
  }

  /** Samples wait until the version is decided. */
  void held(long samples, Outcome.Failure failure) {
    if (!closed) {
      log.holding(samples, failure);
    }
  }

  void dropped(long samples, DropReason reason, Outcome.Failure failure) {
    if (closed) {
      return;
    }
    open -= samples;
    counters.dropped(samples, reason);
    log.dropped(samples, reason, failure);
    write.dropped(samples, reason);
  }

  /** Drops what has no outcome yet, parts that are held included. Nothing is recorded any more. */
  void dropRest(DropReason reason, Outcome.Failure failure) {
    if (open > 0) {
      dropped(open, reason, failure);
    }
    closed = true;
  }
}
