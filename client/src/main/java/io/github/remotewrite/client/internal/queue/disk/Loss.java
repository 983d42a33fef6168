/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

/**
 * Records that will never be returned.
 *
 * @param records how many
 * @param samples how many samples they carried
 * @param detail the rule that was broken, with names and values
 */
public record Loss(Reason reason, long records, long samples, String detail) {
  /** Why records were lost. */
  public enum Reason {
    /** The oldest made room for newer ones. */
    CAPACITY,
    /** The disk does not return what was written to it. */
    DAMAGE
  }
}
