/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code retry_test.go}: attempts are counted, and are the same bytes. */
class RetryIT extends ComplianceFixture {
  /** no_retry_on_400, no_retry_on_401, no_retry_on_404, no_retry_on_413. */
  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 413, 422})
  void clientErrorIsNotRetried(int status) {
    receiver.answerNext(Answer.status(status));

    assertThat(export(exporter(), Feed.gauge("g", 1)).isSuccess()).isFalse();
    assertThat(receiver.requests()).hasSize(1);
  }

  /** retry_on_500, retry_on_502, retry_on_503, retry_on_504, may_retry_on_429. */
  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 507, 599, 429})
  void serverErrorIsRetriedWithTheSameBytes(int status) {
    receiver.answerNext(Answer.status(status), 2);

    export(Feed.gauge("g", 1));

    assertThat(receiver.requests()).hasSize(3);
    assertThat(receiver.requests())
        .extracting(ReceivedRequest::body)
        .containsOnly(receiver.requests().get(0).body());
  }

  /** may_retry_on_429; not before the receiver wants it. */
  @Test
  void retryAfterIsHonored() {
    receiver.answerNext(Answer.status(429).withHeader("Retry-After", "1"));

    export(Feed.gauge("g", 1));

    Instant first = receiver.requests().get(0).arrival();
    assertThat(Duration.between(first, receiver.requests().get(1).arrival()))
        .isGreaterThan(Duration.ofMillis(990));
  }
}
