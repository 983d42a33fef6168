/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.kept;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.RemoteWriteClient;
import io.github.remotewrite.client.WriteResult;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.it.backend.PrometheusServer;
import io.github.remotewrite.it.backend.RealReceiver;
import io.github.remotewrite.it.backend.StoredExemplar;
import io.github.remotewrite.it.backend.StoredSeries;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Prometheus gives back every sample, native histogram and exemplar of a long run of exports. Many
 * of them went into requests that were laid out and compressed some exports before and only had
 * their values written over; a wrong byte there is another sample, or one less.
 *
 * <p>Takes {@code -Dkept.seed}, the number of another run.
 */
class KeptRequestsIT {
  private static final long SEED = Long.getLong("kept.seed", 7);
  private static final int EXPORTS = 1_000;
  private static final int MAX_SAMPLES = 100;
  // While an export is not waited for, its requests may still be sent, and so must be copied rather
  // than written over.
  private static final int MOST_PENDING = 8;
  // Not whole seconds, so that no sample stands just where queries stop to look back.
  private static final long LOOKBACK_MILLIS = 60_500;
  // How many samples are named from the first one on that differs.
  private static final int SHOWN = 3;
  private static final String EVERYTHING = "{__name__=~\".+\"}";

  private final RandomExports exports = new RandomExports(SEED);
  private final Times times = Times.aroundFourthByte(EXPORTS);
  private final Map<Series, SentSeries> sent = new HashMap<>();
  private final ReusedArrays reused = new ReusedArrays();

  @ParameterizedTest
  @EnumSource(names = {"V1", "V2"})
  void everySampleIsStoredAsItWasExported(ProtocolVersion protocol) {
    try (PrometheusServer server = startServer()) {
      export(server, protocol);

      assertSameSeries("stored", stored(server), expected(SentSeries::stored));
      assertSameSeries(
          "shown", shown(server), expected(series -> series.shown(times, LOOKBACK_MILLIS)));
      assertSameExemplars(server);
    }
    assertThat(reused.count()).as("requests written over, seed=%s", SEED).isGreaterThan(EXPORTS);
  }

  private static PrometheusServer startServer() {
    return PrometheusServer.builder(RealReceiver.PROMETHEUS_3_5)
        .addFeature("exemplar-storage")
        .addFeature("native-histograms")
        .addArgument("--query.lookback-delta=" + LOOKBACK_MILLIS + "ms")
        .start();
  }

  private void export(PrometheusServer server, ProtocolVersion protocol) {
    Random random = new Random(SEED);
    Queue<CompletableFuture<WriteResult>> pending = new ArrayDeque<>();
    try (RemoteWriteClient client =
        RemoteWriteClient.builder(server.writeEndpoint().toString())
            .setProtocol(protocol)
            .setMaxSamplesPerSend(MAX_SAMPLES)
            // Often, because 1.0 sends it beside what is kept.
            .setMetadataSendInterval(Duration.ofMillis(200))
            .setRequestSigner(reused)
            .build()) {
      for (long time = times.firstMillis(); time <= times.lastMillis(); time += Times.STEP_MILLIS) {
        long now = time;
        exports.advance(now);
        pending.add(client.write(batch -> exports.addTo(new SentBatch(sent, batch), now)));
        int mayWait = random.nextInt(4) == 0 ? MOST_PENDING : 0;
        while (pending.size() > mayWait) {
          assertWritten(pending.remove());
        }
      }
      pending.forEach(KeptRequestsIT::assertWritten);
      long points = sent.values().stream().mapToLong(SentSeries::pointCount).sum();
      assertThat(client.statistics().samplesWritten()).as("seed=%s", SEED).isEqualTo(points);
      assertThat(client.statistics().samplesRetried()).as("seed=%s", SEED).isZero();
    }
  }

  private static void assertWritten(CompletableFuture<WriteResult> result) {
    assertThat(result.join())
        .as("export, seed=%s", SEED)
        .matches(WriteResult::isComplete, "every sample is accepted");
  }

  private List<StoredSeries> stored(PrometheusServer server) {
    Duration range = Duration.between(times.before(), times.after());
    return server.api().rangeSamples(EVERYTHING, range, times.after());
  }

  /** What one query each second shows: a series is not there any more after its stale marker. */
  private List<StoredSeries> shown(PrometheusServer server) {
    String subquery = "[" + times.rangeMillis() + "ms:" + Times.STEP_MILLIS + "ms]";
    return server.api().instantQuery(EVERYTHING + subquery, times.last());
  }

  private List<StoredSeries> expected(Function<SentSeries, StoredSeries> view) {
    return sent.values().stream()
        .map(view)
        .filter(series -> !series.samples().isEmpty() || !series.histograms().isEmpty())
        .toList();
  }

  private static void assertSameSeries(
      String what, List<StoredSeries> found, List<StoredSeries> expected) {
    Map<Map<String, String>, StoredSeries> foundByLabels = byLabels(found);
    Map<Map<String, String>, StoredSeries> expectedByLabels = byLabels(expected);
    assertSameKeys(what, foundByLabels.keySet(), expectedByLabels.keySet());
    expectedByLabels.forEach(
        (labels, series) -> {
          StoredSeries one = requireNonNull(foundByLabels.get(labels));
          assertSamePoints(what + " samples of " + labels, one.samples(), series.samples());
          assertSamePoints(
              what + " histograms of " + labels, one.histograms(), series.histograms());
        });
  }

  private static Map<Map<String, String>, StoredSeries> byLabels(List<StoredSeries> series) {
    return series.stream().collect(toMap(StoredSeries::labels, Function.identity()));
  }

  private void assertSameExemplars(PrometheusServer server) {
    Map<Map<String, String>, List<StoredExemplar>> found =
        server.api().exemplars(EVERYTHING, times.before(), times.after()).stream()
            .collect(groupingBy(StoredExemplar::seriesLabels));
    Map<Map<String, String>, List<StoredExemplar>> expected =
        sent.values().stream()
            .flatMap(series -> series.exemplars().stream())
            .collect(groupingBy(StoredExemplar::seriesLabels));
    assertSameKeys("exemplars", found.keySet(), expected.keySet());
    expected.forEach(
        (labels, exemplars) ->
            assertSamePoints(
                "exemplars of " + labels, requireNonNull(found.get(labels)), exemplars));
  }

  private static void assertSameKeys(
      String what, Set<Map<String, String>> found, Set<Map<String, String>> expected) {
    assertThat(difference(found, expected)).as("%s, unexpected, seed=%s", what, SEED).isEmpty();
    assertThat(difference(expected, found)).as("%s, missing, seed=%s", what, SEED).isEmpty();
  }

  private static Set<Map<String, String>> difference(
      Set<Map<String, String>> all, Set<Map<String, String>> without) {
    Set<Map<String, String>> rest = new HashSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  /** Names the first difference, where a list of a thousand would hide it. */
  private static void assertSamePoints(String what, List<?> found, List<?> expected) {
    int same = 0;
    while (same < found.size()
        && same < expected.size()
        && found.get(same).equals(expected.get(same))) {
      same++;
    }
    assertThat(from(found, same))
        .as("%s, index=%s, seed=%s", what, same, SEED)
        .isEqualTo(from(expected, same));
  }

  private static List<?> from(List<?> list, int index) {
    return list.subList(index, Math.min(index + SHOWN, list.size()));
  }
}
