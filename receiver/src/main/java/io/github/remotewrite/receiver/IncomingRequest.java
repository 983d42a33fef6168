/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import com.sun.net.httpserver.HttpExchange;
import io.github.remotewrite.receiver.internal.check.HeaderCheck;
import io.github.remotewrite.receiver.internal.check.MessageCheck;
import io.github.remotewrite.receiver.internal.decode.DecodedRequest;
import io.github.remotewrite.receiver.internal.decode.RequestV2Decoder;
import io.github.remotewrite.receiver.internal.decode.SnappyDecoder;
import io.github.remotewrite.receiver.internal.decode.WriteRequestDecoder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A request that has arrived: decoded and checked by itself, not yet against what came before it.
 */
final class IncomingRequest {
  private final HttpExchange exchange;
  private final Instant arrival;
  private final byte[] body;
  private final List<Violation> violations = new ArrayList<>();
  private byte[] message = new byte[0];
  private DecodedRequest content = DecodedRequest.EMPTY;

  private IncomingRequest(HttpExchange exchange, Instant arrival) throws IOException {
    this.exchange = exchange;
    this.arrival = arrival;
    this.body = exchange.getRequestBody().readAllBytes();
  }

  /**
   * Reads the request of an exchange, which should have come to this path.
   *
   * @param createdTimestampAllowed whether a series of 2.0 may have the field 6 of older drafts
   */
  static IncomingRequest read(
      HttpExchange exchange, String expectedPath, boolean createdTimestampAllowed, Instant arrival)
      throws IOException {
    IncomingRequest request = new IncomingRequest(exchange, arrival);
    if (!request.path().equals(expectedPath)) {
      request.add(Rule.PATH, "path=" + request.path() + ", expected=" + expectedPath);
    } else if (!exchange.getRequestMethod().equals("POST")) {
      request.add(Rule.METHOD, "method=" + exchange.getRequestMethod());
    } else {
      request.decode(createdTimestampAllowed);
    }
    return request;
  }

  private void decode(boolean createdTimestampAllowed) {
    HeaderCheck.check(exchange.getRequestHeaders(), violations);
    message = SnappyDecoder.decode(body, violations);
    content =
        switch (protocol()) {
          case V1 -> WriteRequestDecoder.decode(message, violations);
          case V2 -> RequestV2Decoder.decode(message, createdTimestampAllowed, violations);
          case UNKNOWN -> DecodedRequest.EMPTY;
        };
    MessageCheck.check(content, arrival, violations);
  }

  private void add(Rule rule, String detail) {
    violations.add(new Violation(rule, detail));
  }

  private String path() {
    return exchange.getRequestURI().getPath();
  }

  Protocol protocol() {
    return Protocol.of(exchange.getRequestHeaders());
  }

  DecodedRequest content() {
    return content;
  }

  List<Violation> violations() {
    return violations;
  }

  /** Returns the request as it is logged, with what only its turn has shown. */
  ReceivedRequest toReceived(
      long sequence, List<StoredSeries> series, List<Violation> allViolations, OptionalInt status) {
    return new ReceivedRequest(
        sequence,
        arrival,
        exchange.getRequestMethod(),
        path(),
        exchange.getRequestHeaders(),
        body,
        message,
        status,
        series,
        allViolations);
  }
}
