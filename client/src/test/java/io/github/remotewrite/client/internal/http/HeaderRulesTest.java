/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
  @Test
  void ordinaryHeaderIsAllowed() {
    assertThatCode(() -> HeaderRules.check("X-Scope-OrgID", "tenant 1")).doesNotThrowAnyException();
    assertThatCode(() -> HeaderRules.check("Authorization", "x")).doesNotThrowAnyException();
  }

  /** Remote Write 1.0, "Protocol": users MUST NOT be able to set reserved headers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Encoding",
        "content-type",
        "X-PROMETHEUS-REMOTE-WRITE-VERSION",
        "User-Agent",
        "Host",
        "Content-Length",
        "Transfer-Encoding"
      })
  void reservedHeaderIsRefusedInAnyCase(String name) {
    assertThatThrownBy(() -> HeaderRules.check(name, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("header must not be a reserved one: name=" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\n", "größe"})
  void nameMustBeAToken(String name) {
    assertThatThrownBy(() -> HeaderRules.check(name, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret\r\nX-Evil: 1",
        "s3cret\n",
        "s3cret\0",
        "s3cret €",
        "s3cret ü",
        "s3cret\u007F"
      })
  void valueThatWouldEndTheHeaderIsRefusedAndNotShown(String value) {
    assertThatThrownBy(() -> HeaderRules.check("X-Token", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Token")
        .hasMessageNotContaining("s3cret");
  }
}
