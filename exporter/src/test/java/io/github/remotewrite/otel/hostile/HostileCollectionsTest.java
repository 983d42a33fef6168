/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand collections in which anything may be wrong: no violation of the specification,
 * nothing thrown, and each data point written or counted with a reason.
 *
 * <p>A failure names its seed, which makes the same program again:
 *
 * <pre>
 *   ./mvnw test -pl exporter -am -Dtest=HostileCollectionsTest -Dhostile.seed=4711
 * </pre>
 */
class HostileCollectionsTest {
  private static final int COLLECTIONS_OF_A_PROGRAM = 10;
  private static final int PROGRAMS = Integer.getInteger("hostile.programs", 10_000);

  @Test
  void anyCollectionBecomesCorrectRequestsWithoutLosingAPoint() {
    Long seed = Long.getLong("hostile.seed");
    LongStream seeds = seed == null ? LongStream.range(0, PROGRAMS) : LongStream.of(seed);

    Optional<AssertionError> failure =
        seeds
            .parallel()
            .mapToObj(HostileCollectionsTest::failure)
            .flatMap(Optional::stream)
            .findAny();

    assertThat(failure).isEmpty();
  }

  private static Optional<AssertionError> failure(long seed) {
    try {
      new HostileProgram(seed).run(COLLECTIONS_OF_A_PROGRAM);
      return Optional.empty();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return Optional.of(new AssertionError("hostile.seed=" + seed, e));
    }
  }
}
