/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import io.github.remotewrite.receiver.StoredExemplar;
import java.util.List;

/** An exemplar as it was sent. */
public record DecodedExemplar(List<Label> labels, double value, long timestampMillis) {

  public DecodedExemplar {
    labels = List.copyOf(labels);
  }

  StoredExemplar toStored() {
    return new StoredExemplar(Label.toMap(labels), value, timestampMillis);
  }
}
