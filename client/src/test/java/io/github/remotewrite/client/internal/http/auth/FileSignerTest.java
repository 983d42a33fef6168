/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.http.file.FileWatch;
import io.github.remotewrite.client.internal.retry.FakeClock;
import io.github.remotewrite.client.internal.send.LogRecorder;
import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.RequestSigner;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSignerTest {
  private static final UnsignedRequest REQUEST =
      new UnsignedRequest("POST", URI.create("http://receiver/"), Map.of(), new byte[0]);

  private final FakeClock clock = new FakeClock();
  @TempDir private Path directory;
  private Path file;
  private RequestSigner signer;

  @BeforeEach
  void createSigner() throws Exception {
    file = Files.writeString(directory.resolve("token"), "first\n");
    signer =
        Authentication.authorizationFile("Bearer", file)
            .newSigner(new FileWatch(clock::nanoTime, new LogRecorder(), "http://receiver/"));
  }

  private static ReceiverAnswer answer(int status) {
    return new ReceiverAnswer(status, Map.of());
  }

  @Test
  void changedFileIsUsedASecondLater() throws Exception {
    assertThat(signer.sign(REQUEST)).isEqualTo(Map.of("Authorization", "Bearer first"));
    Files.writeString(file, "second\n");
    assertThat(signer.sign(REQUEST)).isEqualTo(Map.of("Authorization", "Bearer first"));

    clock.advance(Duration.ofSeconds(1));

    assertThat(signer.sign(REQUEST)).isEqualTo(Map.of("Authorization", "Bearer second"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusalIsTriedAgainIfTheFileHasOtherCredentials(int status) throws Exception {
    Map<String, String> signed = signer.sign(REQUEST);
    Files.writeString(file, "second");

    assertThat(signer.shouldSignAgain(signed, answer(status))).isTrue();
    assertThat(signer.sign(REQUEST)).isEqualTo(Map.of("Authorization", "Bearer second"));
    // So it is for another thread, whose attempt was signed before.
    assertThat(signer.shouldSignAgain(signed, answer(status))).isTrue();
  }

  @Test
  void refusalOfTheFilesCredentialsStands() throws Exception {
    assertThat(signer.shouldSignAgain(signer.sign(REQUEST), answer(401))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 400, 404, 429, 500, 503})
  void otherAnswersSayNothingAboutCredentials(int status) throws Exception {
    Map<String, String> signed = signer.sign(REQUEST);
    Files.writeString(file, "second");

    assertThat(signer.shouldSignAgain(signed, answer(status))).isFalse();
  }

  @Test
  void credentialsThatCannotStandInAHeaderAreNotTaken() throws Exception {
    Map<String, String> signed = signer.sign(REQUEST);
    Files.writeString(file, "gr\u00F6\u00DFe");

    assertThat(signer.shouldSignAgain(signed, answer(401))).isFalse();
    assertThat(signer.sign(REQUEST)).isEqualTo(signed);
  }
}
