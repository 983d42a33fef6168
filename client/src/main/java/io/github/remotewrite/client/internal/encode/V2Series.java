/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.internal.proto.ProtoReader;
import io.github.remotewrite.client.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The symbols and series of a message of 2.0, taken apart to be put into other messages. */
final class V2Series {
  private static final int SYMBOLS = 4;
  private static final int TIME_SERIES = 5;
  private static final int LABELS_REFS = 1;
  private static final int EXEMPLARS = 4;
  private static final int METADATA = 5;
  private static final int HELP_REF = 3;
  private static final int UNIT_REF = 4;

  private final List<String> symbols = new ArrayList<>();
  private final List<ProtoReader> series = new ArrayList<>();
  private final ProtoBuffer part = new ProtoBuffer(512);
  private final ProtoBuffer innerPart = new ProtoBuffer(512);
  private final ProtoBuffer refs = new ProtoBuffer(128);

  V2Series(ProtoReader message) {
    while (message.next()) {
      switch (message.field()) {
        case SYMBOLS -> symbols.add(message.readString());
        case TIME_SERIES -> series.add(message.readMessage());
        default -> message.skip();
      }
    }
  }

  /** Returns whether any series has exemplars. */
  boolean hasExemplars() {
    for (ProtoReader one : series) {
      ProtoReader fields = one.copy();
      while (fields.next()) {
        if (fields.field() == EXEMPLARS) {
          return true;
        }
        fields.skip();
      }
    }
    return false;
  }

  /** Returns the labels of the first series. */
  Labels firstLabels() {
    ProtoReader first = series.get(0).copy();
    while (first.next() && first.field() != LABELS_REFS) {
      first.skip();
    }
    ProtoReader labelsRefs = first.readMessage();
    Labels.Builder labels = Labels.builder();
    while (labelsRefs.hasMore()) {
      String name = symbols.get((int) labelsRefs.readVarint());
      labels.add(name, symbols.get((int) labelsRefs.readVarint()));
    }
    return labels.build();
  }

  /**
   * Writes the series from one index to before another into a message with its own symbols.
   *
   * @param exemplars whether these are written, too
   */
  void writeTo(int from, int to, boolean exemplars, SymbolTable table, ProtoBuffer out) {
    for (ProtoReader source : series.subList(from, to)) {
      part.clear();
      write(source.copy(), exemplars, table);
      write(0x2A, part, out);
    }
  }

  private void write(ProtoReader source, boolean exemplars, SymbolTable table) {
    while (source.next()) {
      switch (source.field()) {
        case LABELS_REFS -> writeRefs(source.readMessage(), table, part);
        case EXEMPLARS -> {
          ProtoReader exemplar = source.readMessage();
          if (exemplars) {
            writeExemplar(exemplar, table);
          }
        }
        case METADATA -> writeMetadata(source.readMessage(), table);
        default -> source.copyTo(part);
      }
    }
  }

  private void writeExemplar(ProtoReader source, SymbolTable table) {
    innerPart.clear();
    while (source.next()) {
      if (source.field() == LABELS_REFS) {
        writeRefs(source.readMessage(), table, innerPart);
      } else {
        source.copyTo(innerPart);
      }
    }
    write(0x22, innerPart, part);
  }

  private void writeMetadata(ProtoReader source, SymbolTable table) {
    innerPart.clear();
    while (source.next()) {
      if (source.field() == HELP_REF || source.field() == UNIT_REF) {
        innerPart.writeByte(source.field() << 3);
        innerPart.writeVarint(ref(source.readVarint(), table));
      } else {
        source.copyTo(innerPart);
      }
    }
    write(0x2A, innerPart, part);
  }

  private void writeRefs(ProtoReader source, SymbolTable table, ProtoBuffer out) {
    refs.clear();
    while (source.hasMore()) {
      refs.writeVarint(ref(source.readVarint(), table));
    }
    write(0x0A, refs, out);
  }

  private int ref(long oldRef, SymbolTable table) {
    byte[] symbol = symbols.get((int) oldRef).getBytes(StandardCharsets.UTF_8);
    return table.ref(symbol, 0, symbol.length);
  }

  private static void write(int tag, ProtoBuffer content, ProtoBuffer out) {
    out.writeByte(tag);
    out.writeVarint(content.size());
    out.writeBytes(content);
  }
}
