/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the series and groups of earlier writes.
 *
 * <p>They mostly come in the same order, as the same objects. So each is first looked for where the
 * last write had it, and only then in a map. An equal object is another one here: that costs time,
 * never correctness. Not thread-safe.
 */
final class KnownTable {
  /** How many writes something may be missing: a collection may be split into several. */
  static final int WRITES_KEPT = 64;

  // What takes some megabytes at most. More than that is forgotten early if a write has only little
  // of it: then most of it was never seen twice.
  private static final int ALWAYS_KEPT = 20_000;

  private final IdentityHashMap<Object, Known> byKey = new IdentityHashMap<>();
  private @Nullable Known[] inOrder = new Known[64];
  private int position;
  private long write = 1;

  /** Returns what is remembered of a series or group, from now on at least its place. */
  Known get(Object key) {
    int place = position++;
    Known known = place < inOrder.length ? inOrder[place] : null;
    if (known == null || known.key() != key) {
      known = byKey.computeIfAbsent(key, Known::new);
      if (place >= inOrder.length) {
        inOrder = Arrays.copyOf(inOrder, 2 * place);
      }
      inOrder[place] = known;
    }
    known.seenIn(write);
    return known;
  }

  /** Returns those of the current write so far. */
  List<Known> ofThisWrite() {
    List<Known> known = new ArrayList<>(position);
    for (int place = 0; place < position; place++) {
      known.add(requireNonNull(inOrder[place]));
    }
    return known;
  }

  /**
   * Ends the write, and forgets what has not been seen for some.
   *
   * @param elsewhere how many were not asked for because they were found elsewhere
   */
  void endWrite(int elsewhere) {
    if (position > 0 && byKey.size() > ALWAYS_KEPT + elsewhere + 8 * position) {
      evictNotSeenSince(write);
    } else if (write % WRITES_KEPT == 0) {
      evictNotSeenSince(write - WRITES_KEPT);
    }
    position = 0;
    write++;
  }

  private void evictNotSeenSince(long oldest) {
    byKey.values().removeIf(known -> known.template() == null && known.lastWrite() < oldest);
    Arrays.fill(inOrder, null);
  }
}
