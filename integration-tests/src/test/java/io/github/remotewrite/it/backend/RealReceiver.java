/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

/**
 * The receivers that the tests run against, and where each comes from.
 *
 * <p>A version is the one its suite had when the constant was named. {@code sid} moves on, so its
 * constants mean "this version or newer"; {@link PrometheusApi#version} tells which.
 */
public enum RealReceiver implements DebianBinary {
  PROMETHEUS_2_42("prometheus-2.42", "prometheus", "bookworm", "usr/bin/prometheus"),
  PROMETHEUS_2_53("prometheus-2.53", "prometheus", "trixie", "usr/bin/prometheus"),
  PROMETHEUS_3_5("prometheus-3.5", "prometheus", "sid", "usr/bin/prometheus"),
  VICTORIA_METRICS_1_79(
      "victoria-metrics-1.79", "victoria-metrics", "bookworm", "usr/bin/victoria-metrics"),
  VICTORIA_METRICS_1_145(
      "victoria-metrics-1.145", "victoria-metrics", "sid", "usr/bin/victoria-metrics"),
  INFLUXDB_1_6("influxdb-1.6", "influxdb", "bookworm", "usr/bin/influxd");

  private final String id;
  private final String debianPackage;
  private final String suite;
  private final String binaryPath;

  RealReceiver(String id, String debianPackage, String suite, String binaryPath) {
    this.id = id;
    this.debianPackage = debianPackage;
    this.suite = suite;
    this.binaryPath = binaryPath;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String debianPackage() {
    return debianPackage;
  }

  @Override
  public String suite() {
    return suite;
  }

  @Override
  public String binaryPath() {
    return binaryPath;
  }
}
