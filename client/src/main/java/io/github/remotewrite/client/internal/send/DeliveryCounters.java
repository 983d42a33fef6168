/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.AttemptOutcome;
import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of samples. Thread-safe. */
public final class DeliveryCounters {
  private final LongAdder samplesWritten = new LongAdder();
  private final LongAdder samplesRetried = new LongAdder();
  private final LongAdder requestsWritten = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();
  private final Counts<DropReason> samplesDropped = new Counts<>(DropReason.class);
  private final Counts<AttemptOutcome> attempts = new Counts<>(AttemptOutcome.class);
  private final Counts<AttemptOutcome> attemptBytes = new Counts<>(AttemptOutcome.class);

  public DeliveryStatistics snapshot() {
    return new DeliveryStatistics(
        samplesWritten.sum(),
        samplesDropped.snapshot(),
        samplesRetried.sum(),
        requestsWritten.sum(),
        bytesWritten.sum(),
        attempts.snapshot(),
        attemptBytes.snapshot());
  }

  void written(long samples, int requestBytes) {
    samplesWritten.add(samples);
    requestsWritten.increment();
    bytesWritten.add(requestBytes);
  }

  void writtenInPart(long samples) {
    samplesWritten.add(samples);
  }

  void retried(EncodedRequest request) {
    samplesRetried.add(request.samples());
  }

  void attempted(EncodedRequest request, Outcome outcome) {
    AttemptOutcome kind =
        outcome instanceof Outcome.Written
            ? AttemptOutcome.WRITTEN
            : outcome instanceof Outcome.Temporary
                ? AttemptOutcome.RETRYABLE
                : AttemptOutcome.PERMANENT;
    attempts.add(kind, 1);
    attemptBytes.add(kind, request.length());
  }

  void dropped(long samples, DropReason reason) {
    samplesDropped.add(reason, samples);
  }

  /** A count for each of some constants. */
  private static final class Counts<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    Counts(Class<E> type) {
      counts = new EnumMap<>(type);
      for (E constant : type.getEnumConstants()) {
        counts.put(constant, new LongAdder());
      }
    }

    void add(E constant, long count) {
      LongAdder counter = counts.get(constant);
      if (counter != null) {
        counter.add(count);
      }
    }

    Map<E, Long> snapshot() {
      Map<E, Long> snapshot = new HashMap<>();
      counts.forEach((constant, count) -> snapshot.put(constant, count.sum()));
      return snapshot;
    }
  }
}
