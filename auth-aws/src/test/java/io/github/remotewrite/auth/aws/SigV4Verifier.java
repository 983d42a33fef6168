/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a receiver does with a request that is signed with Signature Version 4, written from AWS'
 * "Create a signed AWS API request". Knows nothing of the signer.
 */
final class SigV4Verifier {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request,"
              + " ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

  private final String accessKey;
  private final String secretKey;

  SigV4Verifier(String accessKey, String secretKey) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /** What an authentic request says of itself. */
  record Verified(String region, String service, String signedHeaders) {}

  /**
   * Checks a request.
   *
   * @throws AssertionError if the signature is not that of this request
   */
  Verified verify(String method, URI uri, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    Matcher matcher = AUTHORIZATION.matcher(all.getOrDefault("Authorization", ""));
    if (!matcher.matches() || !matcher.group(1).equals(accessKey)) {
      throw new AssertionError("Authorization must be of Signature Version 4 and known key");
    }
    String day = matcher.group(2);
    String region = matcher.group(3);
    String service = matcher.group(4);
    String signedHeaders = matcher.group(5);
    if (!signedHeaders.contains("host") || !signedHeaders.contains("x-amz-date")) {
      throw new AssertionError("Host and time must be signed: " + signedHeaders);
    }
    String payload = all.getOrDefault("x-amz-content-sha256", hex(sha256(body)));
    if (!payload.equals(hex(sha256(body)))) {
      throw new AssertionError("Body must be the one that was signed");
    }
    String canonicalHeaders =
        Arrays.stream(signedHeaders.split(";", -1))
            .map(name -> name + ":" + value(all, name).strip().replaceAll(" +", " ") + "\n")
            .collect(Collectors.joining());
    String canonicalRequest =
        String.join(
            "\n",
            method,
            canonicalPath(uri),
            canonicalQuery(uri),
            canonicalHeaders,
            signedHeaders,
            payload);
    String time = value(all, "X-Amz-Date");
    String scope = day + "/" + region + "/" + service + "/aws4_request";
    String stringToSign =
        String.join(
            "\n", "AWS4-HMAC-SHA256", time, scope, hex(sha256(canonicalRequest.getBytes(UTF_8))));
    if (!time.startsWith(day)) {
      throw new AssertionError("Day must be that of the time: " + time);
    }
    String expected = hex(hmac(signingKey(day, region, service), stringToSign));
    if (!expected.equals(matcher.group(6))) {
      throw new AssertionError("Signature must be that of this request");
    }
    return new Verified(region, service, signedHeaders);
  }

  private byte[] signingKey(String day, String region, String service) {
    byte[] key = hmac(("AWS4" + secretKey).getBytes(UTF_8), day);
    return hmac(hmac(hmac(key, region), service), "aws4_request");
  }

  private static String value(Map<String, String> headers, String name) {
    String value = headers.get(name);
    if (value == null) {
      throw new AssertionError("Header must be there: " + name);
    }
    return value;
  }

  /** Every segment encoded once more than on the wire, as for every service but S3. */
  private static String canonicalPath(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return encode(path).replace("%2F", "/");
  }

  private static String canonicalQuery(URI uri) {
    if (uri.getRawQuery() == null) {
      return "";
    }
    return Arrays.stream(uri.getRawQuery().split("&", -1))
        .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xFF);
      if ((c >= 'A' && c <= 'Z')
          || (c >= 'a' && c <= 'z')
          || (c >= '0' && c <= '9')
          || "-._~".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] key, String data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
