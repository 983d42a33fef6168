/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * The text of a response body that may be compressed (RFC 9110, 8.4).
 *
 * <p>The beginning of a body is enough: what can be decompressed of it is shown.
 */
final class ContentDecoding {
  private static final Pattern UNREADABLE = Pattern.compile("[(][0-9]+ bytes, encoded as .*[)]");

  private ContentDecoding() {}

  /**
   * Returns at most {@code maxBytes} of the body as text.
   *
   * @param encoding the value of {@code Content-Encoding}; empty if there is none
   */
  static String text(byte[] body, String encoding, int maxBytes) {
    String coding = encoding.strip().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> printable(body);
      case "gzip", "x-gzip" -> decompressed(body, GZIPInputStream::new, coding, maxBytes);
      case "deflate" -> decompressed(body, InflaterInputStream::new, coding, maxBytes);
      default -> unreadable(body, coding);
    };
  }

  private static String decompressed(byte[] body, Opener opener, String coding, int maxBytes) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (InputStream in = opener.open(new ByteArrayInputStream(body))) {
      int next = in.read();
      while (next >= 0 && text.size() < maxBytes) {
        text.write(next);
        next = in.read();
      }
    } catch (IOException e) {
      // The rest of the body was cut off, or it never was what its header says.
      if (text.size() == 0) {
        return body.length == 0 ? "" : unreadable(body, coding);
      }
    }
    return printable(text.toByteArray());
  }

  /** Returns whether a text says that the body could not be read. */
  static boolean isUnreadable(String text) {
    return UNREADABLE.matcher(text).matches();
  }

  private static String unreadable(byte[] body, String coding) {
    String name = printable(coding.getBytes(StandardCharsets.UTF_8));
    return "(" + body.length + " bytes, encoded as " + name + ")";
  }

  private static String printable(byte[] text) {
    return withoutControls(new String(text, StandardCharsets.UTF_8)).strip();
  }

  /** Returns the text without what begins a new line, or does other things to a terminal. */
  static String withoutControls(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]+", " ");
  }

  /** Opens a stream of decompressed bytes. */
  @FunctionalInterface
  private interface Opener {
    InputStream open(InputStream compressed) throws IOException;
  }
}
