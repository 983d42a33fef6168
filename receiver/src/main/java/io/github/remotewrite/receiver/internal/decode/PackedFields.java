/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds repeated numbers that stand one by one rather than packed. Parsed messages look the same
 * either way, so this reads the bytes.
 */
final class PackedFields {
  private final List<Violation> violations;

  private PackedFields(List<Violation> violations) {
    this.violations = violations;
  }

  /** Checks a message that is known to be well-formed. */
  static void check(Descriptor type, byte[] message, List<Violation> violations) {
    try {
      new PackedFields(violations).check(type, CodedInputStream.newInstance(message));
    } catch (IOException e) {
      throw new UncheckedIOException("message was parsed before: type=" + type.getFullName(), e);
    }
  }

  private void check(Descriptor type, CodedInputStream input) throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      @Nullable FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field != null && delimited && field.getJavaType() == JavaType.MESSAGE) {
        ByteString child = input.readBytes();
        check(field.getMessageType(), child.newCodedInput());
        continue;
      }
      if (field != null && !delimited && field.isPackable()) {
        violations.add(new Violation(Rule.PACKED, "field=" + field.getFullName()));
      }
      input.skipField(tag);
    }
  }
}
