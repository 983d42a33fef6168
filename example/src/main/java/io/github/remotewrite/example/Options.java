/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example;

import io.github.remotewrite.client.ProtocolVersion;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for. Messages about wrong values never show headers or passwords.
 *
 * @param duration how long to run, none until stopped
 * @param endpoint where to send, none for a receiver of our own
 */
record Options(
    boolean help,
    Optional<Duration> duration,
    Optional<String> endpoint,
    Duration interval,
    Map<String, String> headers,
    Optional<BasicAuth> basicAuth,
    ProtocolVersion protocol) {
  static final String USAGE =
      """
      A small shop that sends its metrics by Prometheus Remote Write.

      Usage: demo [option]...

        --duration TIME            stop after 500ms, 10s, 2m or 1h; by default on Ctrl-C
        --interval TIME            time between two exports; by default 1s
        --endpoint URL             where to send; by default to a receiver in this process that
                                   checks every request and shows what arrives. Prometheus takes
                                   requests if started with --web.enable-remote-write-receiver:
                                   http://localhost:9090/api/v1/write
        --header NAME=VALUE        header of each request, such as X-Scope-OrgID=shop; repeatable
        --basic-auth USER:PASSWORD credentials of each request
        --protocol auto|1.0|2.0    version of Remote Write; by default auto: 2.0 if the receiver
                                   understands it
        --help                     this text

      Exit status: 0 if every sample was stored and no request broke a rule, 1 if not, with the
      reasons; 2 if the options are wrong.
      """;

  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  Options {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with one line to show
   */
  static Options parse(List<String> arguments) {
    Parser parser = new Parser();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      parser.take(rest.next(), rest);
    }
    return parser.options();
  }

  /** A user and a password. */
  record BasicAuth(String user, String password) {
    @Override
    public String toString() {
      return "BasicAuth{user=" + user + "}";
    }
  }

  /** The options taken so far. */
  private static final class Parser {
    private boolean help;
    private @Nullable Duration duration;
    private @Nullable String endpoint;
    private Duration interval = DEFAULT_INTERVAL;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable BasicAuth basicAuth;
    private ProtocolVersion protocol = ProtocolVersion.AUTO;

    void take(String option, Iterator<String> rest) {
      switch (option) {
        case "--help", "-h" -> help = true;
        case "--duration" -> duration = time("duration", value(option, rest));
        case "--interval" -> interval = time("interval", value(option, rest));
        case "--endpoint" -> endpoint = value(option, rest);
        case "--header" -> {
          String[] header = pair("header", "NAME=VALUE", '=', value(option, rest));
          headers.put(header[0], header[1]);
        }
        case "--basic-auth" -> {
          String[] pair = pair("basic-auth", "USER:PASSWORD", ':', value(option, rest));
          basicAuth = new BasicAuth(pair[0], pair[1]);
        }
        case "--protocol" -> protocol = protocol(value(option, rest));
        // Cut at '=', because a value may be secret.
        default ->
            throw new IllegalArgumentException(
                "option is unknown, see --help: option=" + option.replaceFirst("=.*", ""));
      }
    }

    private static String value(String option, Iterator<String> rest) {
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("option needs a value, see --help: option=" + option);
      }
      return rest.next();
    }

    private static Duration time(String name, String text) {
      Matcher matcher = TIME.matcher(text);
      long amount = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
      if (amount == 0) {
        throw new IllegalArgumentException(
            name + " must be a positive number of ms, s, m or h: " + name + "=" + text);
      }
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        default -> Duration.ofHours(amount);
      };
    }

    private static ProtocolVersion protocol(String text) {
      return switch (text) {
        case "auto" -> ProtocolVersion.AUTO;
        case "1.0" -> ProtocolVersion.V1;
        case "2.0" -> ProtocolVersion.V2;
        default ->
            throw new IllegalArgumentException(
                "protocol must be auto, 1.0 or 2.0: protocol=" + text);
      };
    }

    private static String[] pair(String name, String form, char separator, String text) {
      int at = text.indexOf(separator);
      if (at <= 0) {
        throw new IllegalArgumentException(
            name + " must be " + form + ": " + name + "=(" + text.length() + " characters)");
      }
      return new String[] {text.substring(0, at), text.substring(at + 1)};
    }

    Options options() {
      return new Options(
          help,
          Optional.ofNullable(duration),
          Optional.ofNullable(endpoint),
          interval,
          headers,
          Optional.ofNullable(basicAuth),
          protocol);
    }
  }
}
