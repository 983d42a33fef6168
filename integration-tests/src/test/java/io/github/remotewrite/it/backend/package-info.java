/**
 * Real receivers for the integration tests: fetched from Debian's archive without being installed,
 * started on loopback ports, read back over HTTP.
 *
 * <p>Entry types: {@link io.github.remotewrite.it.backend.PrometheusServer}, {@link
 * io.github.remotewrite.it.backend.VictoriaMetricsServer} and {@link
 * io.github.remotewrite.it.backend.InfluxServer}, each of which asks {@link
 * io.github.remotewrite.it.backend.Receivers} for its binary. A test whose receiver cannot be had
 * is skipped, or fails where the environment variable {@code CI} is {@code true}.
 *
 * <p>System properties: {@code receivers.cache} (folder of the unpacked packages), {@code
 * receivers.debian.mirror} (a URI, or {@code distribution} for the one this machine's distribution
 * names), {@code receivers.prometheus-3.5} and the like (a binary to use instead of a fetched one).
 */
@NullMarked
package io.github.remotewrite.it.backend;

import org.jspecify.annotations.NullMarked;
