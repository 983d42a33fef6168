/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

/**
 * A rule that a request must keep, with the clause it comes from.
 *
 * <p>Most are sentences of the Remote Write specification. Some bound what the specification leaves
 * open the way Prometheus does, because a request that breaks them loses data there.
 */
public enum Rule {
  PATH("Remote Write 1.0, Protocol", "requests MUST go to the configured URL"),
  METHOD("Remote Write 1.0, Protocol", "requests MUST be HTTP POST"),
  CONTENT_ENCODING("Remote Write 1.0, Protocol", "Content-Encoding MUST be snappy"),
  CONTENT_TYPE(
      "Remote Write 1.0, Protocol; 2.0, Content-Type",
      "Content-Type MUST be application/x-protobuf, alone or with ;proto=prometheus.WriteRequest or"
          + " ;proto=io.prometheus.write.v2.Request"),
  VERSION_HEADER(
      "Remote Write 1.0, Protocol; 2.0, X-Prometheus-Remote-Write-Version",
      "X-Prometheus-Remote-Write-Version MUST be 0.1.0 with the message of 1.0, 2.0.0 with that of"
          + " 2.0"),
  USER_AGENT("Remote Write 1.0, Protocol", "User-Agent MUST name the sender"),

  SNAPPY("Remote Write 1.0, Protocol", "the body MUST be one snappy block"),
  DECODED_SIZE("Prometheus, remote write handler", "the message MUST NOT exceed 32 MiB"),
  PROTOBUF(
      "Remote Write 1.0, Protocol; 2.0, Protobuf Message",
      "the message MUST be the protobuf 3 message that Content-Type names"),
  KNOWN_FIELDS(
      "Remote Write 1.0, Protocol",
      "the message MUST contain no other field or enum value than its schema"),
  PACKED("Protocol Buffers, Encoding, Repeated Elements", "repeated numbers SHOULD be packed"),

  SYMBOLS_FIRST("Remote Write 2.0, Symbols", "the first symbol MUST be the empty string"),
  SYMBOLS_UNIQUE("Remote Write 2.0, Symbols", "symbols MUST be deduplicated"),
  SYMBOLS_USED("Remote Write 2.0, Symbols", "symbols MUST be strings that the request uses"),
  SYMBOL_PRESENT("Remote Write 2.0, Symbols", "references MUST point to existing symbols"),
  LABELS_REFS_EVEN("Remote Write 2.0, Protobuf Message", "the length of labels_refs MUST be even"),

  LABELS_PRESENT("Remote Write 1.0, Labels", "a series MUST have its complete set of labels"),
  METRIC_NAME_PRESENT("Remote Write 1.0, Labels", "the labels SHOULD contain __name__"),
  METRIC_NAME(
      "Remote Write 1.0, Labels",
      "metric names MUST match [a-zA-Z_:][a-zA-Z0-9_:]* in Remote Write 1.0"),
  LABEL_NAME(
      "Remote Write 1.0, Labels",
      "label names MUST match [a-zA-Z_][a-zA-Z0-9_]* in Remote Write 1.0"),
  LABEL_NAME_EMPTY("Remote Write 1.0, Labels", "label names MUST NOT be empty"),
  LABEL_NAME_RESERVED(
      "Remote Write 1.0, Labels",
      "label names beginning with __ are reserved and SHOULD NOT be used"),
  LABEL_NAME_REPEATED("Remote Write 1.0, Labels", "label names MUST NOT be repeated"),
  LABEL_VALUE_EMPTY("Remote Write 1.0, Labels", "label values MUST NOT be empty"),
  LABELS_SORTED("Remote Write 1.0, Labels", "labels MUST be sorted lexicographically by name"),
  SERIES_REPEATED(
      "Prometheus, remote write handler",
      "a series MUST NOT stand twice in one request; in 2.0 once with samples and once with"
          + " histograms"),

  POINTS_PRESENT(
      "Remote Write 2.0, Samples and Histogram Samples",
      "a series MUST have at least one sample or histogram"),
  POINTS_OF_ONE_KIND(
      "Remote Write 2.0, Samples and Histogram Samples",
      "a series MUST NOT have both samples and histograms"),
  SAMPLE_ORDER(
      "Remote Write 1.0, Ordering",
      "samples of a series MUST be sent in order of their timestamps"),
  SAMPLE_DUPLICATE(
      "Prometheus, remote write handler", "a series MUST NOT have two samples for one timestamp"),
  TIMESTAMP_UNIT("Remote Write 1.0, Protocol", "timestamps MUST be milliseconds since the epoch"),
  TIMESTAMP_FUTURE(
      "Prometheus, remote write handler",
      "timestamps MUST NOT be more than 10 minutes in the future"),
  NAN_BITS(
      "Remote Write 1.0, Stale Markers",
      "a NaN MUST be the stale marker 0x7ff0000000000002 or the normal 0x7ff8000000000001"),

  START_TIMESTAMP(
      "Remote Write 2.0, Samples and Histogram Samples",
      "a start timestamp MUST be milliseconds since the epoch and not after the point"),
  START_TIMESTAMP_TYPE(
      "Prometheus, created-timestamp-zero-ingestion",
      "a gauge, an info or a state set MUST NOT have a start timestamp"),

  METADATA_TYPE("Remote Write 2.0, Protobuf Message", "a series SHOULD have metadata with a type"),
  METADATA_CONSISTENT(
      "OpenMetrics 1.0, MetricFamily",
      "the series of a metric family MUST have the same type, help and unit"),

  BUCKET_BOUND("Prometheus, Classic Histograms", "le MUST be a number"),
  BUCKET_BOUND_REPEATED("Prometheus, Classic Histograms", "le MUST be unique within a histogram"),
  BUCKET_INFINITY("Prometheus, Classic Histograms", "a histogram MUST have the bucket le=\"+Inf\""),
  BUCKET_CUMULATIVE(
      "Prometheus, Classic Histograms", "buckets MUST be cumulative: none below its predecessor"),
  BUCKET_COUNT(
      "Prometheus, Classic Histograms",
      "a histogram's _count MUST be in the same request and equal the bucket le=\"+Inf\""),

  EXEMPLAR_TIMESTAMP("Remote Write 2.0, Exemplars", "an exemplar MUST have a timestamp"),
  EXEMPLAR_LABELS(
      "OpenMetrics 1.0, Exemplars; Remote Write 2.0, Protobuf Message",
      "label names of an exemplar MUST be unique and well-formed, and in 2.0 sorted"),
  EXEMPLAR_LENGTH(
      "OpenMetrics 1.0, Exemplars",
      "labels of an exemplar MUST NOT exceed 128 code points together"),
  EXEMPLAR_SERIES(
      "Prometheus, remote write handler", "an exemplar MUST come with a sample of its series"),
  EXEMPLAR_ORDER(
      "Prometheus, remote write handler", "exemplars MUST be in order of their timestamps"),

  HISTOGRAM_SCHEMA(
      "Native Histograms, Schema", "the schema MUST be one of -4 to 8, or -53 in Remote Write 2.0"),
  HISTOGRAM_FLAVOR(
      "OpenTelemetry, Prometheus Compatibility, Exponential Histograms",
      "a native histogram MUST have integer counts"),
  HISTOGRAM_SPANS(
      "Native Histograms, Buckets", "span lengths together MUST equal the number of buckets"),
  HISTOGRAM_SPAN_OFFSET(
      "Native Histograms, Buckets", "span offsets after the first MUST NOT be negative"),
  HISTOGRAM_BUCKETS("Native Histograms, Buckets", "bucket counts MUST NOT be negative"),
  HISTOGRAM_COUNT(
      "Native Histograms, Count and Sum",
      "the count MUST equal all buckets and the zero bucket, and may exceed them only if the sum is"
          + " NaN"),
  HISTOGRAM_RESET_HINT(
      "OpenTelemetry, Prometheus Compatibility, Exponential Histograms",
      "the reset hint MUST be UNKNOWN"),
  HISTOGRAM_ZERO_THRESHOLD(
      "Native Histograms, Zero Bucket", "the zero threshold MUST NOT be negative"),
  HISTOGRAM_CUSTOM_VALUES(
      "Prometheus, prompb/types.proto",
      "custom values MUST NOT be used in Remote Write 1.0, nor with another schema than -53"),
  HISTOGRAM_CUSTOM_BOUNDS(
      "Native Histograms, Custom Values", "custom values MUST be finite and strictly increasing"),
  HISTOGRAM_CUSTOM_BUCKETS(
      "Native Histograms, Custom Values",
      "custom buckets MUST be positive ones, from index 0 to the number of custom values, without a"
          + " zero bucket");

  private final String clause;
  private final String sentence;

  Rule(String clause, String sentence) {
    this.clause = clause;
    this.sentence = sentence;
  }

  /** Returns the document and the section of it that states the rule. */
  public String clause() {
    return clause;
  }

  /** Returns the rule in one sentence. */
  public String sentence() {
    return sentence;
  }
}
