/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.remotewrite.it.backend.StoredHistogram;
import io.github.remotewrite.it.backend.StoredHistogram.Bounds;
import io.github.remotewrite.it.backend.StoredHistogram.Bucket;
import java.util.List;
import java.util.Map;

/** What must be true of the buckets of a native histogram, with the bounds the server names. */
final class NativeBuckets {
  private NativeBuckets() {}

  /** Asserts that a histogram is of these values: each lies in one bucket, which counts it. */
  static void assertHolds(StoredHistogram stored, Observations observed) {
    assertThat(stored.count()).isEqualTo(observed.count());
    assertThat(stored.sum()).isEqualTo(observed.sum());
    Map<Bucket, Long> counts =
        stored.buckets().stream().collect(toMap(bucket -> bucket, bucket -> (long) bucket.count()));
    assertThat(counts).isEqualTo(observed.countedInto(stored));
    assertThat(counts.values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(observed.count());
  }

  /** Asserts that all buckets but the one around zero have the width of this schema. */
  static void assertSchema(List<Bucket> buckets, int schema) {
    double factor = Observations.bucketFactor(schema);
    assertThat(buckets)
        .filteredOn(bucket -> bucket.bounds() != Bounds.CLOSED)
        .allSatisfy(bucket -> assertThat(factor(bucket)).isCloseTo(factor, within(1e-9 * factor)));
  }

  private static double factor(Bucket bucket) {
    return bucket.lower() > 0 ? bucket.upper() / bucket.lower() : bucket.lower() / bucket.upper();
  }
}
