/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of samples. Thread-safe. */
public final class DeliveryCounters {
  private final LongAdder samplesWritten = new LongAdder();
  private final LongAdder samplesRetried = new LongAdder();
  private final LongAdder requestsWritten = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();
  private final Map<DropReason, LongAdder> samplesDropped = new EnumMap<>(DropReason.class);

  public DeliveryCounters() {
    for (DropReason reason : DropReason.values()) {
      samplesDropped.put(reason, new LongAdder());
    }
  }

  public DeliveryStatistics snapshot() {
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    samplesDropped.forEach((reason, count) -> dropped.put(reason, count.sum()));
    return new DeliveryStatistics(
        samplesWritten.sum(),
        dropped,
        samplesRetried.sum(),
        requestsWritten.sum(),
        bytesWritten.sum());
  }

  void written(long samples, int requestBytes) {
    samplesWritten.add(samples);
    requestsWritten.increment();
    bytesWritten.add(requestBytes);
  }

  void retried(EncodedRequest request) {
    samplesRetried.add(request.samples());
  }

  void dropped(long samples, DropReason reason) {
    LongAdder counter = samplesDropped.get(reason);
    if (counter != null) {
      counter.add(samples);
    }
  }
}
