/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue.disk;

import static io.github.remotewrite.client.internal.queue.disk.QueueFixture.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class QueueDirectoryTest {
  private static final long ROOMY = 1 << 20;

  @TempDir Path parent;
  private QueueFixture queue;

  @BeforeEach
  void setUp() {
    queue = new QueueFixture(parent.resolve("queue/lane"));
  }

  @Test
  void directoryIsCreatedWithItsParents() throws Exception {
    queue.open(ROOMY).close();

    assertThat(queue.directory).isDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void directoryAndFilesAreTheirOwnersOnly() throws Exception {
    try (DiskLog log = queue.open(ROOMY)) {
      append(log, 0, 1, 50);

      assertThat(permissions(queue.directory)).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(queue.directory)) {
        assertThat(files.toList())
            .hasSize(3)
            .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void existingDirectoryIsTakenFromOthers() throws Exception {
    Files.createDirectories(queue.directory);
    Files.setPosixFilePermissions(queue.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    queue.open(ROOMY).close();

    assertThat(permissions(queue.directory)).isEqualTo("rwx------");
  }

  @Test
  void secondOpeningIsRefused() throws Exception {
    try (DiskLog log = queue.open(ROOMY)) {
      append(log, 0, 1, 50);

      assertThatThrownBy(() -> queue.open(ROOMY))
          .isInstanceOf(IOException.class)
          .hasMessage("queue directory is in use by another process: directory=" + queue.directory);
      assertThatThrownBy(() -> new QueueFixture(queue.directory.resolve("../lane")).open(ROOMY))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("queue directory is in use");
    }
    queue.open(ROOMY).close();
  }

  @Test
  void refusedOpeningLetsGoOfTheLock() throws Exception {
    Files.createDirectories(queue.directory);
    Files.createDirectory(QueueFixture.checkpoint(queue.directory));
    assertThatThrownBy(() -> queue.open(ROOMY)).isInstanceOf(IOException.class);
    Files.delete(QueueFixture.checkpoint(queue.directory));

    queue.open(ROOMY).close();
  }

  @Test
  void fileInPlaceOfTheDirectoryIsRefused() throws Exception {
    Files.createDirectories(queue.directory.getParent());
    Files.createFile(queue.directory);

    assertThatThrownBy(() -> queue.open(ROOMY))
        .hasMessage("queue directory must be a directory: directory=" + queue.directory);
  }

  @Test
  void directoryOfAnotherApplicationIsRefusedAndNotTouched() throws Exception {
    for (String name : new String[] {"00000001", "checkpoint", "data.segment", ".profile"}) {
      Path directory = parent.resolve("of-" + name);
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name), "theirs");
      Map<String, String> before = content(directory);

      assertThatThrownBy(() -> new QueueFixture(directory).open(ROOMY))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "queue directory must hold nothing but a queue: directory="
                  + directory
                  + ", found="
                  + name);
      assertThat(content(directory)).isEqualTo(before);
    }
  }

  @Test
  void directoryWithADirectoryIsRefused() throws Exception {
    Files.createDirectories(queue.directory.resolve(SegmentName.of(1)));

    assertThatThrownBy(() -> queue.open(ROOMY))
        .hasMessageStartingWith("queue directory must hold nothing but a queue: ");
  }

  @Test
  void whatANetworkFileSystemLeavesIsIgnored() throws Exception {
    Files.createDirectories(queue.directory);
    Files.createFile(queue.directory.resolve(".nfs0000000000c0ffee"));

    queue.open(ROOMY).close();
  }

  @Test
  void segmentOfANewerVersionIsRefusedAndNotTouched() throws Exception {
    Files.createDirectories(queue.directory);
    Path segment = queue.directory.resolve(SegmentName.of(1));
    Files.write(segment, header(FileHeader.SEGMENT_MAGIC, 2));
    Map<String, String> before = content(queue.directory);

    assertThatThrownBy(() -> queue.open(ROOMY))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "queue directory is of another version of this library: file="
                + segment
                + ", version=2, supportedVersion=1");
    assertThat(content(queue.directory)).isEqualTo(before);
  }

  @Test
  void checkpointOfANewerVersionIsRefusedAndNotTouched() throws Exception {
    for (int slot = 0; slot < 2; slot++) {
      try (DiskLog log = queue.open(ROOMY)) {
        append(log, 0, 1, 50);
      }
      Path checkpoint = QueueFixture.checkpoint(queue.directory);
      byte[] intact = Files.readAllBytes(checkpoint);
      byte[] newer = intact.clone();
      System.arraycopy(header(FileHeader.CHECKPOINT_MAGIC, 2), 0, newer, slot * 512, 12);
      Files.write(checkpoint, newer);
      Map<String, String> before = content(queue.directory);

      assertThatThrownBy(() -> queue.open(ROOMY)).hasMessageContaining(", version=2, ");
      assertThat(content(queue.directory)).isEqualTo(before);
      Files.write(checkpoint, intact);
    }
  }

  @Test
  void versionWithAWrongChecksumIsDamageNotAVersion() throws Exception {
    try (DiskLog log = queue.open(ROOMY)) {
      append(log, 0, 1, 50);
    }
    Path segment = queue.segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[7] = 2;
    Files.write(segment, bytes);

    try (DiskLog log = queue.open(ROOMY)) {
      assertThat(QueueFixture.drain(log)).containsExactly(0);
    }
  }

  private static byte[] header(int magic, int version) {
    ByteBuffer header = ByteBuffer.allocate(12).putInt(magic).putInt(version);
    CRC32C crc = new CRC32C();
    crc.update(header.array(), 0, 8);
    return header.putInt((int) crc.getValue()).array();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Returns everything of a directory that a careless opening could change. */
  private static Map<String, String> content(Path directory) throws IOException {
    Map<String, String> content = new TreeMap<>();
    content.put(".", Files.getLastModifiedTime(directory).toString());
    if (OwnerOnly.isSupported(directory)) {
      content.put("./permissions", permissions(directory));
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        content.put(
            file.getFileName().toString(),
            Files.getLastModifiedTime(file) + " " + Files.size(file));
      }
    }
    return content;
  }
}
