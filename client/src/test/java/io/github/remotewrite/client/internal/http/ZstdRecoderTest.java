/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class ZstdRecoderTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 65_536, 1_000_000})
  void frameHoldsWhatTheBlockHeld(int length) throws IOException {
    byte[] original = new byte[length];
    SplittableRandom random = new SplittableRandom(length);
    for (int i = 0; i < length; i++) {
      original[i] = (byte) random.nextInt(8);
    }

    byte[] frame = ZstdRecoder.recode(Snappy.compress(original));

    assertThat(Zstd.decompress(frame, length)).isEqualTo(original);
  }

  @Test
  void frameSaysHowMuchItHolds() throws IOException {
    byte[] frame = ZstdRecoder.recode(Snappy.compress(new byte[1_000]));

    assertThat(Zstd.getFrameContentSize(frame)).isEqualTo(1_000);
  }

  @Test
  void equalBlocksGiveEqualFrames() throws IOException {
    byte[] block = Snappy.compress("up{job=\"test\"} 1".repeat(100).getBytes(UTF_8));

    assertThat(ZstdRecoder.recode(block)).isEqualTo(ZstdRecoder.recode(block));
  }

  @Test
  void brokenBlockIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZstdRecoder.recode(new byte[] {100}))
        .withMessage("block must hold what it says: length=100, found=0");
  }
}
