/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.otel.internal.translate;

import io.github.remotewrite.otel.internal.translate.name.LabelNamer;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.Set;

/**
 * The labels that tell which library recorded a metric: {@code otel_scope_name}, {@code
 * otel_scope_version}, {@code otel_scope_schema_url} and {@code otel_scope_<attribute>}.
 *
 * <p>They keep metrics of one name from two libraries apart. A scope attribute that would take the
 * place of one of the first three is left out (OpenTelemetry specification, "Instrumentation
 * Scope").
 */
final class ScopeLabels {
  private static final String PREFIX = "otel_scope_";
  private static final Set<String> OWN_NAMES =
      Set.of(PREFIX + "name", PREFIX + "version", PREFIX + "schema_url");

  private ScopeLabels() {}

  static LabelSet of(InstrumentationScopeInfo scope, LabelNamer namer)
      throws UntranslatableException {
    return LabelSet.of(
            scope.getAttributes(),
            PREFIX,
            key -> !OWN_NAMES.contains(String.valueOf(namer.name(PREFIX + key))),
            namer)
        .set(PREFIX + "name", scope.getName())
        .set(PREFIX + "version", scope.getVersion())
        .set(PREFIX + "schema_url", scope.getSchemaUrl());
  }
}
