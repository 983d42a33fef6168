/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ReceiversTest {
  private final IOException cause = new IOException("no network");

  @Test
  void testOfAMissingReceiverIsSkippedWithTheReason() {
    assertThatThrownBy(
            () -> Receivers.unavailable(RealReceiver.PROMETHEUS_3_5, cause, /* required= */ false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(
            "skipped: receiver cannot be had: receiver=prometheus-3.5, reason=no network");
  }

  @Test
  void testOfAMissingReceiverFailsWhereItIsRequired() {
    assertThat(Receivers.unavailable(RealReceiver.INFLUXDB_1_6, cause, /* required= */ true))
        .hasMessage("receiver cannot be had: receiver=influxdb-1.6, reason=no network")
        .hasCause(cause);
  }

  @Test
  void configuredBinaryThatIsMissingIsNeverSkipped() {
    assertThatThrownBy(
            () ->
                Receivers.executable(
                    Path.of("no/such/binary"), RealReceiver.PROMETHEUS_2_42.binaryProperty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "configured receiver must be an executable file:"
                + " receivers.prometheus-2.42=no/such/binary");
  }
}
