/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import java.util.Map;

/**
 * What became of the samples of one {@link RemoteWriteClient#write write}.
 *
 * @param samplesWritten how many the receiver accepted
 * @param samplesDropped how many were lost, by reason; without reasons that did not occur
 * @param samplesPending how many had no outcome yet when the timeout passed; they are still queued,
 *     and delivered once the receiver takes them
 */
public record WriteResult(
    long samplesWritten, Map<DropReason, Long> samplesDropped, long samplesPending) {
  public WriteResult {
    samplesDropped = Map.copyOf(samplesDropped);
  }

  /** Returns whether the receiver accepted every sample. */
  public boolean isComplete() {
    return samplesDropped.isEmpty() && samplesPending == 0;
  }
}
