/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {
  private static final URI HTTP = URI.create("http://receiver.example/write");
  private static final URI HTTPS = URI.create("https://receiver.example/write");
  // "user:pass" in base64.
  private static final String CREDENTIALS = "Basic dXNlcjpwYXNz";

  private static String proxyOf(ProxyRoute route, URI endpoint) {
    Proxy proxy = requireNonNull(route.selector()).select(endpoint).get(0);
    return proxy.type() == Proxy.Type.DIRECT
        ? "direct"
        : ((InetSocketAddress) proxy.address()).getHostString()
            + ":"
            + ((InetSocketAddress) proxy.address()).getPort();
  }

  private static String environmentProxy(URI endpoint, String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return proxyOf(
        ProxySettings.OF_JVM.withFromEnvironment(true).route(endpoint, environment), endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, proxy:3128",
    "http://proxy:3128/, proxy:3128",
    "http://proxy, proxy:80",
    "proxy:3128, proxy:3128",
    "HTTP://user:pass@proxy:3128, proxy:3128",
  })
  void urlSaysWhereTheProxyIs(String url, String proxy) {
    assertThat(proxyOf(ProxySettings.OF_JVM.withUrl(url).route(HTTP, Map.of()), HTTP))
        .isEqualTo(proxy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://u:s3cret@proxy:3128 | proxyUrl must begin with http://: scheme=https",
        "socks5://u:s3cret@proxy:3128 | proxyUrl must begin with http://: scheme=socks5",
        "http://u:s3cret@ proxy | proxyUrl must be a URL: length=22",
        "http:///s3cret | proxyUrl must have a host: length=14",
      })
  void urlOfNoProxyIsRefusedWithoutBeingShown(String url, String message) {
    assertThatThrownBy(() -> ProxySettings.OF_JVM.withUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @Test
  void exceptionsAreReachedDirectlyAndWithoutCredentials() {
    ProxyRoute route =
        ProxySettings.OF_JVM
            .withUrl("http://user:pass@proxy:3128")
            .withNoProxy("receiver.example:80")
            .route(HTTP, Map.of());

    assertThat(proxyOf(route, HTTP)).isEqualTo("direct");
    assertThat(route.authorization(HTTP)).isNull();
    assertThat(proxyOf(route, HTTPS)).isEqualTo("proxy:3128");
    assertThat(route.authorization(HTTPS)).isNotNull();
  }

  @Test
  void environmentNamesAProxyForEachScheme() {
    String[] both = {"HTTP_PROXY", "http://one:1", "HTTPS_PROXY", "http://two:2"};

    assertThat(environmentProxy(HTTP, both)).isEqualTo("one:1");
    assertThat(environmentProxy(HTTPS, both)).isEqualTo("two:2");
    assertThat(environmentProxy(HTTPS, "HTTP_PROXY", "http://one:1")).isEqualTo("direct");
    assertThat(environmentProxy(HTTP)).isEqualTo("direct");
  }

  @Test
  void lowerCaseNamesCountWhereUpperCaseOnesAreNotSet() {
    assertThat(environmentProxy(HTTP, "http_proxy", "one:1")).isEqualTo("one:1");
    assertThat(environmentProxy(HTTP, "HTTP_PROXY", "two:2", "http_proxy", "one:1"))
        .isEqualTo("two:2");
    assertThat(environmentProxy(HTTP, "HTTP_PROXY", "", "http_proxy", "one:1")).isEqualTo("one:1");
  }

  @Test
  void environmentListsExceptions() {
    assertThat(environmentProxy(HTTP, "HTTP_PROXY", "one:1", "NO_PROXY", "receiver.example"))
        .isEqualTo("direct");
    assertThat(environmentProxy(HTTP, "HTTP_PROXY", "one:1", "no_proxy", "example"))
        .isEqualTo("direct");
    assertThat(environmentProxy(HTTP, "HTTP_PROXY", "one:1", "NO_PROXY", "other.example"))
        .isEqualTo("one:1");
  }

  @Test
  void headerOfACgiProgramIsNoProxy() {
    assertThat(environmentProxy(HTTP, "HTTP_PROXY", "evil:1", "REQUEST_METHOD", "GET"))
        .isEqualTo("direct");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:9090/", "http://127.0.0.1/", "http://[::1]:9090/"})
  void thisMachineIsNeverBehindTheEnvironmentsProxy(String endpoint) {
    assertThat(environmentProxy(URI.create(endpoint), "HTTP_PROXY", "one:1")).isEqualTo("direct");
  }

  @Test
  void environmentWithoutSenseIsRefusedByName() {
    assertThatThrownBy(() -> environmentProxy(HTTPS, "https_proxy", "ftp://u:s3cret@one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HTTPS_PROXY must begin with http://: scheme=ftp");
  }

  @Test
  void credentialsComeFromTheUrlOrTheOption() {
    ProxyRoute ofUrl =
        ProxySettings.OF_JVM.withUrl("http://user:pa%73s@proxy").route(HTTP, Map.of());
    ProxyRoute ofOption =
        ProxySettings.OF_JVM
            .withUrl("http://proxy")
            .withBasicAuth("user", "pass")
            .route(HTTP, Map.of());
    ProxyRoute ofEnvironment =
        ProxySettings.OF_JVM
            .withFromEnvironment(true)
            .route(HTTP, Map.of("HTTP_PROXY", "http://user:pass@proxy"));
    ProxyRoute ofSelector =
        ProxySettings.OF_JVM
            .withSelector(ProxySelector.of(InetSocketAddress.createUnresolved("proxy", 80)))
            .withBasicAuth("user", "pass")
            .route(HTTP, Map.of());

    for (ProxyRoute route : new ProxyRoute[] {ofUrl, ofOption, ofEnvironment, ofSelector}) {
      assertThat(route.authorization(HTTP)).isEqualTo(CREDENTIALS);
      assertThat(route.toString()).doesNotContain(CREDENTIALS.substring(6));
    }
  }

  @Test
  void directSelectorTakesNoCredentials() {
    ProxyRoute route =
        ProxySettings.OF_JVM
            .withSelector(ProxyRoute.DIRECT)
            .withBasicAuth("user", "pass")
            .route(HTTP, Map.of());

    assertThat(route.authorization(HTTP)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "unset",
      value = {
        "unset, true",
        "Basic, true",
        "'Digest,BASIC', true",
        "'', false",
        "Digest, false",
      })
  void jvmKeepsPasswordsBackFromTunnelsUnlessToldNotTo(
      @Nullable String disabledSchemes, boolean keepsBack) {
    ProxyRoute route =
        ProxySettings.OF_JVM.withUrl("http://user:pass@proxy").route(HTTPS, Map.of());
    ProxyRoute anonymous = ProxySettings.OF_JVM.withUrl("http://proxy").route(HTTPS, Map.of());

    assertThat(route.keepsCredentialsBack(HTTPS, disabledSchemes)).isEqualTo(keepsBack);
    assertThat(route.keepsCredentialsBack(HTTP, disabledSchemes)).isFalse();
    assertThat(anonymous.keepsCredentialsBack(HTTPS, disabledSchemes)).isFalse();
  }
}
