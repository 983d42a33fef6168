/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options of which one at most may be set, by the names of their setters. Immutable.
 *
 * @param <T> what each of them is
 */
public final class Choice<T> {
  private final Map<String, T> set;

  private Choice(Map<String, T> set) {
    this.set = set;
  }

  /** Returns a choice of which nothing is set. */
  public static <T> Choice<T> none() {
    return new Choice<>(Map.of());
  }

  /** Returns this choice with an option set, or set anew. */
  public Choice<T> with(String option, T value) {
    Map<String, T> more = new LinkedHashMap<>(set);
    more.put(option, value);
    return new Choice<>(more);
  }

  /** Returns the names of the options that are set. */
  public List<String> options() {
    return List.copyOf(set.keySet());
  }

  public boolean isSet() {
    return !set.isEmpty();
  }

  /**
   * Checks that there is no contradiction.
   *
   * @throws IllegalArgumentException with the names of the options
   */
  public void requireAtMostOne() {
    requireAtMostOne(options());
  }

  /**
   * Checks that these are no contradiction.
   *
   * @throws IllegalArgumentException with the names of the options
   */
  public static void requireAtMostOne(List<String> options) {
    if (options.size() > 1) {
      throw new IllegalArgumentException(
          "at most one of " + String.join(", ", options) + " may be set: count=" + options.size());
    }
  }

  /** Returns what was set, the first if there is a contradiction. */
  public Optional<T> value() {
    return set.values().stream().findFirst();
  }
}
