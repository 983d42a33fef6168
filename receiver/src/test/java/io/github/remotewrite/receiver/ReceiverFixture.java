/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;

/** A receiver for each test, and a sender to it. */
abstract class ReceiverFixture {
  static final Clock CLOCK = Clock.fixed(TestMessages.NOW, ZoneOffset.UTC);

  final RemoteWriteReceiver receiver = RemoteWriteReceiver.builder().setClock(CLOCK).start();
  final TestSender sender = new TestSender(receiver.endpoint());

  @AfterEach
  final void closeReceiver() {
    receiver.close();
  }

  /** Asserts that the last request broke these rules, no other one, and was not stored. */
  final void assertRefused(Rule... rules) {
    ReceivedRequest last = receiver.requests().get(receiver.requests().size() - 1);
    assertThat(last.violations()).extracting(Violation::rule).containsExactly(rules);
    assertThat(last.status()).hasValue(status(rules[0]));
  }

  private static int status(Rule rule) {
    return rule == Rule.CONTENT_TYPE || rule == Rule.CONTENT_ENCODING ? 415 : 400;
  }

  /** Asserts that no request broke a rule. */
  final void assertAccepted() {
    assertThat(receiver.violations()).isEmpty();
    assertThat(receiver.requests())
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.status()).hasValue(204));
  }
}
