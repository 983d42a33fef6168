/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel;

import static java.util.Objects.requireNonNull;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.otel.internal.relabel.AnchoredRegex;
import io.github.remotewrite.otel.internal.relabel.RelabelValidation;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * One rule that changes the labels of a series before it is sent, or drops the series: an entry of
 * Prometheus' {@code write_relabel_configs}.
 *
 * <p>Rules see the labels as they would be sent, metric name in {@code __name__}. Each sees what
 * the one before left. Defaults and meaning of every field are Prometheus', with these differences:
 *
 * <ul>
 *   <li>After the last rule, labels that start with {@code __} are removed, except {@code
 *       __name__}: Remote Write reserves them. Up to then they serve as scratch space.
 *   <li>A series whose {@code __name__} was removed, or changed to no classic metric name, is
 *       dropped.
 *   <li>Labels that rules write have classic names, {@code [a-zA-Z_][a-zA-Z0-9_]*}, as in
 *       Prometheus with {@code metric_name_validation_scheme: legacy}. A rule that comes to another
 *       name at run time does nothing.
 *   <li>Regular expressions: see {@link Builder#setRegex}.
 * </ul>
 *
 * <p>Two series may become one; only the first of an export is sent then. Immutable.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config">Prometheus
 *     documentation, relabel_config</a>
 */
public final class RelabelConfig {
  /** {@value}. */
  public static final String DEFAULT_SEPARATOR = ";";

  /** {@value}. */
  public static final String DEFAULT_REGEX = "(.*)";

  /** {@value}. */
  public static final String DEFAULT_REPLACEMENT = "$1";

  private final RelabelAction action;
  private final List<String> sourceLabels;
  private final String separator;
  private final String regex;
  private final long modulus;
  private final String targetLabel;
  private final String replacement;

  private RelabelConfig(Builder builder) {
    action = builder.action;
    sourceLabels = builder.sourceLabels;
    separator = builder.separator;
    regex = builder.regex;
    modulus = builder.modulus;
    targetLabel = builder.targetLabel;
    replacement = builder.replacement;
  }

  /** Returns a builder of a {@link RelabelAction#REPLACE} rule. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a rule that drops all series but those whose whole metric name matches.
   *
   * @throws IllegalArgumentException as {@link Builder#setRegex} does
   */
  public static RelabelConfig keepMetrics(String regex) {
    return ofMetricName(RelabelAction.KEEP, regex);
  }

  /**
   * Returns a rule that drops the series whose whole metric name matches.
   *
   * @throws IllegalArgumentException as {@link Builder#setRegex} does
   */
  public static RelabelConfig dropMetrics(String regex) {
    return ofMetricName(RelabelAction.DROP, regex);
  }

  private static RelabelConfig ofMetricName(RelabelAction action, String regex) {
    return builder().setAction(action).setSourceLabels(Labels.METRIC_NAME).setRegex(regex).build();
  }

  /** Returns a builder that starts from this rule. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns what the rule does. */
  public RelabelAction action() {
    return action;
  }

  /** Returns the labels whose values are joined. Immutable, maybe empty. */
  public List<String> sourceLabels() {
    return sourceLabels;
  }

  /** Returns what stands between the joined values. */
  public String separator() {
    return separator;
  }

  /** Returns the regular expression as it was set, not anchored. */
  public String regex() {
    return regex;
  }

  /** Returns the modulus, or 0 if none was set. */
  public long modulus() {
    return modulus;
  }

  /** Returns the label that is written or compared with, or an empty string if none was set. */
  public String targetLabel() {
    return targetLabel;
  }

  /** Returns what is written, before {@code $1} and the like are expanded. */
  public String replacement() {
    return replacement;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RelabelConfig that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /**
   * Returns the rule as Prometheus' configuration would have it, in one line, without defaults:
   * <code>{source_labels: ["job"], regex: "x.*", action: drop}</code>.
   */
  @Override
  public String toString() {
    StringJoiner yaml = new StringJoiner(", ", "{", "}");
    if (!sourceLabels.isEmpty()) {
      yaml.add(
          sourceLabels.stream()
              .map(RelabelConfig::quoted)
              .collect(Collectors.joining(", ", "source_labels: [", "]")));
    }
    addUnlessDefault(yaml, "separator", separator, DEFAULT_SEPARATOR);
    addUnlessDefault(yaml, "regex", regex, DEFAULT_REGEX);
    if (modulus != 0) {
      yaml.add("modulus: " + modulus);
    }
    addUnlessDefault(yaml, "target_label", targetLabel, "");
    addUnlessDefault(yaml, "replacement", replacement, DEFAULT_REPLACEMENT);
    return yaml.add("action: " + action).toString();
  }

  private static void addUnlessDefault(
      StringJoiner yaml, String field, String value, String defaultValue) {
    if (!value.equals(defaultValue)) {
      yaml.add(field + ": " + quoted(value));
    }
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
        + '"';
  }

  /** Gathers the fields of a rule. Not thread-safe. */
  public static final class Builder {
    private RelabelAction action = RelabelAction.REPLACE;
    private List<String> sourceLabels = List.of();
    private String separator = DEFAULT_SEPARATOR;
    private String regex = DEFAULT_REGEX;
    private long modulus;
    private String targetLabel = "";
    private String replacement = DEFAULT_REPLACEMENT;

    private Builder() {}

    private Builder(RelabelConfig config) {
      action = config.action;
      sourceLabels = config.sourceLabels;
      separator = config.separator;
      regex = config.regex;
      modulus = config.modulus;
      targetLabel = config.targetLabel;
      replacement = config.replacement;
    }

    /** Sets what the rule does. If unset, defaults to {@link RelabelAction#REPLACE}. */
    public Builder setAction(RelabelAction action) {
      this.action = requireNonNull(action, "action");
      return this;
    }

    /**
     * Sets the labels whose values are joined, in this order, and then matched, compared or hashed.
     * If unset, the joined value is empty. A label that a series doesn't have counts as empty.
     *
     * @throws IllegalArgumentException if a name is empty
     */
    public Builder setSourceLabels(String... sourceLabels) {
      List<String> names = List.of(sourceLabels);
      if (names.contains("")) {
        throw new IllegalArgumentException(
            "source labels must not be empty: sourceLabels=" + names);
      }
      this.sourceLabels = names;
      return this;
    }

    /**
     * Sets what stands between the joined values. If unset, defaults to {@value
     * RelabelConfig#DEFAULT_SEPARATOR}.
     */
    public Builder setSeparator(String separator) {
      this.separator = requireNonNull(separator, "separator");
      return this;
    }

    /**
     * Sets the regular expression that the joined values match as a whole, or the names of labels
     * if the action has {@code label} in its name. If unset, defaults to {@value
     * RelabelConfig#DEFAULT_REGEX}. A dot matches line feeds, too.
     *
     * <p>The syntax is Prometheus', that is RE2's, with {@code (?P<name>…)} and {@code
     * [[:alpha:]]}; it is run by {@link java.util.regex}. So there are differences:
     *
     * <ul>
     *   <li>Flags other than {@code i}, {@code m} and {@code s}, and octal escapes such as {@code
     *       \12} are refused.
     *   <li>Lookaround, atomic groups and possessive quantifiers are accepted, which Prometheus
     *       refuses.
     *   <li>RE2 takes time linear in the length of the value, Java may take exponential time. A
     *       match that was not found after ten million steps, or runs out of stack, counts as none.
     *       Repetitions in repetitions, {@code (a+)*}, are prone to the first, and alternatives in
     *       repetitions, {@code (a|b)*}, to the second if a value has thousands of characters.
     * </ul>
     *
     * @throws IllegalArgumentException if it is no regular expression
     */
    public Builder setRegex(String regex) {
      AnchoredRegex.compile(requireNonNull(regex, "regex"));
      this.regex = regex;
      return this;
    }

    /**
     * Sets the number of different hashes, for {@link RelabelAction#HASH_MOD}, which can't do
     * without.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder setModulus(long modulus) {
      if (modulus <= 0) {
        throw new IllegalArgumentException("modulus must be positive: modulus=" + modulus);
      }
      this.modulus = modulus;
      return this;
    }

    /**
     * Sets the label to write, or to compare with. If the action is {@link RelabelAction#REPLACE},
     * it may contain references to groups as {@link #setReplacement} describes them.
     */
    public Builder setTargetLabel(String targetLabel) {
      this.targetLabel = requireNonNull(targetLabel, "targetLabel");
      return this;
    }

    /**
     * Sets what to write to the target label, for {@link RelabelAction#LABEL_MAP} the name to copy
     * to. If unset, defaults to {@value RelabelConfig#DEFAULT_REPLACEMENT}. Where the result is
     * empty, the target label is removed.
     *
     * <p>{@code $1}, {@code ${1}} and {@code ${name}} are what a group of the regex matched, or
     * empty if there is no such group; {@code $$} is a dollar. Without braces, the name is as long
     * as possible: {@code $1x} is the group {@code 1x}, not group 1.
     */
    public Builder setReplacement(String replacement) {
      this.replacement = requireNonNull(replacement, "replacement");
      return this;
    }

    /**
     * Returns the rule.
     *
     * @throws IllegalArgumentException if the action lacks a field it needs, has one it doesn't
     *     take, or could only write to a label without a classic name
     */
    public RelabelConfig build() {
      RelabelConfig config = new RelabelConfig(this);
      RelabelValidation.check(config);
      return config;
    }
  }
}
