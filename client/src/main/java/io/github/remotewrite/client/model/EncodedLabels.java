/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Labels as the bytes that stand on the wire, with two cuts where others may be put in.
 *
 * <p>So series of one point share the bytes of all labels that they have in common. Those of a
 * bucket are put together like this, if {@code __name__} and {@code le} are what is its own:
 *
 * <pre>
 *   common   [A="1"] | [a="2", b="3"] | [z="4"]
 *   own              [__name__="h_bucket"] | [le="0.5"]
 *   labels   [A="1"][__name__="h_bucket"][a="2", b="3"][le="0.5"][z="4"]
 * </pre>
 *
 * <p>Immutable.
 */
final class EncodedLabels {
  static final EncodedLabels NONE = new EncodedLabels(new byte[0], 0, 0, 0);

  private static final byte[] METRIC_NAME_BYTES =
      Labels.METRIC_NAME.getBytes(StandardCharsets.UTF_8);

  private final byte[] bytes;
  private final int hash; // the sum of each label's, so that one can be exchanged for another
  private final int firstCut;
  private final int secondCut; // of common labels; own ones have two pieces and one cut

  private EncodedLabels(byte[] bytes, int hash, int firstCut, int secondCut) {
    this.bytes = bytes;
    this.hash = hash;
    this.firstCut = firstCut;
    this.secondCut = secondCut;
  }

  int length() {
    return bytes.length;
  }

  int hash() {
    return hash;
  }

  /**
   * Returns these labels, of which none has one of the names, with cuts where labels with these
   * names go.
   */
  EncodedLabels cutFor(byte[] firstName, byte[] secondName) {
    return new EncodedLabels(bytes, hash, placeOf(firstName), placeOf(secondName));
  }

  /** Returns these labels, which others are going to have as their own, in two pieces. */
  EncodedLabels cutAfter(byte[] name) {
    int place = placeOf(name);
    int cut = isAt(place, name) ? fieldEnd(place) : place;
    return new EncodedLabels(bytes, hash, cut, cut);
  }

  /** Returns where the label with this name begins, or would. */
  private int placeOf(byte[] name) {
    int place = 0;
    while (place < bytes.length && compareName(place, name) < 0) {
      place = fieldEnd(place);
    }
    return place;
  }

  /** Copies these labels with others put in at the cuts. */
  void copyWith(EncodedLabels own, byte[] target, int offset) {
    int at = append(0, firstCut, target, offset);
    at = own.append(0, own.firstCut, target, at);
    at = append(firstCut, secondCut, target, at);
    at = own.append(own.firstCut, own.bytes.length, target, at);
    append(secondCut, bytes.length, target, at);
  }

  private int append(int start, int end, byte[] target, int offset) {
    System.arraycopy(bytes, start, target, offset, end - start);
    return offset + end - start;
  }

  /** Returns these labels with others put in at the cuts, as bytes of their own. */
  EncodedLabels joinedWith(EncodedLabels own) {
    if (own.bytes.length == 0) {
      return this;
    }
    byte[] joined = new byte[bytes.length + own.bytes.length];
    copyWith(own, joined, 0);
    return new EncodedLabels(joined, hash + own.hash, 0, 0);
  }

  /** Returns these labels with others set, which are sorted; one without a value is taken away. */
  EncodedLabels with(Label[] sorted) {
    int length = bytes.length;
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
      while (position < bytes.length) {
        order = compareName(position, label.name());
        if (order >= 0) {
          break;
        }
        position = fieldEnd(position);
      }
      end = append(start, position, merged, end);
      if (order == 0) {
        int replaced = position;
        position = fieldEnd(replaced);
        mergedHash -= hashOf(bytes, replaced, position);
      }
      int added = end;
      end = label.writeTo(merged, added);
      mergedHash += end > added ? hashOf(merged, added, end) : 0;
    }
    end = append(position, bytes.length, merged, end);
    return new EncodedLabels(end == length ? merged : Arrays.copyOf(merged, end), mergedHash, 0, 0);
  }

  /** Returns these labels but for the one with this name, if there is one. */
  EncodedLabels without(byte[] name) {
    return has(name) ? with(new Label[] {Label.toRemove(name)}) : this;
  }

  /** Returns whether one of the labels is the metric's name. */
  boolean hasMetricName() {
    return has(METRIC_NAME_BYTES);
  }

  private boolean has(byte[] name) {
    return isAt(placeOf(name), name);
  }

  private boolean isAt(int place, byte[] name) {
    return place < bytes.length && compareName(place, name) == 0;
  }

  /** Returns whether names and the metric's name are such as 1.0 allows. */
  boolean isClassic() {
    for (int start = 0; start < bytes.length; start = fieldEnd(start)) {
      int name = fieldStart(start);
      int value = fieldEnd(name);
      if (!ClassicNames.isClassic(bytes, fieldStart(name), value, false)
          || (compareName(start, METRIC_NAME_BYTES) == 0
              && !ClassicNames.isClassic(bytes, fieldStart(value), fieldEnd(value), true))) {
        return false;
      }
    }
    return true;
  }

  /** Returns names and values in the order of the wire. */
  Map<String, String> toMap() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int start = 0; start < bytes.length; start = fieldEnd(start)) {
      int name = fieldStart(start);
      labels.put(text(name), text(fieldEnd(name)));
    }
    return labels;
  }

  private String text(int field) {
    int start = fieldStart(field);
    return new String(bytes, start, fieldEnd(field) - start, StandardCharsets.UTF_8);
  }

  /** Compares the name of the label that begins here with another. */
  private int compareName(int label, byte[] other) {
    int field = fieldStart(label);
    int start = fieldStart(field);
    int byFirst = (bytes[start] & 0xFF) - (other[0] & 0xFF); // nearly always enough
    return byFirst != 0
        ? byFirst
        : Arrays.compareUnsigned(bytes, start, fieldEnd(field), other, 0, other.length);
  }

  /** Returns where the content of the field begins that begins here with its tag. */
  private int fieldStart(int tag) {
    int position = tag + 1;
    while (bytes[position] < 0) {
      position++;
    }
    return position + 1;
  }

  /** Returns where the field ends that begins here with its tag. */
  private int fieldEnd(int tag) {
    int length = 0;
    int position = tag + 1;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[position++];
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

  /** Returns whether pieces of the same lengths make up others. */
  boolean isCutAs(EncodedLabels other) {
    return firstCut == other.firstCut
        && secondCut == other.secondCut
        && bytes.length == other.bytes.length;
  }

  /** Returns whether there are as many labels before, between and after the cuts as in others. */
  boolean hasSamePlaces(EncodedLabels other) {
    int label = 0;
    int otherLabel = 0;
    while (label < bytes.length && otherLabel < other.bytes.length) {
      if ((label < firstCut) != (otherLabel < other.firstCut)
          || (label < secondCut) != (otherLabel < other.secondCut)) {
        return false;
      }
      label = fieldEnd(label);
      otherLabel = other.fieldEnd(otherLabel);
    }
    return label == bytes.length && otherLabel == other.bytes.length;
  }

  boolean hasSameBytes(EncodedLabels other) {
    return Arrays.equals(bytes, other.bytes);
  }
}
