/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;

/**
 * A queued request, or a part of one, and where its outcome is recorded.
 *
 * @param expiresMillis when it is too old, in milliseconds since the epoch
 * @param receipt of the whole request
 */
record RequestPart(EncodedRequest request, long expiresMillis, Receipt receipt) {
  RequestPart of(EncodedRequest other) {
    return new RequestPart(other, expiresMillis, receipt);
  }

  Protocol protocol() {
    return request.protocol();
  }

  int samples() {
    return request.samples();
  }

  void written() {
    receipt.written(request.samples(), request.length());
  }

  /** Records that so many samples were written, and the others refused. */
  void writtenInPart(long samplesWritten, Outcome.Failure failure) {
    receipt.writtenInPart(samplesWritten);
    receipt.dropped(request.samples() - samplesWritten, DropReason.REJECTED, failure);
  }

  void dropped(DropReason reason, Outcome.Failure failure) {
    receipt.dropped(request.samples(), reason, failure);
  }
}
