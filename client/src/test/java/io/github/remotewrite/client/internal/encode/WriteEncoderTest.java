/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteEncoderTest {
  private static final Series SERIES = Series.of(Labels.of("__name__", "m"));

  private final List<Protocol> made = new ArrayList<>();
  private final WriteEncoder encoder =
      new WriteEncoder(
          1,
          protocol -> {
            made.add(protocol);
            return protocol == Protocol.V1
                ? new V1Encoder(100, 1 << 20, new MetadataSchedule(Duration.ZERO, () -> 0))
                : new V2Encoder(100, 1 << 20, false);
          });

  /** A receiver of 1.0 is sent 2.0 first, and what that needed must not stay for good. */
  @Test
  void aVersionThatIsNotSpokenAnyMoreIsLetGo() {
    write(Protocol.V2);
    write(Protocol.V1, Protocol.V2);
    write(Protocol.V1);
    write(Protocol.V1);
    assertThat(made).containsExactly(Protocol.V2, Protocol.V1);

    write(Protocol.V1, Protocol.V2);
    assertThat(made).containsExactly(Protocol.V2, Protocol.V1, Protocol.V2);
  }

  private void write(Protocol first, Protocol... others) {
    EnumSet<Protocol> protocols = EnumSet.of(first, others);
    encoder.begin(protocols).add(SERIES, 1_000, 1);
    EncodedWrite write = encoder.finish(protocols);
    for (Protocol protocol : protocols) {
      assertThat(write.samples(protocol)).isEqualTo(1);
    }
    write.release();
  }
}
