/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AptSourcesTest {
  @Test
  void mirrorIsReadFromOneLineFormat() {
    String text =
        """
        # deb http://commented.example/debian bookworm main
        deb-src http://sources.example/debian bookworm main
        deb [arch=amd64 signed-by=/a b] http://mirror.example/debian bookworm main contrib
        """;

    assertThat(AptSources.debianMirror("sources.list", text))
        .contains("http://mirror.example/debian");
  }

  @Test
  void mirrorIsReadFromDeb822Format() {
    String text =
        """
        Types: deb
        # http://commented.example/debian
        URIs: http://mirror.example/debian-security
        Suites: bookworm-security
        Components: main

        Enabled: no
        Types: deb
        URIs: http://disabled.example/debian
        Suites: bookworm
        Components: main

        types: deb deb-src
        URIs:
         https://mirror.example/pub/debian/
        Suites: bookworm bookworm-updates
        Components: main
        """;

    assertThat(AptSources.debianMirror("debian.sources", text))
        .contains("https://mirror.example/pub/debian/");
  }

  @Test
  void archiveOfAnotherPublisherIsNoMirror() {
    assertThat(
            AptSources.debianMirror(
                "tool.list", "deb https://tool.example/linux/debian bookworm stable\n"))
        .isEmpty();
    assertThat(
            AptSources.debianMirror("ubuntu.list", "deb http://mirror.example/ubuntu noble main\n"))
        .isEmpty();
  }

  @Test
  void mirrorOnDiskIsNoMirror() {
    assertThat(AptSources.debianMirror("cd.list", "deb cdrom:[DVD]/debian bookworm main\n"))
        .isEmpty();
  }

  @Test
  void debootstrapMirrorIsTheDefaultOfTheScript() {
    String script =
        """
        UNPACK_TARBALL=""
        DEF_MIRROR="http://mirror.example/debian"
        # DEF_MIRROR="http://commented.example/debian"
        """;

    assertThat(AptSources.debootstrapMirror(script)).contains("http://mirror.example/debian");
  }
}
