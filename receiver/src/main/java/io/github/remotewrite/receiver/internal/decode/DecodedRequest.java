/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.StoredMetadata;
import java.util.List;

/**
 * What a message says, whatever its version.
 *
 * @param metadata what stands beside the series, as it does in Remote Write 1.0
 */
public record DecodedRequest(
    Protocol protocol, List<DecodedSeries> series, List<StoredMetadata> metadata) {

  /** A request that says nothing. */
  public static final DecodedRequest EMPTY =
      new DecodedRequest(Protocol.UNKNOWN, List.of(), List.of());

  public DecodedRequest {
    series = List.copyOf(series);
    metadata = List.copyOf(metadata);
  }
}
