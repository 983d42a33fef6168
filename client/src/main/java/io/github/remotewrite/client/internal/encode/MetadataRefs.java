/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.model.Metadata;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a series as field 5 of {@code TimeSeries}, or nothing.
 *
 * <p>The series of a metric follow each other and share theirs, so it is encoded once for them. Not
 * thread-safe.
 */
final class MetadataRefs {
  private final ProtoBuffer fields = new ProtoBuffer(64);
  private final ProtoBuffer encoded = new ProtoBuffer(64);
  private @Nullable Metadata last;
  private @Nullable SymbolTable lastSymbols;
  private int lastRequest;

  /** Returns whether the metadata is that of the last series, and of the same request. */
  @SuppressWarnings("ReferenceEquality") // A shortcut, taken for every sample.
  boolean isFor(@Nullable Metadata metadata, SymbolTable symbols) {
    return metadata == last && symbols == lastSymbols && symbols.request() == lastRequest;
  }

  void read(@Nullable Metadata metadata, SymbolTable symbols) {
    if (isFor(metadata, symbols)) {
      return;
    }
    last = metadata;
    lastSymbols = symbols;
    lastRequest = symbols.request();
    encoded.clear();
    if (last != null) {
      write(last, symbols);
    }
  }

  private void write(Metadata metadata, SymbolTable symbols) {
    fields.clear();
    fields.writeByte(0x08);
    fields.writeVarint(metadata.type().number());
    writeRef(0x18, metadata.help(), symbols);
    writeRef(0x20, metadata.unit(), symbols);
    encoded.writeByte(0x2A);
    encoded.writeVarint(fields.size());
    encoded.writeBytes(fields);
  }

  private void writeRef(int tag, String text, SymbolTable symbols) {
    if (!text.isEmpty()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      fields.writeByte(tag);
      fields.writeVarint(symbols.ref(bytes, 0, bytes.length));
    }
  }

  ProtoBuffer encoded() {
    return encoded;
  }
}
