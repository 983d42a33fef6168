/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One compressed message, ready to be sent as often as it takes: every attempt sends the same
 * bytes, because receivers take an equal duplicate for a success and a changed one for an error.
 *
 * <p>The bytes are lent, and stay as they are for as long as anybody {@linkplain #retain holds} the
 * request, beginning with whom the encoder gave it to; then the encoder may write another one over
 * them. Who never {@linkplain #release lets go} keeps it for good, at the price of a new array for
 * the next one. Thread-safe.
 */
public final class EncodedRequest {
  private final Protocol protocol;
  private final byte[] buffer;
  private final int length;
  private final int samples;
  private final boolean histograms;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile boolean pinned;

  /**
   * @param protocol the version its message is of
   * @param body the snappy block; or what it was recoded to for one attempt
   * @param samples how many samples it carries, native histograms among them
   * @param histograms whether its series are those that 2.0 has as native histograms, so that no
   *     other request has a series in common with it
   */
  public EncodedRequest(Protocol protocol, byte[] body, int samples, boolean histograms) {
    this(protocol, body, body.length, samples, histograms);
  }

  /**
   * @param length how many bytes of the buffer are the block
   */
  EncodedRequest(Protocol protocol, byte[] buffer, int length, int samples, boolean histograms) {
    this.protocol = protocol;
    this.buffer = buffer;
    this.length = length;
    this.samples = samples;
    this.histograms = histograms;
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

  /** Returns how many samples it carries; none if it has nothing but metadata. */
  public int samples() {
    return samples;
  }

  public boolean histograms() {
    return histograms;
  }

  /** Holds the request: one more who is going to read the bytes. */
  public void retain() {
    holders.incrementAndGet();
  }

  /** Lets go of the request: one less who is going to read the bytes. */
  public void release() {
    holders.decrementAndGet();
  }

  /** Keeps the bytes from ever being written over: somebody may still be reading them. */
  public void pin() {
    pinned = true;
  }

  /** Returns whether the bytes may be written over. */
  boolean isFree() {
    return holders.get() <= 0 && !pinned;
  }

  /** Lends the bytes again; only for who wrote them anew. */
  EncodedRequest lend() {
    holders.set(1);
    return this;
  }
}
