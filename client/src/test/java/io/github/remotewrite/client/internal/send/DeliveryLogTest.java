/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.retry.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryLogTest {
  private static final Outcome.Failure REJECTION =
      new Outcome.Failure("status=400, body=\"out of order sample\"", null);

  private final FakeClock clock = new FakeClock();
  private final LogRecorder recorder = new LogRecorder();
  private final DeliveryLog log =
      new DeliveryLog(recorder, "http://host/write", Duration.ofSeconds(10), clock);

  @Test
  void firstDropIsAWarningWithTheReceiversWords() {
    log.dropped(2_000, DropReason.REJECTED, REJECTION);

    assertThat(recorder.lines())
        .containsExactly(
            "WARNING receiver rejected request, not retrying: endpoint=http://host/write,"
                + " samples=2000, status=400, body=\"out of order sample\"");
  }

  @Test
  void dropsOfTheNextMinuteAreSummedUpInOneWarning() {
    log.dropped(1, DropReason.REJECTED, REJECTION);
    clock.advance(Duration.ofSeconds(30));
    log.dropped(2, DropReason.REJECTED, REJECTION);
    clock.advance(Duration.ofSeconds(29));
    log.dropped(4, DropReason.REJECTED, REJECTION);
    clock.advance(Duration.ofSeconds(1));
    log.dropped(8, DropReason.REJECTED, REJECTION);

    assertThat(recorder.lines()).hasSize(2);
    assertThat(recorder.lines().get(1)).contains("samples=14");
  }

  @Test
  void recoveryIsToldWithItsDurationAndCost() {
    log.dropped(3, DropReason.EXPIRED, REJECTION);
    clock.advance(Duration.ofSeconds(90));
    log.wholeWritten(log.losses());
    log.wholeWritten(log.losses());

    assertThat(recorder.lines()).hasSize(2);
    assertThat(recorder.lines().get(1))
        .isEqualTo(
            "INFO receiver accepts samples again: endpoint=http://host/write, after=PT1M30S,"
                + " samplesDropped=3");
  }

  @Test
  void successesBesideDropsAreNoRecovery() {
    long before = log.losses();
    log.dropped(3, DropReason.REJECTED, REJECTION);
    log.written();
    log.wholeWritten(before); // Of a write that was queued before the drop.

    assertThat(recorder.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING receiver rejected request");
  }

  @Test
  void outageWithoutDropsEndsWithTheFirstSuccess() {
    log.failing(REJECTION);
    clock.advance(Duration.ofSeconds(10));
    log.failing(REJECTION);
    log.written();

    assertThat(recorder.lines())
        .last()
        .asString()
        .startsWith("INFO receiver accepts samples again");
  }

  @Test
  void successesInBetweenDoNotFloodTheLog() {
    for (int second = 0; second < 120; second++) {
      log.dropped(1, DropReason.REJECTED, REJECTION);
      log.wholeWritten(log.losses());
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(recorder.lines().stream().filter(line -> line.startsWith("WARNING"))).hasSize(2);
    assertThat(recorder.lines()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void dropsThatWereNotToldAreToldAMinuteLater() {
    log.dropped(1, DropReason.REJECTED, REJECTION);
    log.wholeWritten(log.losses());
    log.dropped(5, DropReason.REJECTED, REJECTION);
    log.wholeWritten(log.losses());
    clock.advance(Duration.ofMinutes(1));
    log.wholeWritten(log.losses());

    assertThat(recorder.lines()).anyMatch(line -> line.contains("samples=5,"));
  }

  @Test
  void successWithoutTroubleIsSilent() {
    log.written();

    assertThat(recorder.lines()).isEmpty();
  }

  @Test
  void everyReasonHasItsWords() {
    for (DropReason reason : DropReason.values()) {
      LogRecorder lines = new LogRecorder();
      new DeliveryLog(lines, "e", Duration.ofSeconds(10), clock).dropped(1, reason, REJECTION);
      assertThat(lines.lines()).singleElement().asString().doesNotContain("null");
    }
  }

  @Test
  void failuresThatPassSoonAreNotTold() {
    log.failing(REJECTION);
    clock.advance(Duration.ofSeconds(9));
    log.failing(REJECTION);
    log.written();

    assertThat(recorder.lines()).isEmpty();
  }

  @Test
  void failuresThatLastAreToldAndSoIsTheirEnd() {
    log.failing(REJECTION);
    clock.advance(Duration.ofSeconds(10));
    log.failing(REJECTION);
    clock.advance(Duration.ofSeconds(5));
    log.failing(REJECTION);
    log.written();

    assertThat(recorder.lines())
        .containsExactly(
            "WARNING receiver does not accept samples, they wait: endpoint=http://host/write,"
                + " since=PT10S, samplesDropped=0, status=400, body=\"out of order sample\"",
            "INFO receiver accepts samples again: endpoint=http://host/write, after=PT15S,"
                + " samplesDropped=0");
  }

  @Test
  void failuresOfAnHourAreToldOnceAMinute() {
    for (int second = 0; second < 3_600; second++) {
      log.failing(REJECTION);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(recorder.lines()).hasSize(60);
  }

  @Test
  void dropIsToldAtOnceThoughTheWaitingWasTold() {
    log.failing(REJECTION);
    clock.advance(Duration.ofSeconds(10));
    log.failing(REJECTION);

    log.dropped(7, DropReason.EXPIRED, REJECTION);

    assertThat(recorder.lines()).hasSize(2);
    assertThat(recorder.lines().get(1)).contains("it was too old", "samples=7");
  }
}
