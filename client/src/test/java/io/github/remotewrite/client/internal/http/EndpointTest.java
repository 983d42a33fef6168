/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void queryIsKeptButNotShown() {
    Endpoint endpoint = Endpoint.parse("https://host:8086/api/v1/prom/write?db=x&u=user&p=secret");

    assertThat(endpoint.uri().getRawQuery()).isEqualTo("db=x&u=user&p=secret");
    assertThat(endpoint).hasToString("https://host:8086/api/v1/prom/write");
  }

  @Test
  void userInfoIsKeptApart() {
    Endpoint endpoint = Endpoint.parse("https://user:p%40ss@host:8086/write");

    assertThat(endpoint.uri()).isEqualTo(URI.create("https://host:8086/write"));
    assertThat(endpoint.userInfo()).isEqualTo("user:p@ss");
    assertThat(endpoint).hasToString("https://host:8086/write");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://host/write | begin with http",
        "host/write | begin with http",
        "http:///write | have a host",
        "http://host/write#here | fragment",
      })
  void badUrlIsRefusedWithTheRule(String url, String rule) {
    assertThatThrownBy(() -> Endpoint.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule)
        .hasMessageContaining("endpoint=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://user:s3cret@host/write",
        "http://user:s3cret@ho st/write",
        "ftp://host/write?password=s3cret",
        "http://host/wr ite?password=s3cret",
        "http://host/write#s3cret"
      })
  void credentialsAreInNoMessage(String url) {
    assertThatThrownBy(() -> Endpoint.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }
}
