/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {
  @TempDir Path directory;

  @Test
  void environmentNamesTheHost() {
    assertThat(ProcessIdentity.of(Map.of("HOSTNAME", "web-1"), Path.of("missing"), 7))
        .isEqualTo("web-1-7");
    assertThat(ProcessIdentity.of(Map.of("COMPUTERNAME", "PC"), Path.of("missing"), 7))
        .isEqualTo("PC-7");
  }

  @Test
  void fileNamesTheHostWhereTheEnvironmentDoesNot() throws IOException {
    Path file = Files.writeString(directory.resolve("hostname"), "web-2\n");

    assertThat(ProcessIdentity.of(Map.of(), file, 7)).isEqualTo("web-2-7");
  }

  @Test
  void namelessHostLeavesTheProcessId() {
    assertThat(ProcessIdentity.of(Map.of(), directory.resolve("missing"), 7)).isEqualTo("7");
  }
}
