/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names and values that identify a series, or an exemplar: sorted, unique, never empty.
 *
 * <p>These are the rules of the specification (1.0, "Labels"), and receivers don't enforce them
 * kindly: some skip such a series in silence, some answer 500 to the whole request. So a set of
 * labels that breaks them can't be made. Names may be any text, as 2.0 allows; see {@link
 * #toClassic}.
 *
 * <p>Immutable. Kept as the bytes that stand on the wire, so that a request copies them. {@link
 * SiblingSeries} share most of theirs.
 */
public final class Labels {
  /** The label that holds the metric's name. */
  public static final String METRIC_NAME = "__name__";

  private static final Labels NONE = new Labels(EncodedLabels.NONE, EncodedLabels.NONE);

  private final EncodedLabels common; // which siblings may share
  private final EncodedLabels own;
  // Made when first asked for; threads that race for it make equal ones.
  private @Nullable Labels classic;

  /**
   * @param common labels with cuts for the others
   * @param own the others, cut likewise; none of them has the name of a common one
   */
  Labels(EncodedLabels common, EncodedLabels own) {
    this.common = common;
    this.own = own;
  }

  /** Returns a builder without labels. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the labels named, as name, value, name, value, …
   *
   * @throws IllegalArgumentException as {@link Builder} does
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "names and values must come in pairs: length=" + namesAndValues.length);
    }
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /**
   * Returns these labels with one of them set: in the place of the label with that name, or added
   * to the others. An empty value takes the label away. Costs less than building all labels anew,
   * and is meant for series that have all but a few labels in common.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public Labels with(String name, String value) {
    return with(new Label[] {Label.of(name, value)});
  }

  /**
   * Returns these labels with several of them set, each as {@link #with(String, String)} does it.
   *
   * @throws IllegalArgumentException if a name is empty, or two are the same in UTF-8
   */
  public Labels with(Map<String, String> labels) {
    Builder changes = builder();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      changes.labels.add(Label.of(label.getKey(), label.getValue()));
    }
    return with(changes.sorted());
  }

  private Labels with(Label[] sorted) {
    return new Labels(encoded().with(sorted), EncodedLabels.NONE);
  }

  /** Returns all labels in one piece. */
  EncodedLabels encoded() {
    return common.joinedWith(own);
  }

  /** Returns whether what all siblings have is the same, and not just equal. */
  @SuppressWarnings("ReferenceEquality") // Equal ones are none that siblings share.
  boolean isSiblingOf(Labels other) {
    return common == other.common;
  }

  /** Returns whether these labels are in place of the same sibling, of another point. */
  @SuppressWarnings("ReferenceEquality") // as above
  boolean isSameSiblingAs(Labels other) {
    return own == other.own;
  }

  /** Returns whether what is a sibling's own stands between as many labels as in others. */
  boolean hasSamePlacesAs(Labels other) {
    return common.hasSamePlaces(other.common);
  }

  /** Returns whether one of the labels is the metric's name. */
  boolean hasMetricName() {
    return own.hasMetricName() || common.hasMetricName();
  }

  /** Returns how many bytes {@link #copyEncodedTo} copies. */
  public int encodedLength() {
    return common.length() + own.length();
  }

  /**
   * Copies the labels as they stand on the wire: field 1 of {@code prometheus.TimeSeries}, once for
   * each label, in order.
   */
  public void copyEncodedTo(byte[] target, int offset) {
    common.copyWith(own, target, offset);
  }

  /** Returns names and values in the order of the wire. */
  public Map<String, String> toMap() {
    return Collections.unmodifiableMap(encoded().toMap());
  }

  /**
   * Returns the labels as Remote Write 1.0 allows them: names of letters, digits and underscores,
   * and colons in the metric's name. Other characters become underscores; labels that become one
   * are joined, with {@code ;} between their values. Usually these are the labels as they are.
   */
  public Labels toClassic() {
    Labels known = classic;
    if (known == null) {
      known = common.isClassic() && own.isClassic() ? this : ClassicNames.escape(this);
      classic = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Labels that && hashCode() == that.hashCode() && hasSameBytes(that));
  }

  private boolean hasSameBytes(Labels other) {
    if (common.isCutAs(other.common) && own.isCutAs(other.own)) {
      return common.hasSameBytes(other.common) && own.hasSameBytes(other.own);
    }
    return encoded().hasSameBytes(other.encoded());
  }

  @Override
  public int hashCode() {
    return common.hash() + own.hash();
  }

  /** Returns the labels as Prometheus writes them: <code>{job="shop", method="GET"}</code>. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    toMap()
        .forEach(
            (name, value) -> {
              text.append(text.length() > 1 ? ", " : "").append(name).append("=\"");
              text.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
              text.append('"');
            });
    return text.append('}').toString();
  }

  /** Gathers labels in any order. Not thread-safe. */
  public static final class Builder {
    private final List<Label> labels = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a label. One with an empty value is left out, because to Prometheus it is the same as no
     * label, and the specification forbids to send it. A lone surrogate becomes {@code ?}.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public Builder add(String name, String value) {
      Label label = Label.of(name, value);
      if (!value.isEmpty()) {
        labels.add(label);
      }
      return this;
    }

    /**
     * Returns the labels, sorted by the bytes of their names.
     *
     * @throws IllegalArgumentException if a name stands twice
     */
    public Labels build() {
      return NONE.with(sorted());
    }

    private Label[] sorted() {
      Label[] sorted = labels.toArray(new Label[0]);
      for (int i = 1; i < sorted.length; i++) {
        Label label = sorted[i];
        int place = i; // Mostly it stays there, as labels come in order or nearly so.
        int order = 1;
        while (place > 0 && (order = label.compareTo(sorted[place - 1])) < 0) {
          sorted[place] = sorted[--place];
        }
        sorted[place] = label;
        if (order == 0) {
          throw new IllegalArgumentException(
              "label names must be unique: name="
                  + new String(label.name(), StandardCharsets.UTF_8));
        }
      }
      return sorted;
    }
  }
}
