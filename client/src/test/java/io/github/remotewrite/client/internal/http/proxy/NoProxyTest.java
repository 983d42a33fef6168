/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of Go's {@code httpproxy}, which Prometheus follows. */
class NoProxyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com | example.com | 80 | true",
        "example.com | EXAMPLE.com | 80 | true",
        "EXAMPLE.com | example.com | 80 | true",
        "example.com | a.b.example.com | 80 | true",
        "example.com | badexample.com | 80 | false",
        "example.com | example.com.org | 80 | false",
        ".example.com | example.com | 80 | false",
        ".example.com | a.example.com | 80 | true",
        "*.example.com | example.com | 80 | false",
        "*.example.com | a.example.com | 80 | true",
        "example.com:9090 | example.com | 9090 | true",
        "example.com:9090 | a.example.com | 9090 | true",
        "example.com:9090 | example.com | 80 | false",
        "a.org , example.com | example.com | 80 | true",
        "a.org,,example.com | b.org | 80 | false",
        "* | anything | 80 | true",
        "a.org,* | anything | 80 | true",
        "192.0.2.7 | 192.0.2.7 | 80 | true",
        "192.0.2.7 | 192.0.2.70 | 80 | false",
        "192.0.2.7:80 | 192.0.2.7 | 80 | true",
        "192.0.2.7:80 | 192.0.2.7 | 81 | false",
        "192.0.2.0/24 | 192.0.2.255 | 80 | true",
        "192.0.2.0/24 | 192.0.3.0 | 80 | false",
        "192.0.2.128/25 | 192.0.2.127 | 80 | false",
        "192.0.2.128/25 | 192.0.2.128 | 80 | true",
        "0.0.0.0/0 | 198.51.100.1 | 80 | true",
        "192.0.2.0/24 | example.com | 80 | false",
        "192.0.2.0/33 | 192.0.2.1 | 80 | false",
        "192.0.2.0/x | 192.0.2.1 | 80 | false",
        "2001:db8::7 | [2001:db8:0::7] | 80 | true",
        "2001:db8::7 | [2001:db8::8] | 80 | false",
        "[2001:db8::7]:80 | [2001:db8::7] | 80 | true",
        "[2001:db8::7]:80 | [2001:db8::7] | 81 | false",
        "2001:db8::/32 | [2001:db8:ffff::1] | 80 | true",
        "2001:db8::/32 | [2001:db9::1] | 80 | false",
        "2001:db8::/32 | 192.0.2.1 | 80 | false",
        "256.0.0.1 | 256.0.0.1 | 80 | true",
        "'' | example.com | 80 | false",
      })
  void hostIsMatched(String list, String host, int port, boolean matches) {
    assertThat(NoProxy.parse(list).matches(host, port)).isEqualTo(matches);
  }
}
