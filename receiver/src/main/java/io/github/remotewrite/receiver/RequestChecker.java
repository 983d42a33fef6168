/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks requests as strictly as {@link RemoteWriteReceiver}, without a network: for tests of
 * encoders, which make more requests than a socket could carry.
 *
 * <p>A request is checked by itself and against those before it, stored if it keeps every {@link
 * Rule}, and returned with its {@linkplain ReceivedRequest#violations() violations}. Requests
 * themselves are not kept. Thread-safe.
 */
public final class RequestChecker {
  private final RequestLog log = new RequestLog(List.of());
  private final Clock clock;

  private RequestChecker(Clock clock) {
    this.clock = clock;
  }

  /** Returns a checker that has seen nothing yet. */
  public static RequestChecker create() {
    return create(Clock.systemUTC());
  }

  /**
   * Returns a checker that has seen nothing yet.
   *
   * @param clock tells which timestamps lie in the future
   */
  public static RequestChecker create(Clock clock) {
    return new RequestChecker(requireNonNull(clock, "clock"));
  }

  /**
   * Checks a body with the headers that belong to this version of Remote Write.
   *
   * @throws IllegalArgumentException if the version is {@link Protocol#UNKNOWN}
   */
  public ReceivedRequest check(Protocol protocol, byte[] body) {
    return check(
        Map.of(
            "Content-Encoding", List.of("snappy"),
            "Content-Type", List.of(contentType(protocol)),
            "X-Prometheus-Remote-Write-Version",
                List.of(protocol == Protocol.V1 ? "0.1.0" : "2.0.0"),
            "User-Agent", List.of("request-checker")),
        body);
  }

  /** Checks a request with these headers, their names in any case. */
  public ReceivedRequest check(Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    IncomingRequest incoming =
        IncomingRequest.posted(
            RemoteWriteReceiverBuilder.DEFAULT_PATH, anyCase, body.clone(), clock.instant());
    ReceivedRequest request = log.handle(incoming).request();
    log.forgetRequests();
    return request;
  }

  /** Returns every stored series. */
  public List<StoredSeries> series() {
    return log.series();
  }

  private static String contentType(Protocol protocol) {
    return switch (protocol) {
      case V1 -> "application/x-protobuf";
      case V2 -> "application/x-protobuf;proto=io.prometheus.write.v2.Request";
      case UNKNOWN ->
          throw new IllegalArgumentException("protocol must be known: protocol=" + protocol);
    };
  }
}
