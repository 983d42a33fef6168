/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.Map;
import java.util.TreeMap;

/**
 * An example value of a series, with labels of its own such as {@code trace_id}, sorted by name.
 */
public record StoredExemplar(Map<String, String> labels, double value, long timestampMillis) {

  public StoredExemplar {
    labels = unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
