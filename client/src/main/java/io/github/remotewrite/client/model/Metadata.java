/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static java.util.Objects.requireNonNull;

/**
 * What a metric is: its type, help and unit, for receivers that show them.
 *
 * <p>In Remote Write 1.0 it travels beside the series (a field the specification reserves and
 * Prometheus, Cortex, Mimir and VictoriaMetrics use), known by the family's name; in 2.0 on every
 * series.
 *
 * @param type the type
 * @param familyName the metric's name without {@code _bucket}, {@code _sum} and {@code _count},
 *     with {@code _total}
 * @param help what it means, for a reader; may be empty
 * @param unit in words, such as {@code bytes_per_second}; may be empty
 */
public record Metadata(Type type, String familyName, String help, String unit) {
  public Metadata {
    requireNonNull(type, "type");
    requireNonNull(familyName, "familyName");
    requireNonNull(help, "help");
    requireNonNull(unit, "unit");
  }

  /** Returns the same about the name that {@link Labels#toClassic} makes of this one. */
  public Metadata toClassic() {
    return familyName.isEmpty()
        ? this
        : new Metadata(type, ClassicNames.escape(familyName, true), help, unit);
  }

  /** Types of metrics. */
  public enum Type {
    /** Not known. */
    UNKNOWN(0),
    /** A total that only grows. */
    COUNTER(1),
    /** A value that goes up and down. */
    GAUGE(2),
    /** A histogram, classic or native. */
    HISTOGRAM(3),
    /** A histogram of current values. */
    GAUGE_HISTOGRAM(4),
    /** Quantiles with sum and count. */
    SUMMARY(5),
    /** Facts in labels. */
    INFO(6),
    /** A set of states in labels. */
    STATESET(7);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    /** Returns the type with this number on the wire; an unknown one counts as not known. */
    public static Type of(int number) {
      for (Type type : values()) {
        if (type.number == number) {
          return type;
        }
      }
      return UNKNOWN;
    }

    /** Returns the type's number on the wire, the same in both versions. */
    public int number() {
      return number;
    }
  }
}
