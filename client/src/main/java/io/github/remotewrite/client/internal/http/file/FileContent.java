/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small files of settings. Messages have paths, never content. */
public final class FileContent {
  // Certificates of a whole JVM take 200 kB.
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private FileContent() {}

  /**
   * Returns all of a file.
   *
   * @throws IOException if it can't be read, or is larger than any file of its kind
   */
  public static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new IOException("file must have at most " + MAX_BYTES + " bytes: file=" + file);
      }
      return content;
    }
  }

  /**
   * Returns the text of a file of one secret, without blanks and line ends around it.
   *
   * @throws IOException if it can't be read, or has no such text: someone is still writing it
   */
  public static String secret(Path file) throws IOException {
    String text = new String(bytes(file), StandardCharsets.UTF_8).strip();
    if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
      throw new IOException(
          "file must have one line of text: file=" + file + ", length=" + text.length());
    }
    return text;
  }
}
