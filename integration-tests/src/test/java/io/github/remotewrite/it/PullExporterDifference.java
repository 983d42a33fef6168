/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is different for a series that the SDK's pull exporter serves and a Prometheus 3 scrapes,
 * and why.
 *
 * <p>Each makes of the labels of a pulled series those of the pushed one; of a series that is not
 * pushed it leaves none.
 */
enum PullExporterDifference {
  /** A scrape reports on itself; a push has nobody who would. */
  SCRAPE_ADDS_SERIES(
      labels -> {
        String name = name(labels);
        if (name.equals("up") || name.startsWith("scrape_")) {
          labels.clear();
        }
      }),

  /** The scrape's configuration names a target; a push has to name itself, after its resource. */
  JOB_AND_INSTANCE_ARE_THE_RESOURCES(
      labels -> {
        labels.replace(
            "job", PullExporterComparisonIT.PULLED_JOB, PullExporterComparisonIT.PUSHED_JOB);
        labels.computeIfPresent("instance", (label, address) -> TestService.INSTANCE);
      }),

  /** Attributes of these names give way to both; the scrape keeps them under another name. */
  ATTRIBUTES_JOB_AND_INSTANCE_ARE_LEFT_OUT(
      labels -> labels.keySet().removeAll(Set.of("exported_job", "exported_instance"))),

  /** What is in job and instance isn't said again (Prometheus' OTLP endpoint, Collector). */
  TARGET_INFO_LEAVES_OUT_JOB_AND_INSTANCE(
      labels ->
          labels
              .keySet()
              .removeAll(Set.of("service_name", "service_namespace", "service_instance_id"))),

  /** Prometheus 3 rewrites these labels when it scrapes, and only then. */
  BOUNDS_ARE_WRITTEN_AS_DECIMALS(
      labels -> {
        labels.computeIfPresent("le", (label, number) -> decimal(number));
        labels.computeIfPresent("quantile", (label, number) -> decimal(number));
      }),

  /** Prometheus' OTLP endpoint and the Collector do so; the pull exporter did until 1.62. */
  GAUGES_OF_UNIT_ONE_ARE_RATIOS(
      names("cpu_utilization", "cpu_utilization_ratio")
          .andThen(names("ratio_of_hits", "of_hits_ratio"))),

  /** client_java, below the pull exporter, takes its own suffixes off every name. */
  NAMES_KEEP_SUFFIXES_OF_CLIENT_JAVA(
      names("jvm", "jvm_info")
          .andThen(names("rows", "rows_total"))
          .andThen(names("paint", "paint_bucket"))
          .andThen(names("account", "account_created"))
          .andThen(names("orders_total", "orders_created_total"))),

  /** As in Prometheus' OTLP endpoint and the Collector. */
  TOTAL_STANDS_ONLY_AT_THE_END(names("bytes_total_sent_total", "bytes_sent_total")),

  /** As in Prometheus' OTLP endpoint and the Collector. */
  UNIT_ANYWHERE_IN_THE_NAME_IS_NOT_REPEATED(
      names("seconds_since_start_seconds", "seconds_since_start")),

  /** As in Prometheus' OTLP endpoint and the Collector. */
  NAMES_DO_NOT_END_IN_UNDERSCORES(names("trailing__total", "trailing_total")),

  /** OpenTelemetry specification, "Metric Metadata": these units have these words. */
  UNITS_HAVE_THE_SPECIFICATIONS_WORDS(
      names("disk_kBy", "disk_kilobytes").andThen(names("archive_tibibytes", "archive_tebibytes"))),

  /** As in Prometheus' OTLP endpoint and the Collector: no 1 before "per", m is the minute. */
  RATES_ARE_PER_SOMETHING(
      names("ticks_1_per_second", "ticks_per_second")
          .andThen(names("flow_bytes_per_meter", "flow_bytes_per_minute"))
          .andThen(names("growth_meters_per_w", "growth_meters_per_week"))
          .andThen(names("wear_meters_per_y", "wear_meters_per_year"))
          .andThen(names("load_bytes_per", "load_bytes"))),

  /** As in Prometheus' OTLP endpoint and the Collector, whose words for times end with the day. */
  LONG_TIMES_HAVE_NO_WORDS(
      names("age_years", "age_a")
          .andThen(names("term_months", "term_mo"))
          .andThen(names("sprint_weeks", "sprint_wk"))),

  /** The pull exporter escapes the keys of points, but not those of scopes (1.65). */
  SCOPE_ATTRIBUTES_ARE_ESCAPED(
      labels -> {
        String value = labels.remove("otel_scope_source.kind");
        if (value != null) {
          labels.put("otel_scope_source_kind", value);
        }
      }),

  /** JSON has no NaN, so the specification wants a string. */
  NAN_IN_AN_ARRAY_IS_A_STRING(
      labels -> labels.replace("array_of_doubles", "[1.0,NaN]", "[1.0,\"NaN\"]"));

  @SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
  private final Consumer<Map<String, String>> toPushed;

  PullExporterDifference(Consumer<Map<String, String>> toPushed) {
    this.toPushed = toPushed;
  }

  /** Changes the labels; returns whether there was anything to change. */
  boolean apply(Map<String, String> labels) {
    Map<String, String> before = Map.copyOf(labels);
    toPushed.accept(labels);
    return !labels.equals(before);
  }

  private static String name(Map<String, String> labels) {
    return labels.getOrDefault("__name__", "");
  }

  private static Consumer<Map<String, String>> names(String pulled, String pushed) {
    return labels -> labels.replace("__name__", pulled, pushed);
  }

  private static String decimal(String number) {
    return number.equals("+Inf")
        ? number
        : new BigDecimal(number).stripTrailingZeros().toPlainString();
  }
}
