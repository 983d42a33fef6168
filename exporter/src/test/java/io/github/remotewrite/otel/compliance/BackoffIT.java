/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.ReceivedRequest;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code backoff_test.go}. */
class BackoffIT extends ComplianceFixture {
  /**
   * exponential_backoff_on_retries, backoff_required, backoff_max_delay, backoff_with_jitter: a
   * wait is never less than 0.8 of the one before it. BackoffTest has the same without a network.
   */
  @Test
  void waitsGrow() {
    receiver.answerNext(Answer.status(503), 3);

    export(
        exporter()
            .setRetryPolicy(
                RetryPolicy.builder()
                    .setMaxAttempts(4)
                    .setInitialBackoff(Duration.ofMillis(50))
                    .setMaxBackoff(Duration.ofSeconds(5))
                    .setBackoffMultiplier(2)
                    .build()),
        Feed.gauge("g", 1));

    List<Instant> arrivals = receiver.requests().stream().map(ReceivedRequest::arrival).toList();
    assertThat(arrivals).hasSize(4);
    for (int i = 0; i < 3; i++) {
      // A wait may take longer on a busy machine, but is never shorter than 9/10 of it.
      assertThat(Duration.between(arrivals.get(i), arrivals.get(i + 1)))
          .isGreaterThan(Duration.ofMillis((long) (50 * Math.pow(2, i) * 0.88)));
    }
  }
}
