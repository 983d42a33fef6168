/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.encode.V2Rewriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in the other version. It counts, with what became more or fewer samples, once it is
 * {@linkplain #commit committed}; until then the original may still be what is delivered.
 *
 * @param requests what to send, in this order; to be released afterwards
 * @param moreSamples how many samples became more in the other version
 * @param duplicates how many samples 1.0 has no other name for
 */
record Rewrite(
    List<EncodedRequest> requests,
    long moreSamples,
    long duplicates,
    Outcome.@Nullable Failure duplicate) {

  static Rewrite of(EncodedRequest request, V1Rewriter toV1, V2Rewriter toV2) {
    if (request.protocol() == Protocol.V1) {
      return new Rewrite(List.of(toV2.rewrite(request)), 0, 0, null);
    }
    List<EncodedRequest> requests = toV1.rewrite(request);
    long duplicates = toV1.repeats().takeSamples();
    long samples = requests.stream().mapToLong(EncodedRequest::samples).sum() + duplicates;
    return new Rewrite(
        requests,
        samples - request.samples(),
        duplicates,
        duplicates == 0 ? null : Outcome.Failure.repeated(toV1.repeats()));
  }

  /** Makes this what is delivered. */
  void commit(Receipt receipt) {
    receipt.recounted(moreSamples);
    if (duplicate != null) {
      receipt.dropped(duplicates, DropReason.DUPLICATE_SERIES, duplicate);
    }
  }

  void release() {
    requests.forEach(EncodedRequest::release);
  }
}
