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
import java.util.Map;
import java.util.OptionalInt;

/**
 * A request that has arrived: decoded and checked by itself, not yet against what came before it.
 */
final class IncomingRequest {
  private final String method;
  private final String path;
  private final Map<String, List<String>> headers;
  private final Instant arrival;
  private final byte[] body;
  private final List<Violation> violations = new ArrayList<>();
  private byte[] message = new byte[0];
  private DecodedRequest content = DecodedRequest.EMPTY;

  private IncomingRequest(
      String method, String path, Map<String, List<String>> headers, byte[] body, Instant arrival) {
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.arrival = arrival;
  }

  /**
   * Reads the request of an exchange, which should have come to this path.
   *
   * @param createdTimestampAllowed whether a series of 2.0 may have the field 6 of older drafts
   */
  static IncomingRequest read(
      HttpExchange exchange, String expectedPath, boolean createdTimestampAllowed, Instant arrival)
      throws IOException {
    IncomingRequest request =
        new IncomingRequest(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders(),
            exchange.getRequestBody().readAllBytes(),
            arrival);
    if (!request.path.equals(expectedPath)) {
      request.add(Rule.PATH, "path=" + request.path + ", expected=" + expectedPath);
    } else if (!request.method.equals("POST")) {
      request.add(Rule.METHOD, "method=" + request.method);
    } else {
      request.decode(createdTimestampAllowed);
    }
    return request;
  }

  /**
   * Takes what was posted to the right path.
   *
   * @param headers found in any case of the name
   */
  static IncomingRequest posted(
      String path, Map<String, List<String>> headers, byte[] body, Instant arrival) {
    IncomingRequest request = new IncomingRequest("POST", path, headers, body, arrival);
    request.decode(false);
    return request;
  }

  private void decode(boolean createdTimestampAllowed) {
    HeaderCheck.check(headers, violations);
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

  Protocol protocol() {
    return Protocol.of(headers);
  }

  int bodyBytes() {
    return body.length;
  }

  Instant arrival() {
    return arrival;
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
        sequence, arrival, method, path, headers, body, message, status, series, allViolations);
  }
}
