/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.relabel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The labels of one series while rules change them. A label without a value is no label.
 *
 * <p>Walks in the order of Prometheus' {@code labels.Builder}, untouched labels by name and then
 * written ones by age, because with {@code labelmap} the last label copied to a name wins.
 */
final class LabelsBuffer {
  private final SortedMap<String, String> untouched;
  private final Map<String, String> written = new LinkedHashMap<>();

  LabelsBuffer(Map<String, String> labels) {
    untouched = new TreeMap<>(labels);
    untouched.values().removeIf(String::isEmpty);
  }

  /** Returns the value, or an empty string if there is no such label. */
  String get(String name) {
    String value = written.get(name);
    return value != null ? value : untouched.getOrDefault(name, "");
  }

  void set(String name, String value) {
    if (value.isEmpty()) {
      remove(name);
    } else {
      untouched.remove(name);
      written.put(name, value);
    }
  }

  void remove(String name) {
    untouched.remove(name);
    written.remove(name);
  }

  /** Walks the labels as they are now; the visitor may change them. */
  void forEach(BiConsumer<String, String> visitor) {
    Map<String, String> snapshot = new LinkedHashMap<>(untouched);
    snapshot.putAll(written);
    snapshot.forEach(visitor);
  }

  SortedMap<String, String> toSortedMap() {
    SortedMap<String, String> labels = new TreeMap<>(untouched);
    labels.putAll(written);
    return labels;
  }
}
