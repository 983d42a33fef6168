/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate.name;

import static java.util.Map.entry;

import java.util.Map;

/**
 * Turns a UCUM unit into the words Prometheus uses for it: {@code By/s} → {@code bytes_per_second}.
 *
 * <p>The words are those of Prometheus' otlptranslator, corrected where the OpenTelemetry
 * specification says otherwise: {@code kBy} and {@code TiBy} have their words, annotations such as
 * {@code {packet}} are dropped without what stands beside them, and {@code min}, {@code ms}, {@code
 * us} and {@code ns} are known after a slash, too. A unit without a word stands for itself. Values
 * are never scaled.
 */
public final class UnitNamer {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("1", ""),
          entry("%", "percent"),
          // Time
          entry("d", "days"),
          entry("h", "hours"),
          entry("min", "minutes"),
          entry("s", "seconds"),
          entry("ms", "milliseconds"),
          entry("us", "microseconds"),
          entry("ns", "nanoseconds"),
          // Bytes
          entry("By", "bytes"),
          entry("KiBy", "kibibytes"),
          entry("MiBy", "mebibytes"),
          entry("GiBy", "gibibytes"),
          entry("TiBy", "tebibytes"),
          entry("kBy", "kilobytes"),
          // Not UCUM, but what otlptranslator and the Java pull exporter know.
          entry("KBy", "kilobytes"),
          entry("MBy", "megabytes"),
          entry("GBy", "gigabytes"),
          entry("TBy", "terabytes"),
          // Physics
          entry("m", "meters"),
          entry("V", "volts"),
          entry("A", "amperes"),
          entry("J", "joules"),
          entry("W", "watts"),
          entry("g", "grams"),
          entry("Cel", "celsius"),
          entry("Hz", "hertz"));

  private static final Map<String, String> PER_WORDS =
      Map.ofEntries(
          entry("ns", "nanosecond"),
          entry("us", "microsecond"),
          entry("ms", "millisecond"),
          entry("s", "second"),
          // UCUM's m is the metre; otlptranslator reads it as the minute.
          entry("m", "minute"),
          entry("min", "minute"),
          entry("h", "hour"),
          entry("d", "day"),
          entry("w", "week"),
          entry("mo", "month"),
          entry("y", "year"));

  private final boolean escapes;

  /** Creates a namer whose words consist of {@code [a-zA-Z0-9_:]} only if {@code escapes}. */
  public UnitNamer(boolean escapes) {
    this.escapes = escapes;
  }

  /** Returns the words of the unit as metadata has them, or an empty string if there are none. */
  public String unitWords(String unit) {
    return words(unit).text();
  }

  Words words(String unit) {
    String bare = withoutAnnotations(unit);
    int slash = bare.indexOf('/');
    String main = part(slash < 0 ? bare : bare.substring(0, slash), WORDS);
    String per = slash < 0 ? "" : part(bare.substring(slash + 1), PER_WORDS);
    return new Words(main, per.isEmpty() ? "" : "per_" + per);
  }

  private String part(String part, Map<String, String> wordsOfPart) {
    String symbol = part.strip();
    if (symbol.indexOf('{') >= 0 || symbol.indexOf('}') >= 0) {
      // A brace without its partner: nobody knows what was meant. The reference does the same.
      return "";
    }
    String word = wordsOfPart.getOrDefault(symbol, symbol);
    return escapes ? String.join("_", NameText.tokens(word)) : NameText.wellFormed(word);
  }

  private static String withoutAnnotations(String unit) {
    if (unit.indexOf('{') < 0) {
      return unit;
    }
    StringBuilder bare = new StringBuilder(unit);
    int open;
    int close;
    while ((open = bare.indexOf("{")) >= 0 && (close = bare.indexOf("}", open)) >= 0) {
      bare.delete(open, close + 1);
    }
    return bare.toString();
  }

  /**
   * The two parts of a unit, each empty if there is none.
   *
   * @param main what stands before the slash: {@code bytes}
   * @param per what stands behind it: {@code per_second}
   */
  record Words(String main, String per) {
    String text() {
      return main.isEmpty() || per.isEmpty() ? main + per : main + '_' + per;
    }
  }
}
