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
 * tell a sender of 2.0 in the {@code Written} headers how much was kept; no other answer has them.
 */
public final class Answer {
  private static final Answer STORE =
      new Answer(Action.RESPOND, 0, true, labels -> false, Map.of(), "");

  private final Action action;
  private final int status; // 0: as usual
  private final boolean stores;
  private final Predicate<Map<String, String>> rejected; // not stored, although the rest is
  private final Map<String, String> headers;
  private final String body;

  private Answer(
      Action action,
      int status,
      boolean stores,
      Predicate<Map<String, String>> rejected,
      Map<String, String> headers,
      String body) {
    this.action = action;
    this.status = status;
    this.stores = stores;
    this.rejected = rejected;
    this.headers = headers;
    this.body = body;
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
    return new Answer(Action.RESPOND, status, false, labels -> false, Map.of(), "");
  }

  /** Returns no answer: the request is left waiting until the receiver is closed. */
  public static Answer hang() {
    return new Answer(Action.HANG, 0, false, labels -> false, Map.of(), "");
  }

  /** Returns no answer: the connection is closed. */
  public static Answer closeConnection() {
    return new Answer(Action.CLOSE_CONNECTION, 0, false, labels -> false, Map.of(), "");
  }

  /** Returns a 400 to a request whose series with such labels are not stored. */
  static Answer rejecting(Predicate<Map<String, String>> labels) {
    return new Answer(Action.RESPOND, 400, true, labels, Map.of(), "out of order sample\n");
  }

  /**
   * Returns this answer to a request that is stored all the same, as if the usual answer got lost.
   */
  public Answer afterStoring() {
    return new Answer(action, status, true, rejected, headers, body);
  }

  /** Returns this answer with one more response header. */
  public Answer withHeader(String name, String value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    requireResponse();
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Answer(action, status, stores, rejected, all, body);
  }

  /** Returns this answer with another response body. It is ignored if the status is 204. */
  public Answer withBody(String body) {
    requireNonNull(body, "body");
    requireResponse();
    return new Answer(action, status, stores, rejected, headers, body);
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

  /** Returns those of the series to store. 1.0 knows all or nothing. */
  List<StoredSeries> stored(Protocol protocol, List<StoredSeries> request) {
    List<StoredSeries> rest =
        request.stream().filter(series -> !rejected.test(series.labels())).toList();
    return protocol == Protocol.V1 && rest.size() < request.size() ? List.of() : rest;
  }

  Map<String, String> headers() {
    return headers;
  }

  String body() {
    return body;
  }

  private void requireResponse() {
    if (action != Action.RESPOND) {
      throw new IllegalStateException(
          "header and body need an answer with a status: action=" + action);
    }
  }

  enum Action {
    RESPOND,
    HANG,
    CLOSE_CONNECTION
  }
}
