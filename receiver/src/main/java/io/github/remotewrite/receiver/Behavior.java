/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * What a receiver does other than the usual, as released ones do: the answer to every request of a
 * kind, for as long as it is set.
 *
 * <p>Requests are decoded and checked all the same. That they are refused this way is no violation
 * of theirs. A behavior belongs to one receiver: some count what it has been sent.
 *
 * @see RemoteWriteReceiver#setBehaviors
 */
public final class Behavior {
  private final Reaction reaction;

  private Behavior(Reaction reaction) {
    this.reaction = reaction;
  }

  /**
   * Takes requests of 2.0 for empty ones of 1.0: answers 204, stores nothing and doesn't say how
   * much was written. So do Prometheus before 2.54, VictoriaMetrics and InfluxDB.
   */
  public static Behavior swallowingV2() {
    return answering(Protocol.V2, Answer.status(204));
  }

  /**
   * Doesn't take this version. The status is 415 from what knows the other version only, as Cortex
   * by default; 400 from what can't decode the message; 404 from what has another path for it.
   */
  public static Behavior refusing(Protocol protocol, int status) {
    requireNonNull(protocol, "protocol");
    String body = "Remote Write " + protocol.number() + " is not accepted by this server\n";
    return answering(protocol, Answer.status(status).withBody(body));
  }

  /**
   * Closes the connection of every request of this version without an answer, as Prometheus before
   * 3.7 does when a request of 2.0 makes it panic.
   */
  public static Behavior closingConnection(Protocol protocol) {
    return answering(protocol, Answer.closeConnection());
  }

  /** Gives this answer to every request of this version. */
  public static Behavior answering(Protocol protocol, Answer answer) {
    requireNonNull(protocol, "protocol");
    requireNonNull(answer, "answer");
    return new Behavior(
        arrival -> arrival.protocol() == protocol ? Optional.of(answer) : Optional.empty());
  }

  /** Gives this answer to every request. */
  public static Behavior answering(Answer answer) {
    requireNonNull(answer, "answer");
    return new Behavior(arrival -> Optional.of(answer));
  }

  /**
   * Answers 500 to every request with a native histogram and stores nothing of it, as Prometheus
   * before 3.8 does without its feature flag.
   */
  public static Behavior withoutNativeHistograms() {
    Answer answer = Answer.status(500).withBody("native histograms are disabled\n");
    return new Behavior(
        arrival ->
            arrival.series().stream().anyMatch(series -> !series.histograms().isEmpty())
                ? Optional.of(answer)
                : Optional.empty());
  }

  /**
   * Answers 500 to every request with a series whose labels are such, and stores nothing of it:
   * data that no retry helps.
   */
  public static Behavior failingFor(Predicate<Map<String, String>> labels) {
    requireNonNull(labels, "labels");
    return whereAny(labels, Answer.status(500).withBody("internal error\n"));
  }

  /**
   * Answers 400 to every request with a series whose labels are such, as if its samples were out of
   * order. Of a 2.0 request all other series are stored, and counted in the {@code Written}
   * headers; a 1.0 request is rolled back as a whole. So does Prometheus.
   */
  public static Behavior rejectingSeries(Predicate<Map<String, String>> labels) {
    requireNonNull(labels, "labels");
    return whereAny(labels, Answer.rejecting(labels, WrittenCounts.STORED, true));
  }

  /**
   * Answers 400 to every request with a series whose labels are such, stores all other series, of a
   * request of either version, and counts them in this way. So do Mimir ({@link
   * WrittenCounts#RECEIVED}) and Cortex ({@link WrittenCounts#ZERO}).
   */
  public static Behavior rejectingSeries(
      Predicate<Map<String, String>> labels, WrittenCounts counts) {
    requireNonNull(labels, "labels");
    requireNonNull(counts, "counts");
    return whereAny(labels, Answer.rejecting(labels, counts, false));
  }

  /**
   * Answers 400 to every request of 2.0 with such an exemplar, as if it came late, and stores and
   * counts everything else of it. So does Prometheus; of 1.0 it passes over such exemplars.
   */
  public static Behavior rejectingExemplars(Predicate<StoredExemplar> exemplars) {
    requireNonNull(exemplars, "exemplars");
    Answer answer = Answer.rejectingExemplars(exemplars);
    return new Behavior(
        arrival ->
            arrival.protocol() == Protocol.V2
                    && arrival.series().stream()
                        .flatMap(series -> series.exemplars().stream())
                        .anyMatch(exemplars)
                ? Optional.of(answer)
                : Optional.empty());
  }

  private static Behavior whereAny(Predicate<Map<String, String>> labels, Answer answer) {
    return new Behavior(
        arrival ->
            arrival.series().stream().map(StoredSeries::labels).anyMatch(labels)
                ? Optional.of(answer)
                : Optional.empty());
  }

  /**
   * Stores so many series at most, of a request of either version as many as still fit, and answers
   * 400 to every request with another one, as Mimir and Cortex do at a tenant's limit.
   *
   * @throws IllegalArgumentException if the limit is negative
   */
  public static Behavior limitingSeries(int limit, WrittenCounts counts) {
    requireNonNull(counts, "counts");
    if (limit < 0) {
      throw new IllegalArgumentException("limit must not be negative: limit=" + limit);
    }
    String body = "per-user series limit of " + limit + " exceeded\n";
    return new Behavior(
        arrival -> {
          Set<Map<String, String>> rejected = beyond(limit, arrival);
          return rejected.isEmpty()
              ? Optional.empty()
              : Optional.of(Answer.rejecting(rejected::contains, counts, false).withBody(body));
        });
  }

  private static Set<Map<String, String>> beyond(int limit, Arrival arrival) {
    int room = limit - arrival.storedSeries();
    Set<Map<String, String>> rejected = new HashSet<>();
    for (StoredSeries series : arrival.series()) {
      if (!arrival.isStored().test(series.labels())) {
        room--;
        if (room < 0) {
          rejected.add(series.labels());
        }
      }
    }
    return rejected;
  }

  /**
   * Answers 413 with a page to every request whose body is larger, as it is on the wire, and stores
   * nothing of it. So does nginx with {@code client_max_body_size}, 1 MB by default.
   *
   * @throws IllegalArgumentException if the limit is not positive
   */
  public static Behavior limitingBody(int bytes) {
    requirePositive("bytes", bytes);
    Answer answer =
        Answer.status(413)
            .withHeader("Content-Type", "text/html")
            .withBody("<html><h1>413 Request Entity Too Large</h1></html>\n");
    return new Behavior(
        arrival -> arrival.bodyBytes() > bytes ? Optional.of(answer) : Optional.empty());
  }

  /**
   * Stores so many samples a second, and so many at once after a pause; answers 429 to every
   * request with more than are left, without {@code Retry-After}, and stores nothing of it. So does
   * Cortex: a request with more samples than the burst is never stored.
   *
   * @throws IllegalArgumentException if a number is not positive
   */
  public static Behavior limitingRate(int samplesPerSecond, int burst) {
    requirePositive("samplesPerSecond", samplesPerSecond);
    requirePositive("burst", burst);
    String body = "ingestion rate limit (" + samplesPerSecond + ") exceeded\n";
    Answer answer = Answer.status(429).withBody(body);
    Bucket bucket = new Bucket(samplesPerSecond, burst);
    return new Behavior(
        arrival ->
            bucket.take(arrival.samples(), arrival.time())
                ? Optional.empty()
                : Optional.of(answer));
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + name + "=" + value);
    }
  }

  /**
   * Answers 200 with a page to every request and stores nothing, as a proxy does that wants a
   * browser to log in.
   */
  public static Behavior loginPage() {
    return answering(
        Answer.status(200)
            .withHeader("Content-Type", "text/html; charset=utf-8")
            .withBody("<!DOCTYPE html><title>Sign in</title>\n"));
  }

  /**
   * Redirects every request and stores nothing.
   *
   * @param status 301, 302, 303, 307 or 308
   * @throws IllegalArgumentException if the status is another one
   */
  public static Behavior redirecting(int status, String location) {
    requireNonNull(location, "location");
    if (!Set.of(301, 302, 303, 307, 308).contains(status)) {
      throw new IllegalArgumentException("status must be a redirect: status=" + status);
    }
    return answering(Answer.status(status).withHeader("Location", location));
  }

  /**
   * Does nothing unusual with the first requests, and then what another behavior does: a server
   * that is rolled back, reconfigured, or full.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Behavior after(int requests, Behavior behavior) {
    requireNonNull(behavior, "behavior");
    if (requests < 0) {
      throw new IllegalArgumentException("requests must not be negative: requests=" + requests);
    }
    AtomicInteger left = new AtomicInteger(requests);
    return new Behavior(
        arrival ->
            left.getAndUpdate(count -> Math.max(0, count - 1)) > 0
                ? Optional.empty()
                : behavior.answer(arrival));
  }

  /** Returns the answer to a request, none if it is to be answered as usual. */
  Optional<Answer> answer(Arrival arrival) {
    return reaction.to(arrival);
  }

  /** Finds the answer to a request; called for one request at a time. */
  @FunctionalInterface
  private interface Reaction {
    Optional<Answer> to(Arrival arrival);
  }

  /**
   * A request, as far as a behavior may depend on it.
   *
   * @param storedSeries how many series were stored before it
   * @param isStored whether there is one with such labels among these
   */
  record Arrival(
      Protocol protocol,
      List<StoredSeries> series,
      int bodyBytes,
      Instant time,
      int storedSeries,
      Predicate<Map<String, String>> isStored) {
    int samples() {
      return series.stream().mapToInt(one -> one.samples().size() + one.histograms().size()).sum();
    }
  }

  /** Samples that may still be stored. */
  private static final class Bucket {
    private final int perSecond;
    private final int burst;
    private double left;
    private Instant filled = Instant.MIN;

    Bucket(int perSecond, int burst) {
      this.perSecond = perSecond;
      this.burst = burst;
      this.left = burst;
    }

    boolean take(int samples, Instant now) {
      if (filled.isAfter(Instant.MIN)) {
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        left = Math.min(burst, left + Math.max(0, seconds) * perSecond);
      }
      filled = now;
      if (samples > left) {
        return false;
      }
      left -= samples;
      return true;
    }
  }
}
