/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.client.internal.retry.FakeClock;
import io.github.remotewrite.client.internal.send.LogRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeClock clock = new FakeClock();
  private final LogRecorder log = new LogRecorder();
  private final FileWatch watch = new FileWatch(clock::nanoTime, log, "http://receiver/");
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void createFile() throws IOException {
    file = Files.writeString(directory.resolve("secret"), "first");
  }

  private Reloading<String> reloading() {
    return new Reloading<>(List.of(file), () -> FileContent.secret(file), watch);
  }

  private String afterASecond(Reloading<String> value) {
    clock.advance(SECOND);
    return value.current();
  }

  @Test
  void fileIsLookedAtOnceASecond() throws IOException {
    Reloading<String> value = reloading();
    Files.writeString(file, "second!");

    clock.advance(SECOND.minusNanos(1));
    assertThat(value.current()).isEqualTo("first");
    clock.advance(Duration.ofNanos(1));
    assertThat(value.current()).isEqualTo("second!");
    assertThat(log.lines())
        .containsExactly(
            "INFO files were read again: files=[" + file + "], endpoint=http://receiver/");
  }

  @Test
  void fileThatHasNotChangedIsNotReadAgain() {
    int[] loads = {0};
    Reloading<Integer> value = new Reloading<>(List.of(file), () -> ++loads[0], watch);

    for (int i = 0; i < 10; i++) {
      clock.advance(SECOND);
      assertThat(value.current()).isEqualTo(1);
    }
  }

  @Test
  void fileThatIsReplacedByOneOfTheSameSizeAndTimeIsRead() throws IOException {
    Reloading<String> value = reloading();
    Path next = Files.writeString(directory.resolve("next"), "other");
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.delete(file);
    Files.move(next, file);

    assertThat(afterASecond(value)).isEqualTo("other");
  }

  @Test
  void switchedLinkIsFollowed() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "linked");
    Files.delete(file);
    Files.createSymbolicLink(file, target);
    Reloading<String> value = reloading();
    Path nextTarget = Files.writeString(directory.resolve("next"), "switched");
    Files.delete(file);
    Files.createSymbolicLink(file, nextTarget);

    assertThat(afterASecond(value)).isEqualTo("switched");
  }

  @Test
  void brokenFileLeavesWhatWasThereAndIsToldOnce() throws IOException {
    Reloading<String> value = reloading();
    Files.writeString(file, "");

    for (int i = 0; i < 10; i++) {
      assertThat(afterASecond(value)).isEqualTo("first");
    }
    Files.delete(file);
    for (int i = 0; i < 10; i++) {
      assertThat(afterASecond(value)).isEqualTo("first");
    }
    assertThat(log.lines())
        .containsExactly(
            "WARNING files could not be read again, what they held before stays in use: files=["
                + file
                + "], endpoint=http://receiver/");

    Files.writeString(file, "second");
    assertThat(afterASecond(value)).isEqualTo("second");
    assertThat(log.lines()).hasSize(2).last().asString().startsWith("INFO files were read again");
  }

  @Test
  void brokenFileIsTriedAgainThoughItHasNotChanged() throws IOException {
    boolean[] fails = {false};
    Reloading<String> value =
        new Reloading<>(
            List.of(file),
            () -> {
              if (fails[0]) {
                throw new IllegalArgumentException("half");
              }
              return FileContent.secret(file);
            },
            watch);
    Files.writeString(file, "second");
    fails[0] = true;
    assertThat(afterASecond(value)).isEqualTo("first");

    fails[0] = false;
    assertThat(afterASecond(value)).isEqualTo("second");
  }

  @Test
  void rereadDoesNotWait() throws IOException {
    Reloading<String> value = reloading();
    Files.writeString(file, "second");

    assertThat(value.reread()).isEqualTo("second");
    assertThat(value.reread()).isEqualTo("second");
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void missingFileIsAnErrorFromTheStart() throws IOException {
    Files.delete(file);

    assertThatThrownBy(this::reloading)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("files must be readable: files=[" + file + "]")
        .hasCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void secretIsOneLineWithoutBlanksAroundIt() throws IOException {
    Files.writeString(file, " \n s3cr et\r\n\n");
    assertThat(FileContent.secret(file)).isEqualTo("s3cr et");

    for (String bad : List.of("", " \n", "a\nb", "a\0b")) {
      Files.writeString(file, bad);
      assertThatThrownBy(() -> FileContent.secret(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("file must have one line of text: file=" + file);
    }
  }

  @Test
  void fileThatNeverEndsIsRefused() {
    assertThatThrownBy(() -> FileContent.bytes(Path.of("/dev/zero")))
        .isInstanceOf(IOException.class)
        .hasMessage("file must have at most 4194304 bytes: file=/dev/zero");
  }
}
