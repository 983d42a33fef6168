/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.example.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.DeliveryStatistics;
import io.github.remotewrite.receiver.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String TOP_LEFT = "\u001b[H";

  private final Board board = new Board();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void blockIsPrintedForEachArrivalButOnceASecondAtMost() {
    Screen screen = new BlockScreen(out, board);

    screen.refresh(Duration.ofMillis(100));
    assertThat(printed()).isEmpty();
    receive();
    screen.refresh(Duration.ofMillis(200));
    receive();
    screen.refresh(Duration.ofMillis(300));
    assertThat(printed()).containsOnlyOnce("requests 1 ");
    screen.refresh(Duration.ofMillis(1_200));
    screen.refresh(Duration.ofMillis(2_400));
    assertThat(printed()).containsOnlyOnce("requests 2 ");
  }

  @Test
  void lastArrivalIsPrintedAtTheEnd() {
    Screen screen = new BlockScreen(out, board);

    receive();
    screen.finish(Duration.ofMillis(100));

    assertThat(printed()).contains("requests 1 ");
  }

  @Test
  void liveTableIsRedrawnInPlace() {
    LogTail log = LogTail.install();
    Screen screen = new LiveScreen(out, board, Glyphs.UNICODE, () -> new Size(80, 24), log);

    screen.refresh(Duration.ofMillis(100));
    screen.refresh(Duration.ofMillis(400));
    receive();
    screen.refresh(Duration.ofMillis(500));
    System.getLogger("shop").log(System.Logger.Level.WARNING, "out of beans");
    screen.refresh(Duration.ofMillis(1_100));
    screen.finish(Duration.ofMillis(1_200));

    String[] frames = printed().split(Pattern.quote(TOP_LEFT), -1);
    assertThat(frames).hasSize(5);
    assertThat(frames[3]).contains("requests 1 ").contains("WARNING: out of beans");
    assertThat(frames[4]).endsWith("WARNING: out of beans" + System.lineSeparator());
  }

  @Test
  void statusIsPrintedAtEachInterval() {
    Screen screen =
        new StatusScreen(
            out,
            () -> new DeliveryStatistics(1_500, Map.of(), 0, 3, 6_000, Map.of(), Map.of()),
            Duration.ofSeconds(5));

    screen.refresh(Duration.ofSeconds(4));
    screen.refresh(Duration.ofSeconds(5));
    screen.refresh(Duration.ofSeconds(6));

    assertThat(printed().strip())
        .isEqualTo("5 s   written 1,500 (+1,500)   dropped 0   retried 0   requests 3");
  }

  @Test
  void terminalSizeIsReadOrDefault() {
    assertThat(Terminal.parse("24 80\n")).hasValue(new Size(80, 24));
    assertThat(Terminal.parse("0 0\n")).isEmpty();
    assertThat(Terminal.parse("")).isEmpty();
    assertThat(Terminal.parse("2 10")).hasValue(new Size(40, 8));
  }

  @Test
  void firstLocaleVariableDecidesAboutGlyphs() {
    assertThat(new Terminal(Map.of("LANG", "de_AT.UTF-8")).glyphs()).isEqualTo(Glyphs.UNICODE);
    assertThat(new Terminal(Map.of("LC_ALL", "C", "LANG", "C.UTF-8")).glyphs())
        .isEqualTo(Glyphs.ASCII);
    assertThat(new Terminal(Map.of()).glyphs()).isEqualTo(Glyphs.ASCII);
  }

  @Test
  void barsAddUpNeighboursThatDoNotFit() {
    assertThat(Glyphs.UNICODE.bars(List.of(1.0, 1.0, 0.0, 0.0), 2)).isEqualTo("█▁");
    assertThat(Glyphs.UNICODE.curve(List.of(5.0, 1.0, 3.0), 2)).isEqualTo("▁█");
  }

  private void receive() {
    board.add(
        new ReceivedRequest(
            1,
            Instant.EPOCH,
            "POST",
            "/",
            Map.of(),
            new byte[0],
            new byte[0],
            OptionalInt.of(204),
            List.of(),
            List.of()));
  }

  private String printed() {
    return bytes.toString(UTF_8);
  }
}
