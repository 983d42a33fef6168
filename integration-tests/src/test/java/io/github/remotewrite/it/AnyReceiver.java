/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it;

import io.github.remotewrite.it.backend.InfluxServer;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.VictoriaMetricsServer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A receiver of whichever product, reduced to where to write and what it then has. */
interface AnyReceiver extends AutoCloseable {
  URI writeEndpoint();

  /**
   * Every sample that is stored of a service.
   *
   * @param atLeast how many there should be: a receiver that shows samples late is given time
   */
  List<LabeledSample> stored(TestService service, int atLeast);

  @Override
  void close();

  /** Starts a receiver with its defaults; skips the test if there is no such receiver. */
  static AnyReceiver start(RealReceiver receiver) {
    return switch (receiver) {
      case PROMETHEUS_2_42, PROMETHEUS_2_53, PROMETHEUS_3_5 ->
          new Prometheus(PrometheusServer.start(receiver));
      case VICTORIA_METRICS_1_79, VICTORIA_METRICS_1_145 ->
          new VictoriaMetrics(VictoriaMetricsServer.start(receiver));
      case INFLUXDB_1_6 -> new Influx(InfluxServer.start(receiver));
    };
  }

  /** Stored is what was answered for. */
  record Prometheus(PrometheusServer server) implements AnyReceiver {
    @Override
    public URI writeEndpoint() {
      return server.writeEndpoint();
    }

    @Override
    public List<LabeledSample> stored(TestService service, int atLeast) {
      return LabeledSample.of(service.stored(server));
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** Queries see samples only after a while. */
  record VictoriaMetrics(VictoriaMetricsServer server) implements AnyReceiver {
    @Override
    public URI writeEndpoint() {
      return server.writeEndpoint();
    }

    @Override
    public List<LabeledSample> stored(TestService service, int atLeast) {
      server.flush();
      return LabeledSample.of(
          server
              .api()
              .awaitQuery(
                  "{" + service.matcher() + "}[1h]",
                  series -> LabeledSample.of(series).size() >= atLeast));
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** Labels are columns beside {@code time} and {@code value}. */
  record Influx(InfluxServer server) implements AnyReceiver {
    @Override
    public URI writeEndpoint() {
      return server.writeEndpoint();
    }

    @Override
    public List<LabeledSample> stored(TestService service, int atLeast) {
      String where = service.matcher().replace('"', '\'');
      return server.query("SELECT * FROM /.*/ WHERE " + where).stream()
          .map(Influx::sample)
          .toList();
    }

    private static LabeledSample sample(Map<String, String> row) {
      Map<String, String> labels = new HashMap<>(row);
      long timestampMillis = Long.parseLong(labels.remove("time"));
      double value = Double.parseDouble(labels.remove("value"));
      return new LabeledSample(labels, timestampMillis, value);
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
