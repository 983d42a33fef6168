/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.queue.Queued;

/** Where it is written down what became of the samples of one request. Belongs to one lane. */
final class Receipt {
  private final DeliveryCounters counters;
  private final DeliveryLog log;
  private final PendingWrite write;
  private long open;

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

  /** The samples became so many more when they were written in another form. */
  void recounted(long more) {
    open += more;
    write.recounted(more);
  }

  void written(long samples, int requestBytes) {
    open -= samples;
    counters.written(samples, requestBytes);
    log.written();
    write.written(samples);
  }

  void dropped(long samples, DropReason reason, Outcome.Failure failure) {
    open -= samples;
    counters.dropped(samples, reason);
    log.dropped(samples, reason, failure);
    write.dropped(samples, reason);
  }

  /** Drops what has no outcome yet. */
  void dropRest(DropReason reason, Outcome.Failure failure) {
    if (open > 0) {
      dropped(open, reason, failure);
    }
  }
}
