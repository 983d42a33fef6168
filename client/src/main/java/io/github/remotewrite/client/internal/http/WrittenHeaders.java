/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * The headers in which a receiver of 2.0 says how much it wrote (2.0, "Required Written Response
 * Headers").
 *
 * <p>One that is missing counts as zero, but if all are, the receiver doesn't know 2.0.
 */
final class WrittenHeaders {
  private static final String PREFIX = "X-Prometheus-Remote-Write-";

  private WrittenHeaders() {}

  /** Returns how many samples were written, native histograms among them; -1 if nothing is said. */
  static long samples(HttpHeaders headers) {
    Optional<String> samples = headers.firstValue(PREFIX + "Samples-Written");
    Optional<String> histograms = headers.firstValue(PREFIX + "Histograms-Written");
    Optional<String> exemplars = headers.firstValue(PREFIX + "Exemplars-Written");
    if (samples.isEmpty() && histograms.isEmpty() && exemplars.isEmpty()) {
      return -1;
    }
    return number(samples) + number(histograms);
  }

  private static long number(Optional<String> header) {
    try {
      return Math.max(0, Long.parseLong(header.orElse("0").strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
