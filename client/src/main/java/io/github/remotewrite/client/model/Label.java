/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One label in UTF-8. */
final class Label {
  private static final int LABEL_TAG = 0x0A; // TimeSeries.labels = 1
  private static final int NAME_TAG = 0x0A; // Label.name = 1
  private static final int VALUE_TAG = 0x12; // Label.value = 2
  private static final byte[] NO_VALUE = {};

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
    return new Label(name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns one without a value, which takes away what there is. */
  static Label toRemove(byte[] name) {
    return new Label(name, NO_VALUE);
  }

  byte[] name() {
    return name;
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
