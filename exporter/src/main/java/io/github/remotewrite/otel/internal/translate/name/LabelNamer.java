/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import io.github.remotewrite.otel.TranslationStrategy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the key of an attribute into the name of a label.
 *
 * <p>Without options it is the form of the OpenTelemetry specification: every character outside
 * {@code [a-zA-Z0-9_]} becomes an underscore, repeated underscores are collapsed, and a digit at
 * the start gets {@code key_} before it. No name then starts with two underscores, which Remote
 * Write reserves: {@code __x__} becomes {@code _x_}.
 *
 * <p>Two options give the older forms, for those whose dashboards need them. Both together are the
 * defaults of Prometheus' OTLP endpoint, {@code underscoreSanitization} alone is the Collector's.
 * With any of them a key {@code __x__} keeps its underscores, as there.
 *
 * <p>Several keys may get one name; joining their values is the caller's duty. Names are
 * remembered, as the same keys come with every new data point. Thread-safe.
 */
public final class LabelNamer {
  private static final String METRIC_NAME = "__name__";
  private static final String FENCE = "__";

  // Beyond it all is forgotten: keys made up at run time must not fill memory.
  private static final int MAX_KNOWN = 1_000;

  private final Map<String, String> known = new ConcurrentHashMap<>();
  private final boolean escapes;
  private final boolean underscoreSanitization;
  private final boolean preserveMultipleUnderscores;

  /** Creates a namer of the specification's form, or of verbatim names if nothing is escaped. */
  public LabelNamer(TranslationStrategy strategy) {
    this(strategy, false, false);
  }

  /**
   * Creates a namer.
   *
   * @param underscoreSanitization whether a name that starts with a single underscore gets {@code
   *     key} before it: {@code _foo} → {@code key_foo}
   * @param preserveMultipleUnderscores whether {@code a..b} becomes {@code a__b} rather than {@code
   *     a_b}
   */
  public LabelNamer(
      TranslationStrategy strategy,
      boolean underscoreSanitization,
      boolean preserveMultipleUnderscores) {
    this.escapes = strategy.escapes();
    this.underscoreSanitization = underscoreSanitization;
    this.preserveMultipleUnderscores = preserveMultipleUnderscores;
  }

  /**
   * Returns the name of the label, or null if none can be made of this key: it is empty, nothing
   * but underscores would remain, or it would be {@code __name__}, where the metric's name is.
   */
  public @Nullable String name(String key) {
    String name = known.get(key);
    if (name == null) {
      name = make(key);
      if (name != null) {
        remember(key, name);
      }
    }
    return name;
  }

  private @Nullable String make(String key) {
    String name = escapes ? escaped(key) : NameText.wellFormed(key);
    return NameText.isOnlyUnderscores(name) || name.equals(METRIC_NAME) ? null : name;
  }

  private void remember(String key, String name) {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    known.put(key, name);
  }

  private String escaped(String key) {
    if ((underscoreSanitization || preserveMultipleUnderscores) && isFenced(key)) {
      String inner = key.substring(FENCE.length(), key.length() - FENCE.length());
      return FENCE + sanitized(inner) + FENCE;
    }
    String name = sanitized(key);
    if (NameText.startsWithDigit(name)) {
      return "key_" + name;
    }
    if (underscoreSanitization && name.startsWith("_") && !name.startsWith(FENCE)) {
      return "key" + name;
    }
    return name;
  }

  private String sanitized(String key) {
    StringBuilder name = new StringBuilder(key.length());
    int codePoint;
    for (int i = 0; i < key.length(); i += Character.charCount(codePoint)) {
      codePoint = key.codePointAt(i);
      char c = NameText.isLetterOrDigit(codePoint) ? (char) codePoint : '_';
      if (preserveMultipleUnderscores) {
        name.append(c);
      } else {
        NameText.appendCollapsed(name, c);
      }
    }
    return name.toString();
  }

  private static boolean isFenced(String key) {
    return key.length() >= 2 * FENCE.length() && key.startsWith(FENCE) && key.endsWith(FENCE);
  }
}
