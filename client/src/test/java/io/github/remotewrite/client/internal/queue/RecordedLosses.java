/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import io.github.remotewrite.client.DropReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Losses of a queue whose owners are texts. */
final class RecordedLosses implements LossListener<String> {
  private final List<String> told = new ArrayList<>();
  private final Map<DropReason, Long> samples = new EnumMap<>(DropReason.class);

  @Override
  public synchronized void lost(long lost, DropReason reason, String detail) {
    samples.merge(reason, lost, Long::sum);
  }

  @Override
  public synchronized void tell(@Nullable String owner, long lost, DropReason reason) {
    told.add(owner + " " + lost + " " + reason);
  }

  /** Owners with how many of their samples were lost, and why. */
  synchronized List<String> told() {
    return List.copyOf(told);
  }

  synchronized Map<DropReason, Long> samples() {
    return Map.copyOf(samples);
  }
}
