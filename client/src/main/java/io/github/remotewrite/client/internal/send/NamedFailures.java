/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.RequestSplitter;

/** Failures that name the series they are about, for the log. */
final class NamedFailures {
  private static final int MAX_NAME_LENGTH = 300;

  private final RequestSplitter splitter;

  NamedFailures(RequestSplitter splitter) {
    this.splitter = splitter;
  }

  /** Returns the failure with the series of a request, or the first of several. */
  Outcome.Failure named(EncodedRequest request, Outcome.Failure failure) {
    if (request.samples() == 0) {
      return failure; // Metadata alone.
    }
    return named(request.samples() == 1 ? "series=" : "firstSeries=", request, failure);
  }

  /** Returns the failure with the first series of several requests. */
  Outcome.Failure namedFirst(EncodedRequest first, Outcome.Failure failure) {
    return named("firstSeries=", first, failure);
  }

  private Outcome.Failure named(String label, EncodedRequest request, Outcome.Failure failure) {
    String series = splitter.firstSeries(request).toString();
    String shown =
        series.length() > MAX_NAME_LENGTH ? series.substring(0, MAX_NAME_LENGTH) + "…" : series;
    return new Outcome.Failure(label + shown + ", " + failure.text(), failure.cause());
  }
}
