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

  private final byte[] encoded;
  private final int hash;
  // Made when first asked for; threads that race for it make equal ones.
  private @Nullable Labels classic;

  private Labels(byte[] encoded) {
    this.encoded = encoded;
    this.hash = Arrays.hashCode(encoded);
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
      known = ClassicNames.areIn(this) ? this : ClassicNames.escape(this);
      classic = known;
    }
    return known;
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
      requireNonNull(name, "name");
      requireNonNull(value, "value");
      if (name.isEmpty()) {
        throw new IllegalArgumentException("label name must not be empty: value=" + value);
      }
      if (!value.isEmpty()) {
        labels.add(
            new Label(
                name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
      }
      return this;
    }

    /**
     * Returns the labels, sorted by the bytes of their names.
     *
     * @throws IllegalArgumentException if a name stands twice
     */
    public Labels build() {
      Label[] sorted = labels.toArray(new Label[0]);
      Arrays.sort(sorted, (a, b) -> Arrays.compareUnsigned(a.name, b.name));
      ProtoBuffer buffer = new ProtoBuffer(256);
      for (int i = 0; i < sorted.length; i++) {
        if (i > 0 && Arrays.equals(sorted[i - 1].name, sorted[i].name)) {
          throw new IllegalArgumentException(
              "label names must be unique: name="
                  + new String(sorted[i].name, StandardCharsets.UTF_8));
        }
        sorted[i].writeTo(buffer);
      }
      return new Labels(buffer.toByteArray());
    }
  }

  /** One label in UTF-8. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  private record Label(byte[] name, byte[] value) {
    void writeTo(ProtoBuffer buffer) {
      buffer.writeByte(LABEL_TAG);
      buffer.writeVarint(fieldSize(name) + fieldSize(value));
      writeField(buffer, NAME_TAG, name);
      writeField(buffer, VALUE_TAG, value);
    }

    private static int fieldSize(byte[] text) {
      return 1 + ProtoBuffer.varintSize(text.length) + text.length;
    }

    private static void writeField(ProtoBuffer buffer, int tag, byte[] text) {
      buffer.writeByte(tag);
      buffer.writeVarint(text.length);
      buffer.writeBytes(text);
    }
  }
}
