/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which a receiver of 2.0 says how much it wrote (2.0, "Required Written Response
 * Headers").
 *
 * <p>One that is missing counts as zero, but if all are, the receiver doesn't know 2.0.
 */
final class WrittenHeaders {
  private static final String SAMPLES = "X-Prometheus-Remote-Write-Samples-Written";
  private static final String HISTOGRAMS = "X-Prometheus-Remote-Write-Histograms-Written";
  private static final String EXEMPLARS = "X-Prometheus-Remote-Write-Exemplars-Written";

  private WrittenHeaders() {}

  /** Returns how many samples were written, native histograms among them; -1 if nothing is said. */
  static long samples(HttpHeaders headers) {
    Map<String, List<String>> map = headers.map();
    String samples = first(map, SAMPLES);
    String histograms = first(map, HISTOGRAMS);
    if (samples == null && histograms == null && first(map, EXEMPLARS) == null) {
      return -1;
    }
    // A sum that overflows must not look like an absent count.
    return (number(samples) + number(histograms)) & Long.MAX_VALUE;
  }

  // Unlike HttpHeaders.firstValue, without streams: each successful answer is asked.
  private static @Nullable String first(Map<String, List<String>> headers, String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  private static long number(@Nullable String header) {
    try {
      return header == null ? 0 : Math.max(0, Long.parseLong(header.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
