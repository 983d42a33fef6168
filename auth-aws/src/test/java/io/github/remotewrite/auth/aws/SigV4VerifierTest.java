/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS' published test vectors, and that a change of anything in them is noticed. */
class SigV4VerifierTest {
  private static final SigV4Verifier VERIFIER =
      new SigV4Verifier("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

  private static Map<String, String> headers(
      String host, String service, String signedHeaders, String signature) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Host", host);
    headers.put("X-Amz-Date", "20150830T123600Z");
    headers.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/"
            + service
            + "/aws4_request, SignedHeaders="
            + signedHeaders
            + ", Signature="
            + signature);
    return headers;
  }

  @ParameterizedTest
  @CsvSource({
    // The test suite's get-vanilla, post-vanilla, get-vanilla-query-order-key-case.
    "GET, https://example.amazonaws.com/,"
        + " 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "POST, https://example.amazonaws.com/,"
        + " 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    "GET, https://example.amazonaws.com/?Param2=value2&Param1=value1,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  })
  void vectorOfTheTestSuiteIsVerified(String method, URI uri, String signature) {
    Map<String, String> headers =
        headers("example.amazonaws.com", "service", "host;x-amz-date", signature);

    assertThat(VERIFIER.verify(method, uri, headers, new byte[0]).service()).isEqualTo("service");
  }

  @Test
  void vectorWithABodyIsVerified() {
    // The test suite's post-x-www-form-urlencoded.
    Map<String, String> headers =
        headers(
            "example.amazonaws.com",
            "service",
            "content-type;host;x-amz-date",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    headers.put("Content-Type", "application/x-www-form-urlencoded");

    URI uri = URI.create("https://example.amazonaws.com/");
    VERIFIER.verify("POST", uri, headers, "Param1=value1".getBytes(UTF_8));
    assertThatThrownBy(() -> VERIFIER.verify("POST", uri, headers, "Param1=value2".getBytes(UTF_8)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> VERIFIER.verify("PUT", uri, headers, "Param1=value1".getBytes(UTF_8)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void workedExampleOfTheDocumentationIsVerified() {
    Map<String, String> headers =
        headers(
            "iam.amazonaws.com",
            "iam",
            "content-type;host;x-amz-date",
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    headers.put("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

    VERIFIER.verify(
        "GET",
        URI.create("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"),
        headers,
        new byte[0]);
  }
}
