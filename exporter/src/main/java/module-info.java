/** A metric exporter for the OpenTelemetry Java SDK that pushes to Remote Write receivers. */
module io.github.remotewrite.otel {
  requires transitive io.github.remotewrite.client;
  requires static transitive org.jspecify;
  requires transitive io.opentelemetry.sdk.metrics;
  requires transitive io.opentelemetry.sdk.common;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;

  exports io.github.remotewrite.otel;
}
