/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.option;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses written in numbers. Never asks a name server. */
public final class IpAddress {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

  private IpAddress() {}

  /** Returns the address of an IPv4 or IPv6 literal, the latter with or without brackets. */
  public static Optional<InetAddress> parse(String literal) {
    boolean isIpv6 = literal.contains(":");
    if (!isIpv6 && !IPV4.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      // In brackets it is a literal or an error, but nothing to look up.
      return Optional.of(
          InetAddress.getByName(
              isIpv6 && !literal.startsWith("[") ? "[" + literal + "]" : literal));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the first bits of two addresses are equal. */
  public static boolean haveCommonPrefix(InetAddress a, InetAddress b, int bits) {
    byte[] left = a.getAddress();
    byte[] right = b.getAddress();
    int whole = bits / 8;
    if (left.length != right.length || !Arrays.equals(left, 0, whole, right, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((left[whole] ^ right[whole]) & 0xFF) >> (8 - rest) == 0;
  }
}
