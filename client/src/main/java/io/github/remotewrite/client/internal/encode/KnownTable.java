/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the series and groups of earlier writes.
 *
 * <p>They mostly come in the same order, as the same objects. So each is first looked for where the
 * last write had it, and only then in a map. An equal object is another one here: that costs time,
 * never correctness. The map is no {@link java.util.IdentityHashMap}, which takes twice the memory,
 * as it has keys beside values. Not thread-safe.
 */
final class KnownTable {
  /** How many writes something may be missing: a collection may be split into several. */
  static final int WRITES_KEPT = 64;

  // What takes some megabytes at most. More than that is forgotten early if a write has only little
  // of it: then most of it was never seen twice.
  private static final int ALWAYS_KEPT = 20_000;

  private static final int FEWEST = 64;

  // By identity, in slots of open addressing.
  private @Nullable Known[] slots = new Known[FEWEST];
  private int size;
  private @Nullable Known[] inOrder = new Known[FEWEST];
  private final RecentNeed need = new RecentNeed();
  private int position;
  private int write = 1; // lasts for decades of one a second

  /** Returns what is remembered of a series or group, from now on at least its place. */
  Known get(Object key) {
    int place = position++;
    Known known = place < inOrder.length ? inOrder[place] : null;
    if (known == null || known.key() != key) {
      known = find(key);
      if (place >= inOrder.length) {
        inOrder = Arrays.copyOf(inOrder, 2 * place);
      }
      inOrder[place] = known;
    }
    known.seenIn(write);
    return known;
  }

  private Known find(Object key) {
    int slot = freeSlot(key);
    Known known = slots[slot];
    if (known == null) {
      known = new Known(key);
      slots[slot] = known;
      size++;
      if (isFull(slots.length, size)) {
        rebuild(2 * slots.length, slots);
      }
    }
    return known;
  }

  /** Returns the slot of a series or group, or the one that is free for it. */
  private int freeSlot(Object key) {
    int hash = System.identityHashCode(key);
    int slot = (hash ^ hash >>> 16) & (slots.length - 1);
    Known known;
    while ((known = slots[slot]) != null && known.key() != key) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  /** Returns whether so many slots are too few for so many keys: at least a third stays free. */
  private static boolean isFull(int capacity, int keys) {
    return keys > capacity / 3 * 2;
  }

  private void rebuild(int capacity, @Nullable Known[] source) {
    slots = new Known[capacity];
    size = 0;
    for (Known known : source) {
      if (known != null) {
        slots[freeSlot(known.key())] = known;
        size++;
      }
    }
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
    if (position > 0 && size > ALWAYS_KEPT + elsewhere + 8 * position) {
      evictNotSeenSince(write);
    } else if (write % WRITES_KEPT == 0) {
      evictNotSeenSince(write - WRITES_KEPT);
    }
    need.note(Math.max(position, FEWEST));
    if (need.endWriteWith(inOrder.length)) {
      inOrder = new Known[FEWEST];
    }
    position = 0;
    write++;
  }

  private void evictNotSeenSince(int oldest) {
    @Nullable Known[] before = slots;
    int left = size;
    for (int slot = 0; slot < before.length; slot++) {
      Known known = before[slot];
      if (known != null
          && known.template() == null
          && !known.awaitsLayout()
          && known.lastWrite() < oldest) {
        before[slot] = null;
        left--;
      }
    }
    if (left < size) {
      int capacity = FEWEST;
      while (isFull(capacity, left)) {
        capacity *= 2;
      }
      rebuild(capacity, before);
    }
    Arrays.fill(inOrder, null);
  }
}
