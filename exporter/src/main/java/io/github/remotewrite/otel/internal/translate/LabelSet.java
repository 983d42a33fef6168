/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.otel.internal.translate.name.AttributeText;
import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.opentelemetry.api.common.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Labels on the way to a series: attributes under their Prometheus names, then what the translation
 * adds.
 *
 * <p>Attributes whose keys become one name are joined: their values in the order of the original
 * keys, with {@code ;} between (OpenTelemetry specification, "Metric Attributes"). Mutable; copied
 * for each series of a point.
 */
final class LabelSet {
  /** All keys but the one that would be the metric's name. */
  static final Predicate<String> ANY_BUT_METRIC_NAME = key -> !key.equals(Labels.METRIC_NAME);

  private final Map<String, String> labels;

  private LabelSet(Map<String, String> labels) {
    this.labels = labels;
  }

  static LabelSet empty() {
    return new LabelSet(new LinkedHashMap<>());
  }

  /** Returns labels that have their names already. */
  static LabelSet of(Map<String, String> labels) {
    return new LabelSet(new LinkedHashMap<>(labels));
  }

  /**
   * Returns the labels of these attributes.
   *
   * @param keyPrefix stands before each key: {@code otel_scope_} or nothing
   * @param kept which keys to take
   * @throws UntranslatableException if no label can be made of a key
   */
  static LabelSet of(
      Attributes attributes, String keyPrefix, Predicate<String> kept, LabelNamer namer)
      throws UntranslatableException {
    LabelSet set = empty();
    for (Map.Entry<String, String> entry : entries(attributes, kept)) {
      String key = keyPrefix + entry.getKey();
      String name = namer.name(key);
      if (name == null) {
        throw UntranslatableException.attributeKey(key);
      }
      set.join(name, entry.getValue());
    }
    return set;
  }

  /** Returns the labels of those of these attributes that a label can be made of. */
  static LabelSet ofNameable(Attributes attributes, Predicate<String> kept, LabelNamer namer) {
    LabelSet set = empty();
    for (Map.Entry<String, String> entry : entries(attributes, kept)) {
      String name = namer.name(entry.getKey());
      if (name != null) {
        set.join(name, entry.getValue());
      }
    }
    return set;
  }

  /** Returns keys and values as text, in the order in which values of one label are joined. */
  private static List<Map.Entry<String, String>> entries(
      Attributes attributes, Predicate<String> kept) {
    List<Map.Entry<String, String>> entries = new ArrayList<>(attributes.size());
    attributes.forEach(
        (key, value) -> {
          String name = key.getKey();
          if (kept.test(name)) {
            int place = entries.size(); // Mostly they come in order.
            while (place > 0 && compareUtf8(entries.get(place - 1).getKey(), name) > 0) {
              place--;
            }
            entries.add(place, Map.entry(name, AttributeText.of(value)));
          }
        });
    return entries;
  }

  /** Compares in the order of bytes in UTF-8, which is not String's beyond the first plane. */
  private static int compareUtf8(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char one = a.charAt(i);
      char other = b.charAt(i);
      if (one >= Character.MIN_SURROGATE || other >= Character.MIN_SURROGATE) {
        return Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
      }
      if (one != other) {
        return one - other;
      }
    }
    return a.length() - b.length();
  }

  private void join(String name, String value) {
    // A label without a value is no label.
    if (!value.isEmpty()) {
      String first = labels.put(name, value);
      if (first != null) {
        labels.put(name, first + ';' + value);
      }
    }
  }

  LabelSet copy() {
    return new LabelSet(new LinkedHashMap<>(labels));
  }

  boolean contains(String name) {
    return labels.containsKey(name);
  }

  boolean isEmpty() {
    return labels.isEmpty();
  }

  /** Sets a label, whatever it was; without a value there is none. */
  LabelSet set(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      labels.remove(name);
    } else {
      labels.put(name, value);
    }
    return this;
  }

  /** Sets all of these labels, whatever they were. */
  LabelSet setAll(LabelSet others) {
    labels.putAll(others.labels);
    return this;
  }

  /** Takes the labels with these names away. */
  LabelSet removeAll(Collection<String> names) {
    for (String name : names) {
      labels.remove(name);
    }
    return this;
  }

  /** Adds the labels that are not there yet. */
  LabelSet addAbsent(LabelSet others) {
    for (Map.Entry<String, String> label : others.labels.entrySet()) {
      labels.putIfAbsent(label.getKey(), label.getValue());
    }
    return this;
  }

  Map<String, String> toMap() {
    return labels;
  }

  Labels toLabels() {
    Labels.Builder builder = Labels.builder();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      builder.add(label.getKey(), label.getValue());
    }
    return builder.build();
  }
}
