/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * A scripted answer to one request, given in place of the usual one. Immutable.
 *
 * <p>Whatever the answer, the request is decoded and checked. Only {@link #store()} and what
 * follows {@link #afterStoring()} keep its series, and only if it breaks no rule. These two also
 * tell a sender of 2.0 in the {@code Written} headers how much was kept; no other answer has them,
 * unless {@link #withHeader} sets them.
 */
public final class Answer {
  private static final Answer STORE = new Answer(Action.RESPOND, 0, true);

  private final Action action;
  private final int status; // 0: as usual
  private final boolean stores;
  private final Rejection rejection;
  private final Map<String, String> headers;
  private final String body;
  private final BodyForm bodyForm;

  private Answer(Action action, int status, boolean stores) {
    this(action, status, stores, Rejection.NONE, Map.of(), "", BodyForm.PLAIN);
  }

  private Answer(
      Action action,
      int status,
      boolean stores,
      Rejection rejection,
      Map<String, String> headers,
      String body,
      BodyForm bodyForm) {
    this.action = action;
    this.status = status;
    this.stores = stores;
    this.rejection = rejection;
    this.headers = headers;
    this.body = body;
    this.bodyForm = bodyForm;
  }

  /** Returns the usual answer: 204 if the request was stored, 400 with its violations if not. */
  public static Answer store() {
    return STORE;
  }

  /** Returns an answer with this status to a request that is not stored. */
  public static Answer status(int status) {
    if (status < 200 || status > 999) {
      throw new IllegalArgumentException("status must be from 200 to 999: status=" + status);
    }
    return new Answer(Action.RESPOND, status, false);
  }

  /** Returns no answer: the request is left waiting until the receiver is closed. */
  public static Answer hang() {
    return new Answer(Action.HANG, 0, false);
  }

  /** Returns no answer: the connection is closed. */
  public static Answer closeConnection() {
    return new Answer(Action.CLOSE_CONNECTION, 0, false);
  }

  /**
   * Returns a 204 that announces a body, against HTTP (RFC 9110, 15.3.5): {@code Transfer-Encoding:
   * chunked}. Some HTTP clients, the JDK's among them, take that for an error.
   */
  public static Answer noContentWithBody() {
    return status(204).withHeader("Transfer-Encoding", "chunked");
  }

  /**
   * Returns a 400 to a request some of whose series are not stored.
   *
   * @param rollsBack whether nothing is stored of a request of 1.0
   */
  static Answer rejecting(
      Predicate<Map<String, String>> labels, WrittenCounts counts, boolean rollsBack) {
    return new Answer(
        Action.RESPOND,
        400,
        true,
        new Rejection(labels, exemplar -> false, counts, rollsBack),
        Map.of(),
        "out of order sample\n",
        BodyForm.PLAIN);
  }

  /** Returns a 400 to a request some of whose exemplars are not stored. */
  static Answer rejectingExemplars(Predicate<StoredExemplar> exemplars) {
    return new Answer(
        Action.RESPOND,
        400,
        true,
        new Rejection(labels -> false, exemplars, WrittenCounts.STORED, false),
        Map.of(),
        "out of order exemplar\n",
        BodyForm.PLAIN);
  }

  /**
   * Returns this answer to a request that is stored all the same, as if the usual answer got lost.
   */
  public Answer afterStoring() {
    return new Answer(action, status, true, rejection, headers, body, bodyForm);
  }

  /** Returns this answer with one more response header. */
  public Answer withHeader(String name, String value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    requireResponse();
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Answer(action, status, stores, rejection, all, body, bodyForm);
  }

  /** Returns this answer with another response body. It is ignored if the status is 204. */
  public Answer withBody(String body) {
    return withBody(body, BodyForm.PLAIN);
  }

  /**
   * Returns this answer with another response body, compressed with gzip. It is ignored if the
   * status is 204.
   */
  public Answer withGzipBody(String body) {
    return withBody(body, BodyForm.GZIP);
  }

  private Answer withBody(String body, BodyForm form) {
    requireNonNull(body, "body");
    requireResponse();
    return new Answer(action, status, stores, rejection, headers, body, form);
  }

  Action action() {
    return action;
  }

  /** Returns the status to answer with, none to answer as usual. */
  OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** Returns whether a request that breaks no rule is stored, possibly in part. */
  boolean stores() {
    return stores;
  }

  /** Returns those of the series to store. 1.0 knows all or nothing, where it is kept to. */
  List<StoredSeries> stored(Protocol protocol, List<StoredSeries> request) {
    List<StoredSeries> rest =
        request.stream()
            .filter(series -> !rejection.labels.test(series.labels()))
            .map(this::withoutRejectedExemplars)
            .toList();
    boolean rolledBack =
        rejection.rollsBack && protocol == Protocol.V1 && rest.size() < request.size();
    return rolledBack ? List.of() : rest;
  }

  private StoredSeries withoutRejectedExemplars(StoredSeries series) {
    if (series.exemplars().stream().noneMatch(rejection.exemplars)) {
      return series;
    }
    return new StoredSeries(
        series.labels(),
        series.samples(),
        series.histograms(),
        series.exemplars().stream().filter(rejection.exemplars.negate()).toList(),
        series.metadata());
  }

  WrittenCounts counts() {
    return rejection.counts;
  }

  Map<String, String> headers() {
    return headers;
  }

  String body() {
    return body;
  }

  BodyForm bodyForm() {
    return bodyForm;
  }

  private void requireResponse() {
    if (action != Action.RESPOND) {
      throw new IllegalStateException(
          "header and body need an answer with a status: action=" + action);
    }
  }

  /**
   * The series and exemplars that are not stored although the rest is.
   *
   * @param counts how the rest is counted
   * @param rollsBack whether of a request of 1.0 the rest is not stored, either
   */
  private record Rejection(
      Predicate<Map<String, String>> labels,
      Predicate<StoredExemplar> exemplars,
      WrittenCounts counts,
      boolean rollsBack) {
    static final Rejection NONE =
        new Rejection(labels -> false, exemplar -> false, WrittenCounts.STORED, false);
  }

  enum BodyForm {
    PLAIN,
    GZIP
  }

  enum Action {
    RESPOND,
    HANG,
    CLOSE_CONNECTION
  }
}
