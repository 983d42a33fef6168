/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import java.util.Arrays;

/**
 * One compressed message, ready to be sent as often as it takes: every attempt sends the same
 * bytes, because receivers take an equal duplicate for a success and a changed one for an error.
 *
 * <p>The bytes are lent, and stay as they are until they are {@link #release released}; then the
 * encoder may write another request over them. Who never releases a request keeps it for good, at
 * the price of a new array for the next one. Thread-safe.
 */
public final class EncodedRequest {
  private final Protocol protocol;
  private final byte[] buffer;
  private final int length;
  private final int samples;
  private volatile boolean pinned;
  private volatile boolean released;

  /**
   * @param protocol the version its message is of
   * @param body the snappy block
   * @param samples how many samples it carries, native histograms among them
   */
  public EncodedRequest(Protocol protocol, byte[] body, int samples) {
    this(protocol, body, body.length, samples);
  }

  /**
   * @param length how many bytes of the buffer are the block
   */
  EncodedRequest(Protocol protocol, byte[] buffer, int length, int samples) {
    this.protocol = protocol;
    this.buffer = buffer;
    this.length = length;
    this.samples = samples;
  }

  public Protocol protocol() {
    return protocol;
  }

  /** Returns the snappy block: in an array of its own size, which may have to be made for it. */
  public byte[] body() {
    return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
  }

  /** Returns the array that begins with the block. */
  public byte[] buffer() {
    return buffer;
  }

  /** Returns how many bytes the block has. */
  public int length() {
    return length;
  }

  public int samples() {
    return samples;
  }

  /** Gives the bytes back: the request has its outcome, and nobody is going to read them again. */
  public void release() {
    released = true;
  }

  /** Keeps the bytes from ever being written over: somebody may still be reading them. */
  public void pin() {
    pinned = true;
  }

  /** Returns whether the bytes may be written over. */
  boolean isFree() {
    return released && !pinned;
  }

  /** Lends the bytes again; only for who wrote them anew. */
  EncodedRequest lend() {
    released = false;
    return this;
  }
}
