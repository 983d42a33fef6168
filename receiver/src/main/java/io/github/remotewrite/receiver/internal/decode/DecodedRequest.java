/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import io.github.remotewrite.receiver.StoredMetadata;
import java.util.List;

/** What a message says, whatever its version. */
public record DecodedRequest(List<DecodedSeries> series, List<StoredMetadata> metadata) {

  /** A request that says nothing. */
  public static final DecodedRequest EMPTY = new DecodedRequest(List.of(), List.of());

  public DecodedRequest {
    series = List.copyOf(series);
    metadata = List.copyOf(metadata);
  }
}
