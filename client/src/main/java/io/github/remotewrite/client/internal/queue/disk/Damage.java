/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a cursor had to skip: how much, and what was wrong first. */
final class Damage {
  private long bytes;
  private String detail = "";
  private @Nullable RecordHeader first;
  private @Nullable RecordHeader last;

  void skipped(long skippedBytes, Supplier<String> why) {
    if (bytes == 0) {
      detail = why.get();
    }
    bytes += skippedBytes;
  }

  /** Notes the header of a record whose body is broken: it still tells what was lost. */
  void header(RecordHeader header) {
    if (first == null) {
      first = header;
    }
    last = header;
  }

  boolean isNone() {
    return bytes == 0;
  }

  long bytes() {
    return bytes;
  }

  String detail() {
    return detail;
  }

  /** Returns the first header found; null if none was. */
  @Nullable RecordHeader firstHeader() {
    return first;
  }

  /** Returns the last header found; null if none was. */
  @Nullable RecordHeader lastHeader() {
    return last;
  }
}
