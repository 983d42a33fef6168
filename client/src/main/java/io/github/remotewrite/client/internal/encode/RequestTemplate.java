/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.snappy.AlikeBlockCompressor;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compressed request that is kept, and sent again with other values.
 *
 * <p>From one export to the next nothing changes but the values and one timestamp, and both have
 * the same width each time. So the message is laid out and compressed once, with these bytes as
 * literals that no copy reads, and an export only writes over them: it neither encodes nor
 * compresses. A piece of a message and of its block, with what is written each time in brackets:
 *
 * <pre>
 *   message  … 12 17 09 00 00 00 00 00 [80 5A 40] 10 [C8 E1 …] 18 … 2A 3C 0A 16 01 04 02 05 …
 *                       |-- constant --| |- hole -| |- 6 bytes -|
 *   block    … copy ----------------------| lit [80 5A 40] | copy ------------------ | lit 05 | copy …
 * </pre>
 *
 * <ul>
 *   <li>A value is 8 bytes, little-endian. Of whole numbers the lowest ones are zero, and so are
 *       constants: w bytes, which are 12 bits of sign and exponent and 8 w - 12 of the number after
 *       its highest one, are left to write for what is below 2^(8 w - 11). A request is laid out
 *       for numbers {@value #HEADROOM} times as large; for a zero, which often stays one, with 2
 *       bytes, and for what was not whole before, with all 8.
 *   <li>The timestamp is the same in all samples, so it is written where it stands first and copied
 *       from there.
 *   <li>A write stores 8 bytes, of which the hole is the end. What precedes the hole in the block
 *       is read and stored again, so that one store does for every width.
 * </ul>
 *
 * <p>The bytes are never written over while a request that was lent them may still be sent: then
 * they are copied first. A group that brings an exemplar, another start or a number too large for
 * its hole leaves the template, which so is worth nothing any more in that write; {@link #read} has
 * the values that it has taken until then. Not thread-safe.
 */
final class RequestTemplate {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEADROOM = 8;
  private static final int NOT_ZERO = 3;
  private static final int WIDEST = 8;
  // By width: the bits of an 8-byte store that are not the hole's.
  private static final long[] BEFORE_HOLE = new long[WIDEST + 1];

  static {
    for (int width = 1; width <= WIDEST; width++) {
      BEFORE_HOLE[width] = width == WIDEST ? 0 : -1L >>> (Byte.SIZE * width);
    }
  }

  private final Protocol protocol;
  private final Known[] groups;
  private final List<Metadata> metadata;
  // By group, beside each other because they are read in this order: what it is known by, when its
  // values began, where in places its own end, and in which write they were last written.
  private final @Nullable SeriesGroup[] keys;
  private final long[] startTimestamps;
  private final int[] placesEnd;
  private final int[] writtenIn;
  // By value: where in the block the 8 bytes begin, times 16, plus the width of the hole.
  private final int[] places;
  // Where bytes of the timestamp stand, times 16, plus which byte of it.
  private final int[] timestampPlaces;
  private final int timestampSize;
  private final boolean small;
  private byte[] bytes;
  private EncodedRequest request;
  private int index;
  private int write;
  private int groupsWritten;

  private RequestTemplate(
      Protocol protocol,
      WrittenRequest written,
      int timestampSize,
      byte[] bytes,
      int[] places,
      int[] timestampPlaces) {
    RequestLayout layout = written.layout();
    this.protocol = protocol;
    this.small = written.small();
    this.groups = layout.groups().toArray(new Known[0]);
    this.metadata = metadata(layout.groups());
    this.keys = new SeriesGroup[groups.length];
    this.startTimestamps = new long[groups.length];
    this.placesEnd = new int[groups.length];
    this.writtenIn = new int[groups.length];
    Arrays.fill(writtenIn, written.write());
    for (int i = 0; i < groups.length; i++) {
      keys[i] = groups[i].group();
      startTimestamps[i] = layout.startTimestamp(i);
      placesEnd[i] = layout.valuesEnd(i);
    }
    this.timestampSize = timestampSize;
    this.bytes = bytes;
    this.places = places;
    this.timestampPlaces = timestampPlaces;
    this.write = written.write();
    this.groupsWritten = groups.length;
    this.request = new EncodedRequest(protocol, bytes, places.length, false);
    request.release(); // The message was sent, not this.
  }

  /** Lays out a request, for groups that it is still to {@linkplain #adoptGroups adopt}. */
  static RequestTemplate of(Protocol protocol, WrittenRequest written, CompressionScratch scratch) {
    ProtoBuffer message = written.message();
    RequestLayout layout = written.layout();
    int headSize = written.headSize();
    int timestampSize = ProtoBuffer.varintSize(written.timestampMillis());
    byte[] kinds = scratch.kinds(message.size());
    int values = layout.values();
    int[] places = new int[values];
    int group = 0;
    for (int i = 0; i < values; i++) {
      while (i >= layout.valuesEnd(group)) {
        group++;
      }
      int first = group == 0 ? 0 : layout.valuesEnd(group - 1);
      int value = headSize + layout.valueOffset(i);
      int width =
          layout.groups().get(group).mayBeFraction(i - first)
              ? WIDEST
              : width(
                  Double.longBitsToDouble((long) LONG.get(message.array(), value)),
                  layout.groups().get(group).hasOutgrown(i - first));
      Arrays.fill(kinds, value + WIDEST - width, value + WIDEST, AlikeBlockCompressor.HOLE);
      for (int k = 0; k < timestampSize; k++) {
        kinds[value + WIDEST + 1 + k] = (byte) (2 + 2 * k);
      }
      places[i] = width;
    }
    AlikeBlockCompressor compressor = scratch.alike();
    byte[] target = scratch.target(message.size());
    int length =
        compressor.compress(
            message.array(), headSize, message.size(), written.likeness(), kinds, target);
    int[] timestampPlaces = new int[timestampSize];
    int timestampPlacesCount = 0;
    int value = 0;
    for (int literal = 0; literal < compressor.literalCount(); literal++) {
      int source = compressor.literalSource(literal);
      int end = source + compressor.literalLength(literal);
      int shift = compressor.literalTarget(literal) - source;
      // What was passed over by earlier literals was copied, but for the timestamp of the last one.
      while (value < values && headSize + layout.valueOffset(value) + WIDEST <= source) {
        value++;
      }
      for (int i = Math.max(0, value - 1); i < values; i++) {
        int offset = headSize + layout.valueOffset(i);
        if (offset >= end) {
          break;
        }
        if (offset + WIDEST > source && offset + WIDEST <= end) {
          places[i] |= (offset + shift) << 4;
        }
        for (int k = 0; k < timestampSize; k++) {
          int at = offset + WIDEST + 1 + k;
          if (at >= source && at < end) {
            if (timestampPlacesCount == timestampPlaces.length) {
              timestampPlaces = Arrays.copyOf(timestampPlaces, 2 * timestampPlacesCount);
            }
            timestampPlaces[timestampPlacesCount++] = (at + shift) << 4 | k;
          }
        }
      }
    }
    return new RequestTemplate(
        protocol,
        written,
        timestampSize,
        Arrays.copyOf(target, length),
        places,
        Arrays.copyOf(timestampPlaces, timestampPlacesCount));
  }

  /** Makes its groups know that their values go here from now on. */
  void adoptGroups() {
    for (int place = 0; place < groups.length; place++) {
      groups[place].setTemplate(this, place);
    }
  }

  @SuppressWarnings("ReferenceEquality") // Only to have fewer; equal ones do no harm.
  private static List<Metadata> metadata(List<Known> groups) {
    List<Metadata> metadata = new ArrayList<>();
    Metadata last = null;
    for (Known group : groups) {
      for (Series series : group.group().series()) {
        Metadata own = series.metadata().orElse(null);
        if (own != null && own != last) {
          metadata.add(own);
          last = own;
        }
      }
    }
    return List.copyOf(metadata);
  }

  /** Returns how many of a value's bytes have to be written. */
  private static int width(double value, boolean outgrown) {
    if (value != Math.rint(value)) { // also if it is no number
      return WIDEST;
    }
    double ample = Math.abs(value) * HEADROOM;
    int width = outgrown ? NOT_ZERO + 1 : value == 0 ? NOT_ZERO - 1 : NOT_ZERO;
    while (width < WIDEST && ample >= 1L << (Byte.SIZE * width - 11)) {
      width++;
    }
    return width;
  }

  /**
   * Writes the values of a group.
   *
   * @return whether that was possible; else none is written, and the group must leave
   */
  boolean write(int group, SampleBuffer samples, int write) {
    if (this.write != write) {
      begin(samples.timestampMillis(), write);
    }
    if (groupsWritten < 0
        || writtenIn[group] == write
        || samples.exemplarCount() > 0
        || samples.startTimestampMillis() != startTimestamps[group]) {
      return false;
    }
    byte[] block = bytes;
    int first = group == 0 ? 0 : placesEnd[group - 1];
    int count = placesEnd[group] - first;
    long tooLarge = 0;
    for (int i = 0; i < count; i++) {
      int place = places[first + i];
      long bits = SampleBits.of(samples.value(i));
      long before = BEFORE_HOLE[place & 15];
      tooLarge |= bits & before;
      int at = place >>> 4;
      LONG.set(block, at, ((long) LONG.get(block, at) & before) | (bits & ~before));
    }
    if (tooLarge != 0) {
      for (int i = 0; i < count; i++) {
        if ((SampleBits.of(samples.value(i)) & BEFORE_HOLE[places[first + i] & 15]) != 0) {
          groups[group].outgrow(i, samples.value(i));
        }
      }
      return false;
    }
    writtenIn[group] = write;
    groupsWritten++;
    return true;
  }

  /** Returns whether this is what stands at a place. */
  @SuppressWarnings("ReferenceEquality") // A shortcut to what looking it up would say.
  boolean isAt(int place, SeriesGroup group) {
    return keys[place] == group;
  }

  /** Takes a group's place away from it. */
  void leave(int place) {
    keys[place] = null;
  }

  /** Returns whether the values of a group were written in this write. */
  boolean isWritten(int place, int write) {
    return writtenIn[place] == write;
  }

  /** Returns which one it is of those that are kept. */
  int index() {
    return index;
  }

  void setIndex(int index) {
    this.index = index;
  }

  private void begin(long timestampMillis, int write) {
    this.write = write;
    if (ProtoBuffer.varintSize(timestampMillis) != timestampSize) {
      groupsWritten = Integer.MIN_VALUE;
      return;
    }
    groupsWritten = 0;
    if (!request.isFree()) {
      bytes = bytes.clone();
      request = new EncodedRequest(protocol, bytes, places.length, false);
    }
    for (int place : timestampPlaces) {
      int k = place & 15;
      long septet = timestampMillis >>> (7 * k);
      bytes[place >>> 4] = (byte) (k == timestampSize - 1 ? septet : septet | 0x80);
    }
  }

  /** Reads the values of a group back that {@link #write} has written. */
  void read(int group, long timestampMillis, SampleBuffer samples) {
    int first = group == 0 ? 0 : placesEnd[group - 1];
    int count = placesEnd[group] - first;
    samples.reset(count, timestampMillis, startTimestamps[group]);
    for (int i = 0; i < count; i++) {
      int place = places[first + i];
      long bits = (long) LONG.get(bytes, place >>> 4) & ~BEFORE_HOLE[place & 15];
      samples.setValue(i, Double.longBitsToDouble(bits));
    }
  }

  /** Returns whether a write had all of its groups. */
  boolean isWhole(int write) {
    return this.write == write && groupsWritten == groups.length;
  }

  /** Returns the number of the last write that had one of its groups. */
  long lastWrite() {
    return write;
  }

  /** Returns the request, lent until it is released. */
  EncodedRequest lend() {
    return request.lend();
  }

  List<Known> groups() {
    return Arrays.asList(groups);
  }

  int groupCount() {
    return groups.length;
  }

  /** Returns what is said of its series, once for series that follow each other. */
  List<Metadata> metadata() {
    return metadata;
  }

  int samples() {
    return places.length;
  }

  /** Returns whether it is to be merged with others like that. */
  boolean isSmall() {
    return small;
  }

  /** Lets all groups go. */
  void dissolve() {
    Arrays.fill(keys, null);
    for (Known group : groups) {
      if (group.template() == this) {
        group.setTemplate(null, 0);
      }
    }
  }
}
