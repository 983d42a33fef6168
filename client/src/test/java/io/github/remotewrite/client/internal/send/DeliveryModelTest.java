/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.ProtocolVersion;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.MetadataSchedule;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.RequestEncoder;
import io.github.remotewrite.client.internal.encode.V1Encoder;
import io.github.remotewrite.client.internal.encode.V1Rewriter;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.client.internal.queue.Queued;
import io.github.remotewrite.client.internal.retry.Backoff;
import io.github.remotewrite.client.internal.retry.FakeClock;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Series;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A sender and receivers that refuse at random: the sender never claims more than they stored.
 * Every sample that a receiver would take is stored, unless the search for refused series ran out
 * of requests; then it is counted, and the series arrives with a later write.
 */
class DeliveryModelTest {
  private static final int SEEDS = 10_000;
  // Others than those of every build: -DfirstSeed=1000000
  private static final int FIRST_SEED = Integer.getInteger("firstSeed", 0);

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void nothingIsClaimedThatIsNotStoredAndNothingIsLostThatIsTaken(ProtocolVersion configured)
      throws Exception {
    int seeds = configured == ProtocolVersion.AUTO ? SEEDS : SEEDS / 4;
    for (int seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
      Random random = new Random(seed);
      run(configured, seed, random, new ModelReceiver(random));
    }
  }

  /** The test of the test: a receiver that says 204 and forgets is caught. */
  @Test
  void claimOfMoreThanIsStoredIsNoticed() {
    int noticed = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      ModelReceiver receiver = new ModelReceiver(random);
      Transport forgetful =
          (request, attempt, timeout) ->
              attempt == 0 && request.samples() == 1
                  ? new Reply.Answer(204, 1, Reply.Content.PLAIN, false, 0, "")
                  : receiver.attempt(request, attempt, timeout);
      try {
        new Run(ProtocolVersion.AUTO, random, receiver, forgetful).run();
      } catch (AssertionError | InterruptedException e) {
        noticed++;
      }
    }
    assertThat(noticed).isGreaterThan(30);
  }

  private static void run(
      ProtocolVersion configured, int seed, Random random, ModelReceiver receiver) {
    try {
      new Run(configured, random, receiver, receiver).run();
    } catch (AssertionError | InterruptedException | RuntimeException e) {
      List<String> all = receiver.trace();
      String trace = String.join("\n", all.subList(0, Math.min(all.size(), 1_000)));
      throw new AssertionError(
          "configured=" + configured + ", seed=" + seed + ", requests:\n" + trace, e);
    }
  }

  /** Writes to one receiver over one lane or several, which share what is believed of it. */
  private static final class Run {
    private static final int WRITES = 6;
    private static final int LATER_WRITES = 12;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(61);

    private final ProtocolVersion configured;
    private final Random random;
    private final ModelReceiver receiver;
    private final FakeClock clock = new FakeClock();
    private final DeliveryCounters counters = new DeliveryCounters();
    private final LogRecorder lines = new LogRecorder();
    private final DeliveryLog log =
        new DeliveryLog(lines, "http://host/write", Duration.ofSeconds(10), clock);
    private final Negotiation negotiation;
    private final List<TestLane> lanes = new ArrayList<>();
    private final LongAdder samplesHeld = new LongAdder();
    private final int seriesCount;
    // Its versions change, but not before a pause of the sender's is over.
    private final boolean isReplaced;
    // Its versions change all the time, but it always accepts both.
    private final boolean isFlapping;
    private final List<PendingWrite> writes = new ArrayList<>();
    private final List<Sample> handedIn = new ArrayList<>();

    Run(ProtocolVersion configured, Random random, ModelReceiver receiver, Transport transport) {
      this.configured = configured;
      this.random = random;
      this.receiver = receiver;
      negotiation = new Negotiation(configured, lines, "http://host/write", clock);
      int maxSamples = 1 + random.nextInt(60);
      int laneCount = random.nextBoolean() ? 1 : 2 + random.nextInt(2);
      ReportedCounts counts = new ReportedCounts(clock);
      for (int i = 0; i < laneCount; i++) {
        V1Rewriter rewriter = new V1Rewriter(1_000, 1_000_000, false);
        VersionDoubts doubts = new VersionDoubts(negotiation, clock);
        Delivery delivery =
            new Delivery(
                transport,
                new Backoff(Duration.ofMillis(30), Duration.ofSeconds(5), 2, Integer.MAX_VALUE),
                Duration.ofSeconds(10).toNanos(),
                clock,
                random::nextDouble,
                counters,
                new Heartbeat(),
                doubts,
                failure -> log.failing(failure.failure()),
                () -> false);
        Handover handover =
            new Handover(
                delivery, negotiation, doubts, counts, rewriter, random::nextDouble, samplesHeld);
        lanes.add(new TestLane(handover, maxSamples, clock));
      }
      seriesCount = 1 + random.nextInt(40);
      isReplaced = random.nextInt(3) == 0;
      isFlapping = !isReplaced && random.nextInt(3) == 0;
    }

    void run() throws InterruptedException {
      for (int i = 0; i < WRITES; i++) {
        clock.advance(isReplaced ? LONGEST_PAUSE : Duration.ofSeconds(15));
        if (isReplaced && i == 3) {
          receiver.replace();
        } else if (isFlapping) {
          receiver.upgradeOrRollBack();
        }
        write();
        // Some requests wait, maybe for several writes, while other lanes go on.
        deliver(random.nextInt(3) > 0);
        checkClaims();
      }
      deliver(true);
      clock.advance(LONGEST_PAUSE);
      int first = handedIn.size();
      for (int i = 0; i < LATER_WRITES; i++) {
        clock.advance(Duration.ofSeconds(15));
        write();
        deliver(true);
        checkClaims();
      }
      lanes.forEach(lane -> lane.handover.stop());
      if (!receiver.mayOvertake()) {
        assertThat(receiver.violations()).isEmpty();
      }
      assertThat(samplesHeld.sum()).isZero();
      assertThat(writes).allSatisfy(write -> assertThat(write.outcome()).isDone());
      DeliveryStatistics statistics = counters.snapshot();
      assertThat(statistics.samplesWritten() + statistics.samplesDroppedInTotal())
          .as("samples with an outcome")
          .isEqualTo(handedIn.size());
      assertThat(statistics.samplesDropped()).containsEntry(DropReason.ERROR, 0L);
      boolean isRiddle = receiver.sendsStrays() || receiver.hidesItsVersion();
      if (speaksItsVersion() && !(isReplaced && isRiddle)) {
        checkMissing(statistics);
        checkArrival(handedIn.subList(first, handedIn.size()));
      }
    }

    private void write() {
      long timestampMillis = clock.now().toEpochMilli();
      Protocol protocol = negotiation.nextProtocol();
      PendingWrite write = new PendingWrite(writeSeries(protocol, timestampMillis));
      writes.add(write);
      write.queuedAfter(log.losses());
      // A receiver that answers 500 to the only version is asked until the samples are too old.
      Duration ageLimit = speaksItsVersion() ? Duration.ofHours(12) : Duration.ofMinutes(1);
      for (TestLane lane : lanes) {
        for (EncodedRequest request : lane.encoder(protocol).finish()) {
          Receipt receipt = new Receipt(new Queued<>(request, 0, write), write, counters, log);
          lane.queue.add(new RequestPart(request, timestampMillis + ageLimit.toMillis(), receipt));
        }
      }
    }

    private int writeSeries(Protocol protocol, long timestampMillis) {
      int samples = 0;
      for (int i = 0; i < seriesCount; i++) {
        if (random.nextInt(10) > 0) {
          String name = "s" + i;
          lanes
              .get(i % lanes.size())
              .encoder(protocol)
              .add(Series.of(Labels.of("__name__", "m", "series", name)), timestampMillis, i);
          handedIn.add(new Sample(name, timestampMillis));
          samples++;
        }
      }
      return samples;
    }

    /** Delivers what waits in lanes, in turn by chance: all of it, or some. */
    private void deliver(boolean all) throws InterruptedException {
      List<TestLane> busy = new ArrayList<>(lanes);
      busy.removeIf(lane -> lane.queue.isEmpty());
      while (!busy.isEmpty() && (all || random.nextInt(4) > 0)) {
        TestLane lane = busy.get(random.nextInt(busy.size()));
        RequestPart request = lane.queue.remove();
        lane.handover.handOver(request);
        request.request().release();
        busy.removeIf(other -> other.queue.isEmpty());
      }
    }

    private void checkClaims() {
      DeliveryStatistics statistics = counters.snapshot();
      assertThat(
              statistics.samplesWritten()
                  + statistics.samplesDroppedInTotal()
                  + samplesHeld.sum()
                  + lanes.stream().mapToLong(TestLane::samplesWaiting).sum())
          .as("samples with an outcome, held or waiting")
          .isEqualTo(handedIn.size());
      assertThat(counters.snapshot().samplesWritten())
          .as("samples counted as written")
          .isLessThanOrEqualTo(receiver.storedSamples());
    }

    private boolean speaksItsVersion() {
      return switch (configured) {
        case AUTO -> true;
        case V1 ->
            !isReplaced
                && !isFlapping
                && receiver.versions() != ModelReceiver.Versions.V2_REFUSING_V1;
        case V2 ->
            !isReplaced
                && !isFlapping
                && (receiver.versions() == ModelReceiver.Versions.BOTH
                    || receiver.versions() == ModelReceiver.Versions.V2_REFUSING_V1);
      };
    }

    /** A sample that the receiver would have taken is missing only if the search for it ended. */
    private void checkMissing(DeliveryStatistics statistics) {
      List<Sample> missing =
          handedIn.stream()
              .filter(sample -> receiver.takes(sample.series, sample.timestampMillis))
              .filter(sample -> !receiver.hasStored(sample.series, sample.timestampMillis))
              .filter(sample -> !receiver.wasStray(sample.series, sample.timestampMillis))
              .toList();
      assertThat((long) missing.size())
          .as("samples not stored, of %s", missing)
          .isLessThanOrEqualTo(statistics.samplesDropped().getOrDefault(DropReason.UNSEARCHED, 0L));
    }

    /** A series that the receiver takes arrives, whatever was left unsearched before. */
    private void checkArrival(List<Sample> later) {
      Set<String> expected = new TreeSet<>();
      Set<String> arrived = new TreeSet<>();
      for (Sample sample : later) {
        if (receiver.takesAlways(sample.series)) {
          expected.add(sample.series);
        }
        if (receiver.hasStored(sample.series, sample.timestampMillis)) {
          arrived.add(sample.series);
        }
      }
      assertThat(arrived).containsAll(expected);
    }

    private record Sample(String series, long timestampMillis) {}

    /** A lane: its series are those of no other. */
    private static final class TestLane {
      private final Handover handover;
      private final RequestEncoder v1;
      private final RequestEncoder v2;
      private final Deque<RequestPart> queue = new ArrayDeque<>();

      TestLane(Handover handover, int maxSamples, FakeClock clock) {
        this.handover = handover;
        MetadataSchedule never = new MetadataSchedule(Duration.ofHours(9), clock::nanoTime);
        v1 = new V1Encoder(maxSamples, 1_000_000, never);
        v2 = new V2Encoder(maxSamples, 1_000_000, false);
      }

      RequestEncoder encoder(Protocol protocol) {
        return protocol == Protocol.V1 ? v1 : v2;
      }

      long samplesWaiting() {
        return queue.stream().mapToLong(RequestPart::samples).sum();
      }
    }
  }
}
