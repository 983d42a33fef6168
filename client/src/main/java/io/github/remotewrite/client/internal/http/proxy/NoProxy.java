/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.http.proxy;

import io.github.remotewrite.client.internal.http.option.IpAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts that are reached without a proxy, in the form that Prometheus and most programs on Unix
 * take: separated by commas, each of them
 *
 * <ul>
 *   <li>{@code example.com}: this host and all below it; {@code .example.com} and {@code
 *       *.example.com}: only those below
 *   <li>{@code 192.0.2.7}, {@code 2001:db8::7}: this address
 *   <li>{@code 192.0.2.0/24}: this network
 *   <li>{@code *}: every host
 * </ul>
 *
 * A host or address may have a port, {@code example.com:9090}, and is then meant for that port
 * only. Names are not looked up, so a network matches only hosts written in numbers.
 */
final class NoProxy {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[^\\]]+\\]|[^:]+):([0-9]{1,5})");

  private final List<Rule> rules;

  private NoProxy(List<Rule> rules) {
    this.rules = rules;
  }

  /** Reads such a list. What is none of the above matches nothing, as elsewhere. */
  static NoProxy parse(String list) {
    List<Rule> rules = new ArrayList<>();
    for (String entry : list.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (!entry.isBlank()) {
        rules.add(rule(entry.strip()));
      }
    }
    return new NoProxy(List.copyOf(rules));
  }

  private static Rule rule(String entry) {
    if (entry.equals("*")) {
      return (host, port) -> true;
    }
    int slash = entry.indexOf('/');
    if (slash >= 0) {
      return network(entry.substring(0, slash), entry.substring(slash + 1));
    }
    Matcher withPort = HOST_AND_PORT.matcher(entry);
    if (withPort.matches()) {
      Rule onAnyPort = onAnyPort(withPort.group(1));
      int onlyPort = Integer.parseInt(withPort.group(2));
      return (host, port) -> port == onlyPort && onAnyPort.matches(host, port);
    }
    return onAnyPort(entry);
  }

  private static Rule network(String address, String bits) {
    Optional<InetAddress> network = IpAddress.parse(address);
    if (network.isEmpty() || !bits.matches("[0-9]{1,3}")) {
      return (host, port) -> false;
    }
    int length = Integer.parseInt(bits);
    return length > network.get().getAddress().length * 8
        ? (host, port) -> false
        : (host, port) ->
            IpAddress.parse(host)
                .filter(ip -> IpAddress.haveCommonPrefix(ip, network.get(), length))
                .isPresent();
  }

  private static Rule onAnyPort(String name) {
    Optional<InetAddress> address = IpAddress.parse(name);
    if (address.isPresent()) {
      return (host, port) -> IpAddress.parse(host).equals(address);
    }
    String below = name.startsWith("*.") ? name.substring(1) : name;
    if (below.startsWith(".")) {
      return (host, port) -> host.endsWith(below);
    }
    return (host, port) -> host.equals(below) || host.endsWith("." + below);
  }

  boolean matches(String host, int port) {
    String lowerCase = host.toLowerCase(Locale.ROOT);
    return rules.stream().anyMatch(rule -> rule.matches(lowerCase, port));
  }

  private interface Rule {
    boolean matches(String host, int port);
  }
}
