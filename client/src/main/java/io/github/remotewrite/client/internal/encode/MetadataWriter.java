/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import io.github.remotewrite.client.internal.proto.ProtoBuffer;
import io.github.remotewrite.client.model.Metadata;
import java.nio.charset.StandardCharsets;

/**
 * Metadata as the message {@code MetricMetadata} of 1.0.
 *
 * <pre>
 *   1A  message   WriteRequest.metadata
 *       08  varint  type
 *       12  string  metric_family_name
 *       22  string  help
 *       2A  string  unit
 * </pre>
 */
final class MetadataWriter {
  // Tags, lengths and the type.
  private static final int MAX_FRAME_SIZE = 32;

  private MetadataWriter() {}

  /** Returns at most how many bytes {@link #write} writes. */
  static long sizeAtMost(Metadata metadata) {
    int chars =
        metadata.familyName().length() + metadata.help().length() + metadata.unit().length();
    return MAX_FRAME_SIZE + 3L * chars;
  }

  static void write(Metadata metadata, ProtoBuffer out) {
    ProtoBuffer fields = new ProtoBuffer(128);
    fields.writeByte(0x08);
    fields.writeVarint(metadata.type().number());
    writeString(0x12, metadata.toClassic().familyName(), fields);
    writeString(0x22, metadata.help(), fields);
    writeString(0x2A, metadata.unit(), fields);
    out.writeByte(0x1A);
    out.writeVarint(fields.size());
    out.writeBytes(fields);
  }

  private static void writeString(int tag, String text, ProtoBuffer out) {
    if (!text.isEmpty()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeByte(tag);
      out.writeVarint(bytes.length);
      out.writeBytes(bytes);
    }
  }
}
