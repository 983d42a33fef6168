/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import io.github.remotewrite.client.internal.text.DecimalText;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute as the value of a label (OpenTelemetry specification, "AnyValue
 * representation for non-OTLP protocols").
 *
 * <p>Written here rather than taken from {@link Value#asString}, whose text differs between the
 * supported versions of OpenTelemetry; for the same reason empty values are known by elimination,
 * since older versions have no type for them.
 */
public final class AttributeText {
  /** Values may be nested at will, the stack may not. */
  private static final int MAX_DEPTH = 100;

  private AttributeText() {}

  /**
   * Returns strings as they are; numbers, booleans, arrays and maps as JSON without blanks; bytes
   * as Base64; an empty string for an empty value.
   *
   * <p>NaN and the infinities are bare words, but JSON strings inside arrays and maps; an empty
   * value inside these is {@code null}, and so is what lies deeper than {@value #MAX_DEPTH} levels.
   *
   * @param value a {@code String}, {@code Boolean}, {@code Long}, {@code Double}, a list of these,
   *     or a {@link Value}; anything else counts as empty
   */
  public static String of(@Nullable Object value) {
    if (value instanceof Value<?> wrapped && wrapped.getType() != ValueType.KEY_VALUE_LIST) {
      return of(wrapped.getValue());
    }
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Double number) {
      return DecimalText.asJava(number);
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof ByteBuffer bytes) {
      return base64(bytes);
    }
    if (value instanceof List<?> || value instanceof Value<?>) {
      StringBuilder json = new StringBuilder();
      appendJson(json, value, 0);
      return json.toString();
    }
    return "";
  }

  private static void appendJson(StringBuilder json, @Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      json.append("null");
    } else if (value instanceof Value<?> wrapped) {
      if (wrapped.getType() == ValueType.KEY_VALUE_LIST) {
        appendMap(json, (List<?>) wrapped.getValue(), depth);
      } else {
        appendJson(json, wrapped.getValue(), depth);
      }
    } else if (value instanceof List<?> list) {
      appendArray(json, list, depth);
    } else if (value instanceof String text) {
      appendQuoted(json, text);
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      appendQuoted(json, number.toString());
    } else if (value instanceof Number || value instanceof Boolean) {
      json.append(of(value));
    } else if (value instanceof ByteBuffer bytes) {
      appendQuoted(json, base64(bytes));
    } else {
      json.append("null");
    }
  }

  private static void appendArray(StringBuilder json, List<?> values, int depth) {
    json.append('[');
    String separator = "";
    for (Object value : values) {
      json.append(separator);
      appendJson(json, value, depth + 1);
      separator = ",";
    }
    json.append(']');
  }

  private static void appendMap(StringBuilder json, List<?> entries, int depth) {
    json.append('{');
    String separator = "";
    for (Object entry : entries) {
      KeyValue keyValue = (KeyValue) entry;
      json.append(separator);
      appendQuoted(json, keyValue.getKey());
      json.append(':');
      appendJson(json, keyValue.getValue(), depth + 1);
      separator = ",";
    }
    json.append('}');
  }

  private static void appendQuoted(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static String base64(ByteBuffer bytes) {
    ByteBuffer encoded = Base64.getEncoder().encode(bytes.duplicate());
    return StandardCharsets.ISO_8859_1.decode(encoded).toString();
  }
}
