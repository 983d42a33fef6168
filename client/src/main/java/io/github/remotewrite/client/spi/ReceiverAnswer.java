/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a receiver said to an attempt.
 *
 * @param status the status code
 * @param headers the headers, names without regard to case. Not modifiable.
 */
public record ReceiverAnswer(int status, Map<String, List<String>> headers) {
  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Shows the status only: receivers may repeat what they were sent. */
  @Override
  public String toString() {
    return "ReceiverAnswer{status=" + status + "}";
  }
}
