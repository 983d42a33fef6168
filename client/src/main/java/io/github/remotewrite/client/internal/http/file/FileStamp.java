/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a file when its content does. Links are followed, so a switched link counts as
 * a change, which is how Kubernetes replaces secrets.
 *
 * @param modified when it was written last, or null if there is no such file
 * @param key the file itself, where the file system tells
 */
record FileStamp(@Nullable FileTime modified, long size, @Nullable Object key) {
  static FileStamp of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException e) {
      return new FileStamp(null, -1, null);
    }
  }
}
