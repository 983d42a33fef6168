/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.auth;

import io.github.remotewrite.client.internal.http.file.FileContent;
import io.github.remotewrite.client.internal.http.file.FileWatch;
import io.github.remotewrite.client.internal.http.file.Reloading;
import io.github.remotewrite.client.spi.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A way to prove who sends, as it was set: from it comes a signer for each sender.
 *
 * <p>Immutable, and shared by copies of options.
 */
public final class Authentication {
  static final String AUTHORIZATION = "Authorization";

  private final String kind;
  private final Function<FileWatch, RequestSigner> signer;

  private Authentication(String kind, Function<FileWatch, RequestSigner> signer) {
    this.kind = kind;
    this.signer = signer;
  }

  /** User and password (RFC 7617). */
  public static Authentication basic(String user, String password) {
    return fixed("basic", basicCredentials(user, password));
  }

  /** User, and a password that is in a file. */
  public static Authentication basicFile(String user, Path passwordFile) {
    return file("basic", passwordFile, password -> basicCredentials(user, password));
  }

  /** {@code user:password}, as it stands before the host of a URL. */
  public static Authentication userInfo(String userAndPassword) {
    return fixed("basic", userInfoCredentials(userAndPassword));
  }

  /**
   * A scheme and what it takes, such as {@code Bearer} and a token (RFC 9110, 11.4).
   *
   * @throws IllegalArgumentException if one of them can't stand in the header
   */
  public static Authentication authorization(String type, String credentials) {
    return fixed(checkedType(type), header(type, credentials));
  }

  /** A scheme, and what it takes in a file. */
  public static Authentication authorizationFile(String type, Path credentialsFile) {
    return file(checkedType(type), credentialsFile, credentials -> header(type, credentials));
  }

  /** Somebody's own way. */
  public static Authentication signer(RequestSigner signer) {
    return new Authentication("requestSigner", watch -> signer);
  }

  private static Authentication fixed(String kind, String header) {
    Map<String, String> headers = Map.of(AUTHORIZATION, header);
    Credentials credentials = () -> headers;
    return new Authentication(kind, watch -> credentials);
  }

  private static Authentication file(String kind, Path file, UnaryOperator<String> header) {
    return new Authentication(
        kind,
        watch ->
            new FileSigner(
                new Reloading<>(
                    List.of(file),
                    () -> Map.of(AUTHORIZATION, header.apply(FileContent.secret(file))),
                    watch)));
  }

  /** Returns the header value for {@code user:password}, or a user who has none. */
  public static String userInfoCredentials(String userAndPassword) {
    int colon = userAndPassword.indexOf(':');
    return colon < 0
        ? basicCredentials(userAndPassword, "")
        : basicCredentials(
            userAndPassword.substring(0, colon), userAndPassword.substring(colon + 1));
  }

  /** Returns the header value for a user and a password. */
  public static String basicCredentials(String user, String password) {
    require(
        user.indexOf(':') < 0,
        "user must not have a colon, which ends it: length=" + user.length());
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  private static String header(String type, String credentials) {
    require(
        !credentials.isEmpty() && credentials.chars().allMatch(c -> c > ' ' && c < 0x7F),
        (type.equals("Bearer") ? "token" : "credentials")
            + " must be printable ASCII without blanks: length="
            + credentials.length());
    return type + " " + credentials;
  }

  private static String checkedType(String type) {
    require(
        !type.isEmpty() && type.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':' && c != ','),
        "type must be a word of ASCII: length=" + type.length());
    return type;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Returns a signer.
   *
   * @throws IllegalArgumentException if a file can't be read
   */
  public RequestSigner newSigner(FileWatch watch) {
    return signer.apply(watch);
  }

  /** Shows the kind only. */
  @Override
  public String toString() {
    return kind.equals("Bearer") ? "bearer" : kind;
  }
}
