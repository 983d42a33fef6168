/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import java.util.List;

/**
 * What the opening of a queue found.
 *
 * <p>Damage stays where it is until its segment is deleted, so the next opening may find it again.
 *
 * @param records intact records that wait
 * @param samples how many samples these carry
 * @param lostRecords records known to be lost; 0 although {@code lostBytes} isn't if only bytes are
 *     left of them that tell nothing
 * @param lostSamples how many samples the records known to be lost carried
 * @param lostBytes bytes that are no part of an intact record where one was lost
 * @param damage what was found broken, in the order of the log; the first few only
 */
public record Recovery(
    long records,
    long samples,
    long lostRecords,
    long lostSamples,
    long lostBytes,
    List<String> damage) {
  public Recovery {
    damage = List.copyOf(damage);
  }

  /** Returns whether anything that waited is missing. */
  public boolean isLossy() {
    return lostRecords > 0 || lostBytes > 0;
  }
}
