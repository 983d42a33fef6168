/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import io.github.remotewrite.receiver.Answer.Action;
import io.github.remotewrite.receiver.internal.decode.DecodedSeries;
import io.github.remotewrite.receiver.internal.store.SeriesStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Everything a receiver remembers: the requests, the store, and the answers still to be given.
 *
 * <p>Thread-safe: one lock guards it all, so a request is checked against the store, stored and
 * logged in one step.
 */
final class RequestLog {
  private final Object lock = new Object();
  private final List<ReceivedRequest> requests = new ArrayList<>();
  private final SeriesStore store = new SeriesStore();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private List<Behavior> behaviors;
  private long sequence;

  RequestLog(List<Behavior> behaviors) {
    this.behaviors = behaviors;
  }

  /**
   * Finds the answer, stores the request if that answer does and no rule is broken, and logs it.
   */
  Handled handle(IncomingRequest incoming) {
    List<Violation> violations = new ArrayList<>(incoming.violations());
    List<StoredSeries> series =
        incoming.content().series().stream().map(DecodedSeries::toStored).toList();
    synchronized (lock) {
      Answer answer = nextAnswer(incoming, series);
      store.check(incoming.protocol(), series, violations);
      List<StoredSeries> written = List.of();
      if (answer.stores() && violations.isEmpty()) {
        written = answer.stored(incoming.protocol(), series);
        store.append(written, incoming.content().metadata());
      }
      sequence++;
      ReceivedRequest request =
          incoming.toReceived(sequence, series, violations, status(answer, violations));
      requests.add(request);
      lock.notifyAll();
      return new Handled(request, answer, written);
    }
  }

  private Answer nextAnswer(IncomingRequest incoming, List<StoredSeries> series) {
    if (!answers.isEmpty()) {
      return answers.remove();
    }
    Behavior.Arrival arrival =
        new Behavior.Arrival(
            incoming.protocol(),
            series,
            incoming.bodyBytes(),
            incoming.arrival(),
            store.size(),
            store::contains);
    return behaviors.stream()
        .flatMap(behavior -> behavior.answer(arrival).stream())
        .findFirst()
        .orElse(Answer.store());
  }

  private static OptionalInt status(Answer answer, List<Violation> violations) {
    if (answer.action() != Action.RESPOND || answer.status().isPresent()) {
      return answer.status();
    }
    if (violations.isEmpty()) {
      return OptionalInt.of(204);
    }
    return OptionalInt.of(
        switch (violations.get(0).rule()) {
          case PATH -> 404;
          case METHOD -> 405;
          case CONTENT_ENCODING, CONTENT_TYPE -> 415;
          default -> 400;
        });
  }

  void addAnswer(Answer answer, int times) {
    synchronized (lock) {
      for (int i = 0; i < times; i++) {
        answers.add(answer);
      }
    }
  }

  void setBehaviors(List<Behavior> behaviors) {
    synchronized (lock) {
      this.behaviors = behaviors;
    }
  }

  boolean awaitRequests(int count, Duration timeout) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    synchronized (lock) {
      while (requests.size() < count) {
        long remainingNanos = deadlineNanos - System.nanoTime();
        if (remainingNanos <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, remainingNanos);
      }
      return true;
    }
  }

  List<ReceivedRequest> requests() {
    synchronized (lock) {
      return List.copyOf(requests);
    }
  }

  List<StoredSeries> series() {
    synchronized (lock) {
      return store.series();
    }
  }

  Optional<StoredSeries> series(Map<String, String> labels) {
    synchronized (lock) {
      return store.series(labels);
    }
  }

  List<StoredMetadata> metadata() {
    synchronized (lock) {
      return store.metadata();
    }
  }

  /** Forgets the requests, and keeps what was stored of them. */
  void forgetRequests() {
    synchronized (lock) {
      requests.clear();
    }
  }

  void clear() {
    synchronized (lock) {
      requests.clear();
      store.clear();
      answers.clear();
    }
  }

  /** A request, the answer to give to it, and what was stored of it. */
  record Handled(ReceivedRequest request, Answer answer, List<StoredSeries> written) {}
}
