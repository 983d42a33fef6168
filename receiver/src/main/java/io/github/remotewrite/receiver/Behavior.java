/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What a receiver does other than the usual, as released ones do: the answer to every request of a
 * kind, for as long as it is set. Immutable.
 *
 * <p>Requests are decoded and checked all the same. That they are refused this way is no violation
 * of theirs.
 *
 * @see RemoteWriteReceiver#setBehaviors
 */
public final class Behavior {
  private final BiPredicate<Protocol, List<StoredSeries>> applies;
  private final Answer answer;

  private Behavior(BiPredicate<Protocol, List<StoredSeries>> applies, Answer answer) {
    this.applies = applies;
    this.answer = answer;
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
    return new Behavior((found, series) -> found == protocol, answer);
  }

  /**
   * Answers 500 to every request with a native histogram and stores nothing of it, as Prometheus
   * before 3.8 does without its feature flag.
   */
  public static Behavior withoutNativeHistograms() {
    return new Behavior(
        (protocol, series) -> series.stream().anyMatch(s -> !s.histograms().isEmpty()),
        Answer.status(500).withBody("native histograms are disabled\n"));
  }

  /**
   * Answers 500 to every request with a series whose labels are such, and stores nothing of it:
   * data that no retry helps.
   */
  public static Behavior failingFor(Predicate<Map<String, String>> labels) {
    requireNonNull(labels, "labels");
    return new Behavior(anySeries(labels), Answer.status(500).withBody("internal error\n"));
  }

  /**
   * Answers 400 to every request with a series whose labels are such, as if its samples were out of
   * order. Of a 2.0 request all other series are stored, and counted in the {@code Written}
   * headers; a 1.0 request is rolled back as a whole. So does Prometheus.
   */
  public static Behavior rejectingSeries(Predicate<Map<String, String>> labels) {
    requireNonNull(labels, "labels");
    return new Behavior(anySeries(labels), Answer.rejecting(labels));
  }

  private static BiPredicate<Protocol, List<StoredSeries>> anySeries(
      Predicate<Map<String, String>> labels) {
    return (protocol, request) -> request.stream().map(StoredSeries::labels).anyMatch(labels);
  }

  /** Returns the answer to a request with these series, none if it is to be answered as usual. */
  Optional<Answer> answer(Protocol protocol, List<StoredSeries> series) {
    return applies.test(protocol, series) ? Optional.of(answer) : Optional.empty();
  }
}
