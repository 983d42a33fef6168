/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketsBufferTest {
  private final BucketsBuffer buckets = new BucketsBuffer();

  /** The example of OpenTelemetry's specification, whose gap of two we fill. */
  @Test
  void gapOfTwoIsFilled() {
    add(4, 10, 0, 0, 20, 5, 2);

    assertThat(spans()).containsExactly(4, 6);
    assertThat(deltas()).containsExactly(10, -10, 0, 20, -15, -3);
  }

  @Test
  void gapOfThreeBeginsASpan() {
    add(4, 10, 0, 0, 0, 20, 5, 2);

    assertThat(spans()).containsExactly(4, 1, 3, 3);
    assertThat(deltas()).containsExactly(10, 10, -15, -3);
  }

  @Test
  void emptyBucketsAtTheEndsAreLeftOut() {
    add(0, 0, 0, 3, 0, 0);

    assertThat(spans()).containsExactly(2, 1);
    assertThat(deltas()).containsExactly(3);
  }

  @Test
  void firstIndexMayBeNegative() {
    add(-5, 1, 2);

    assertThat(spans()).containsExactly(-5, 2);
  }

  @Test
  void descendingIndexIsRefused() {
    buckets.add(3, 1);

    assertThatThrownBy(() -> buckets.add(3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("buckets must be added in ascending order: index=3, expected>=4");
  }

  @Test
  void decodesToWhatWasAddedForAnyLayout() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 10_000; round++) {
      buckets.clear();
      Map<Integer, Long> added = new TreeMap<>();
      int index = random.nextInt(-1_000, 1_000);
      for (int i = random.nextInt(40); i > 0; i--) {
        long count = random.nextInt(4) == 0 ? 0 : random.nextLong(1L << random.nextInt(62));
        buckets.add(index, count);
        if (count > 0) {
          added.put(index, count);
        }
        index += 1 + random.nextInt(6);
      }
      assertThat(decode()).isEqualTo(added);
    }
  }

  private void add(int firstIndex, long... counts) {
    for (int i = 0; i < counts.length; i++) {
      buckets.add(firstIndex + i, counts[i]);
    }
  }

  private Map<Integer, Long> decode() {
    Map<Integer, Long> decoded = new TreeMap<>();
    int index = 0;
    int bucket = 0;
    long count = 0;
    for (int span = 0; span < buckets.spanCount(); span++) {
      index += buckets.spanOffset(span);
      for (int i = 0; i < buckets.spanLength(span); i++) {
        count += buckets.delta(bucket++);
        if (count > 0) {
          decoded.put(index, count);
        }
        index++;
      }
    }
    assertThat(bucket).isEqualTo(buckets.bucketCount());
    return decoded;
  }

  private int[] spans() {
    return IntStream.range(0, buckets.spanCount())
        .flatMap(i -> IntStream.of(buckets.spanOffset(i), buckets.spanLength(i)))
        .toArray();
  }

  private long[] deltas() {
    return IntStream.range(0, buckets.bucketCount()).mapToLong(buckets::delta).toArray();
  }
}
