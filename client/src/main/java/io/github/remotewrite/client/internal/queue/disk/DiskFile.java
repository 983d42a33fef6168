/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. An interrupt of the calling thread neither closes it nor gets lost. */
interface DiskFile extends Closeable {
  /** Writes whole buffers, one behind the other. After an exception any part may be written. */
  void write(long position, ByteBuffer... buffers) throws IOException;

  /** Reads some bytes into a buffer; returns how many, or -1 at the end of the file. */
  int read(long position, ByteBuffer buffer) throws IOException;

  long size() throws IOException;

  void truncate(long size) throws IOException;

  /** Makes the content survive a loss of power. */
  void force() throws IOException;
}
