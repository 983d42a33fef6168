/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver;

import static io.github.remotewrite.receiver.MessageV2.sample;
import static io.github.remotewrite.receiver.TestMessages.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.receiver.internal.proto.v2.Request;
import io.github.remotewrite.receiver.internal.proto.v2.TimeSeries;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote Write 2.0, Symbols. */
final class SymbolRulesIT extends ReceiverFixture {
  private final MessageV2 message = new MessageV2();

  @Test
  void sharedSymbolsAreResolved() throws Exception {
    TimeSeries.Builder up = message.gauge("__name__", "up", "a", "up", "b", "a");

    sender.send(message.add(up.addSamples(sample(T, 1))).build());

    assertAccepted();
    assertThat(receiver.series(Map.of("__name__", "up", "a", "up", "b", "a"))).isPresent();
  }

  @Test
  void requestWithoutSymbolsIsRefused() throws Exception {
    sender.send(Request.getDefaultInstance());

    assertRefused(Rule.SYMBOLS_FIRST);
  }

  @Test
  void firstSymbolThatIsNotEmptyIsRefused() throws Exception {
    sender.send(Request.newBuilder().addSymbols("x").build());

    assertRefused(Rule.SYMBOLS_FIRST);
  }

  @Test
  void repeatedSymbolIsRefused() throws Exception {
    TimeSeries.Builder up = message.gauge("__name__", "up").addSamples(sample(T, 1));
    Request.Builder request = message.add(up.addLabelsRefs(3).addLabelsRefs(4)).builder();

    sender.send(request.addSymbols("a").addSymbols("up").build());

    assertRefused(Rule.SYMBOLS_UNIQUE);
  }

  @Test
  void symbolNothingRefersToIsRefused() throws Exception {
    sender.send(MessageV2.up().builder().addSymbols("lonely").build());

    assertRefused(Rule.SYMBOLS_USED);
    assertThat(receiver.violations().get(0).detail()).isEqualTo("index=3, symbol=\"lonely\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, -1})
  void labelThatRefersToNoSymbolIsRefused(int ref) throws Exception {
    TimeSeries.Builder up = message.gauge("__name__", "up", "a", "1").addSamples(sample(T, 1));

    sender.send(message.add(up.addLabelsRefs(3).addLabelsRefs(ref)).build());

    assertRefused(Rule.SYMBOL_PRESENT);
  }

  @Test
  void labelOfAnExemplarThatRefersToNoSymbolIsRefused() throws Exception {
    TimeSeries.Builder requests = message.counter("__name__", "requests_total");
    requests.addSamples(sample(T, 1));

    sender.send(
        message
            .add(requests.addExemplars(message.exemplar(T).addLabelsRefs(9).addLabelsRefs(1)))
            .build());

    assertRefused(Rule.SYMBOL_PRESENT);
  }

  @Test
  void helpAndUnitThatReferToNoSymbolAreRefused() throws Exception {
    TimeSeries.Builder up = message.gauge("__name__", "up").addSamples(sample(T, 1));
    up.getMetadataBuilder().setHelpRef(3).setUnitRef(4);

    sender.send(message.add(up).build());

    assertRefused(Rule.SYMBOL_PRESENT, Rule.SYMBOL_PRESENT);
  }

  @Test
  void oddNumberOfReferencesIsRefused() throws Exception {
    TimeSeries.Builder up = message.gauge("__name__", "up").addSamples(sample(T, 1));

    sender.send(message.add(up.addLabelsRefs(2)).build());

    assertRefused(Rule.LABELS_REFS_EVEN);
  }
}
