/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Collections.unmodifiableMap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A request as it arrived, what was found in it and how it was answered.
 *
 * @param sequence 1 for the first request of a receiver, one more for each further one
 * @param headers every value of each header; names are looked up in any case
 * @param body the bytes on the wire
 * @param message the decompressed bytes, empty if the body can't be decompressed
 * @param status the status answered, none if the request gets no answer
 * @param series what the message says, as far as it can be read and whether or not it was stored
 */
@SuppressWarnings("ArrayRecordComponent") // Requests differ by their sequence, not by their bytes.
public record ReceivedRequest(
    long sequence,
    Instant arrival,
    String method,
    String path,
    Map<String, List<String>> headers,
    byte[] body,
    byte[] message,
    OptionalInt status,
    List<StoredSeries> series,
    List<Violation> violations) {

  public ReceivedRequest {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> anyCase.put(name, List.copyOf(values)));
    headers = unmodifiableMap(anyCase);
    body = body.clone();
    message = message.clone();
    series = List.copyOf(series);
    violations = List.copyOf(violations);
  }

  /** Returns the version of Remote Write the request is of, as its headers say. */
  public Protocol protocol() {
    return Protocol.of(headers);
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  @Override
  public byte[] message() {
    return message.clone();
  }
}
