/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import io.github.remotewrite.client.internal.send.PendingWrite;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The result of a write to several receivers, put together of what each of them made of it. */
final class PolicyResult {
  private PolicyResult() {}

  /** Returns the result, which completes when the policy says so. */
  static CompletableFuture<WriteResult> of(List<PendingWrite> parts, ResultPolicy policy) {
    CompletableFuture<WriteResult> result = new CompletableFuture<>();
    CompletableFuture<?>[] outcomes =
        parts.stream().map(PendingWrite::outcome).toArray(CompletableFuture<?>[]::new);
    if (policy == ResultPolicy.ANY) {
      for (PendingWrite part : parts) {
        CompletableFuture<Void> unused =
            part.outcome()
                .thenAccept(
                    outcome -> {
                      if (outcome.isComplete()) {
                        result.complete(outcome);
                      }
                    });
      }
    }
    CompletableFuture<Void> unused =
        CompletableFuture.allOf(outcomes).thenRun(() -> result.complete(snapshot(parts)));
    return result;
  }

  /** Returns what is known now. */
  static WriteResult snapshot(Collection<PendingWrite> parts) {
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    long written = 0;
    long pending = 0;
    for (PendingWrite part : parts) {
      WriteResult known = part.snapshot();
      written += known.samplesWritten();
      pending += known.samplesPending();
      known.samplesDropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    }
    return new WriteResult(written, dropped, pending);
  }
}
