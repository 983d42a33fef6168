/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * <p>Immutable. Kept as the bytes that stand on the wire, so that a request copies them.
 */
public final class Labels {
  /** The label that holds the metric's name. */
  public static final String METRIC_NAME = "__name__";

  private static final int LABEL_TAG = 0x0A; // TimeSeries.labels = 1
  private static final int NAME_TAG = 0x0A; // Label.name = 1
  private static final int VALUE_TAG = 0x12; // Label.value = 2
  private static final byte[] METRIC_NAME_BYTES = METRIC_NAME.getBytes(StandardCharsets.UTF_8);
  private static final Labels NONE = new Labels(new byte[0], 0);

  private final byte[] encoded;
  private final int hash; // the sum of each label's, so that one can be exchanged for another
  // Made when first asked for; threads that race for it make equal ones.
  private @Nullable Labels classic;

  private Labels(byte[] encoded, int hash) {
    this.encoded = encoded;
    this.hash = hash;
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
    int length = encoded.length;
    for (Label label : sorted) {
      length += label.encodedLength();
    }
    byte[] merged = new byte[length];
    int mergedHash = hash;
    int end = 0;
    int position = 0;
    for (Label label : sorted) {
      int start = position;
      int order = -1;
      while (position < encoded.length) {
        order = compareName(position, label.name);
        if (order >= 0) {
          break;
        }
        position = fieldEnd(position);
      }
      System.arraycopy(encoded, start, merged, end, position - start);
      end += position - start;
      if (order == 0) {
        int replaced = position;
        position = fieldEnd(replaced);
        mergedHash -= hashOf(encoded, replaced, position);
      }
      int added = end;
      end = label.writeTo(merged, added);
      mergedHash += end > added ? hashOf(merged, added, end) : 0;
    }
    System.arraycopy(encoded, position, merged, end, encoded.length - position);
    end += encoded.length - position;
    return new Labels(end == length ? merged : Arrays.copyOf(merged, end), mergedHash);
  }

  /** Returns whether one of the labels is the metric's name. */
  boolean hasMetricName() {
    int order = -1;
    for (int start = 0; start < encoded.length && order < 0; start = fieldEnd(start)) {
      order = compareName(start, METRIC_NAME_BYTES);
    }
    return order == 0;
  }

  /** Compares the name of the label that begins here with another. */
  private int compareName(int label, byte[] other) {
    int field = fieldStart(label);
    int start = fieldStart(field);
    int byFirst = (encoded[start] & 0xFF) - (other[0] & 0xFF); // nearly always enough
    return byFirst != 0
        ? byFirst
        : Arrays.compareUnsigned(encoded, start, fieldEnd(field), other, 0, other.length);
  }

  /** Returns where the content of the field begins that begins here with its tag. */
  private int fieldStart(int tag) {
    int position = tag + 1;
    while (encoded[position] < 0) {
      position++;
    }
    return position + 1;
  }

  /** Returns where the field ends that begins here with its tag. */
  private int fieldEnd(int tag) {
    int length = 0;
    int position = tag + 1;
    for (int shift = 0; ; shift += 7) {
      byte b = encoded[position++];
      length |= (b & 0x7F) << shift;
      if (b >= 0) {
        return position + length;
      }
    }
  }

  /** Mixed well, as labels that exchange their values should not have one sum. */
  private static int hashOf(byte[] encoded, int start, int end) {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + encoded[i];
    }
    // The finalizer of MurmurHash3.
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }

  /** Returns how many bytes {@link #copyEncodedTo} copies. */
  public int encodedLength() {
    return encoded.length;
  }

  /**
   * Copies the labels as they stand on the wire: field 1 of {@code prometheus.TimeSeries}, once for
   * each label, in order.
   */
  public void copyEncodedTo(byte[] target, int offset) {
    System.arraycopy(encoded, 0, target, offset, encoded.length);
  }

  /** Returns names and values in the order of the wire. */
  public Map<String, String> toMap() {
    Map<String, String> labels = new LinkedHashMap<>();
    int[] position = {0};
    while (position[0] < encoded.length) {
      position[0]++; // LABEL_TAG
      readVarint(position);
      String name = readString(position);
      labels.put(name, readString(position));
    }
    return Collections.unmodifiableMap(labels);
  }

  private String readString(int[] position) {
    position[0]++; // NAME_TAG or VALUE_TAG
    int length = readVarint(position);
    String text = new String(encoded, position[0], length, StandardCharsets.UTF_8);
    position[0] += length;
    return text;
  }

  private int readVarint(int[] position) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = encoded[position[0]++];
      value |= (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  /**
   * Returns the labels as Remote Write 1.0 allows them: names of letters, digits and underscores,
   * and colons in the metric's name. Other characters become underscores; labels that become one
   * are joined, with {@code ;} between their values. Usually these are the labels as they are.
   */
  public Labels toClassic() {
    Labels known = classic;
    if (known == null) {
      known = isClassic() ? this : ClassicNames.escape(this);
      classic = known;
    }
    return known;
  }

  private boolean isClassic() {
    for (int start = 0; start < encoded.length; start = fieldEnd(start)) {
      int name = fieldStart(start);
      int value = fieldEnd(name);
      if (!ClassicNames.isClassic(encoded, fieldStart(name), value, false)
          || (compareName(start, METRIC_NAME_BYTES) == 0
              && !ClassicNames.isClassic(encoded, fieldStart(value), fieldEnd(value), true))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that
        && hash == that.hash
        && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return hash;
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
              "label names must be unique: name=" + new String(label.name, StandardCharsets.UTF_8));
        }
      }
      return sorted;
    }
  }

  /** One label in UTF-8. */
  private static final class Label {
    private final byte[] name;
    private final byte[] value;

    private Label(byte[] name, byte[] value) {
      this.name = name;
      this.value = value;
    }

    static Label of(String name, String value) {
      requireNonNull(name, "name");
      requireNonNull(value, "value");
      if (name.isEmpty()) {
        throw new IllegalArgumentException("label name must not be empty: value=" + value);
      }
      return new Label(
          name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    int compareTo(Label other) {
      return Arrays.compareUnsigned(name, other.name);
    }

    /** Returns how many bytes it takes: none without a value. */
    int encodedLength() {
      return value.length == 0 ? 0 : fieldSize(contentLength());
    }

    private int contentLength() {
      return fieldSize(name.length) + fieldSize(value.length);
    }

    private static int fieldSize(int length) {
      return 1 + ProtoBuffer.varintSize(length) + length;
    }

    /** Writes it at this offset, and returns where it ends. */
    int writeTo(byte[] target, int offset) {
      if (value.length == 0) {
        return offset;
      }
      int nameOffset = writeHead(target, offset, LABEL_TAG, contentLength());
      int valueOffset = writeField(target, nameOffset, NAME_TAG, name);
      return writeField(target, valueOffset, VALUE_TAG, value);
    }

    private static int writeField(byte[] target, int offset, int tag, byte[] text) {
      int start = writeHead(target, offset, tag, text.length);
      System.arraycopy(text, 0, target, start, text.length);
      return start + text.length;
    }

    private static int writeHead(byte[] target, int offset, int tag, int length) {
      target[offset] = (byte) tag;
      int at = offset + 1;
      int rest = length;
      while (rest > 0x7F) {
        target[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      target[at++] = (byte) rest;
      return at;
    }
  }
}
