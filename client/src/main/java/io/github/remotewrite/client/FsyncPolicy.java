/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

/**
 * When what was appended is forced from the operating system's memory to the disk.
 *
 * <p>A killed process loses nothing under any of these: the operating system has every byte of a
 * finished append. They differ in what the loss of power, or a crash of the operating system,
 * takes.
 */
public enum FsyncPolicy {
  /** Before each append returns: nothing that was appended is lost. */
  ALWAYS,
  /** When the interval has passed since the last time: what was appended since then is lost. */
  INTERVAL,
  /**
   * Whenever the operating system likes, after up to 30 s on most: whatever it hadn't written is
   * lost.
   */
  NEVER
}
