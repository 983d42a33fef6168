/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.model.Labels;
import java.util.ArrayList;
import java.util.List;

/** Reads the labels of a series of 1.0 back from the message they were written to. */
final class SeriesLabels {
  private static final int LABELS = 1;

  private SeriesLabels() {}

  static Labels read(ProtoReader series) {
    Labels.Builder labels = Labels.builder();
    while (series.next()) {
      if (series.field() != LABELS) {
        series.skip();
        continue;
      }
      ProtoReader label = series.readMessage();
      List<String> texts = new ArrayList<>(2);
      while (label.next()) {
        texts.add(label.readString());
      }
      labels.add(texts.get(0), texts.get(1));
    }
    return labels.build();
  }
}
