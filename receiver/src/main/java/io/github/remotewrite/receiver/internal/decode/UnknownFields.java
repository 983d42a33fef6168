/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import java.util.List;

/** Finds the fields and enum values of a message that its schema doesn't have. */
final class UnknownFields {
  private UnknownFields() {}

  static void find(Message message, List<Violation> violations) {
    for (int field : message.getUnknownFields().asMap().keySet()) {
      add(message, "field=" + field, violations);
    }
    for (Object value : message.getAllFields().values()) {
      if (value instanceof List<?> elements) {
        elements.forEach(element -> findInField(message, element, violations));
      } else {
        findInField(message, value, violations);
      }
    }
  }

  private static void findInField(Message message, Object value, List<Violation> violations) {
    if (value instanceof Message child) {
      find(child, violations);
    } else if (value instanceof EnumValueDescriptor constant && constant.getIndex() < 0) {
      add(
          message,
          "enum=" + constant.getType().getName() + ", value=" + constant.getNumber(),
          violations);
    }
  }

  private static void add(Message message, String found, List<Violation> violations) {
    String detail = "message=" + message.getDescriptorForType().getFullName() + ", " + found;
    violations.add(new Violation(Rule.KNOWN_FIELDS, detail));
  }
}
