/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.Metadata;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.receiver.Answer;
import io.github.remotewrite.receiver.Protocol;
import io.github.remotewrite.receiver.RemoteWriteReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The table of answers in docs/protocol.md, by doing: a receiver gives one answer to a request of
 * four samples, then its usual ones, and the table says what the client made of it.
 */
class AnswersTableIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");
  private static final String BEGIN = "<!-- answers: made by AnswersTableIT -->\n";
  private static final String END = "<!-- end of answers -->\n";
  private static final String COUNT = "X-Prometheus-Remote-Write-Samples-Written";

  @Test
  void documentSaysWhatIsMadeOfAnswers() throws IOException {
    String document = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    String table = table();
    Path made = Path.of("target", "answers.md");
    Files.writeString(made, table, StandardCharsets.UTF_8);

    assertThat(document.substring(begin, document.indexOf(END)))
        .as("the table in docs/protocol.md, which is now in client/" + made)
        .isEqualTo(table);
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("| the answer to four samples | to 1.0 | to 2.0, at first | to 2.0, later |\n");
    table.append("|---|---|---|---|\n");
    answers()
        .forEach(
            (name, answer) ->
                table
                    .append("| ")
                    .append(name)
                    .append(" | ")
                    .append(outcome(ProtocolVersion.V1, false, answer))
                    .append(" | ")
                    .append(outcome(ProtocolVersion.AUTO, false, answer))
                    .append(" | ")
                    .append(outcome(ProtocolVersion.AUTO, true, answer))
                    .append(" |\n"));
    return table.toString();
  }

  private static Map<String, Answer> answers() {
    Map<String, Answer> answers = new LinkedHashMap<>();
    answers.put("2xx", Answer.status(204).afterStoring().withHeader(COUNT, "4"));
    answers.put("2xx without Written headers", Answer.status(200));
    answers.put(
        "2xx with a page (`text/html`)",
        Answer.status(200).withHeader("Content-Type", "text/html").withBody("<html></html>"));
    answers.put("204 with a length, or chunked", Answer.noContentWithBody().afterStoring());
    answers.put("3xx", Answer.status(308).withHeader("Location", "https://elsewhere/"));
    answers.put("400, 422 without Written headers", Answer.status(400));
    answers.put("400, 422, Written 0", Answer.status(400).withHeader(COUNT, "0"));
    answers.put("400, 422, Written 3 of 4", Answer.status(400).withHeader(COUNT, "3"));
    answers.put("400, 422, Written 4 of 4", Answer.status(400).withHeader(COUNT, "4"));
    answers.put("401", Answer.status(401));
    answers.put("403, 404, 405, 406, 415", Answer.status(404));
    answers.put("408 on a new connection", Answer.status(408));
    answers.put("409", Answer.status(409));
    answers.put("413", Answer.status(413));
    answers.put("429", Answer.status(429));
    answers.put("other 4xx", Answer.status(410));
    answers.put("500, 501", Answer.status(500));
    answers.put("other 5xx", Answer.status(503));
    answers.put("none", Answer.closeConnection());
    return answers;
  }

  /**
   * @param understood whether the receiver has answered another request as usual before
   */
  private static String outcome(ProtocolVersion protocol, boolean understood, Answer answer) {
    try (RemoteWriteReceiver receiver = RemoteWriteReceiver.start();
        RemoteWriteClient client = client(receiver, protocol)) {
      // A new connection for each request: 408 means something else on an old one.
      if (understood) {
        receiver.answerNext(Answer.store().withHeader("Connection", "close"));
        ClientFixture.await(client.write(batch -> add(batch, 1, 0)));
      }
      long writtenBefore = client.statistics().samplesWritten();
      int requestsBefore = receiver.requests().size();
      receiver.answerNext(answer);
      CompletableFuture<WriteResult> result = client.write(batch -> add(batch, 4, 1));
      if (understood) {
        // The next answer decides whether the refusal was about the version.
        ClientFixture.await(client.write(batch -> add(batch, 1, 2)));
        writtenBefore++;
      }
      ClientFixture.await(result);
      StringBuilder versions = new StringBuilder();
      receiver.requests().stream()
          .skip(requestsBefore)
          .limit(receiver.requests().size() - requestsBefore - (understood ? 1 : 0))
          .forEach(request -> versions.append(request.protocol() == Protocol.V1 ? "1" : "2"));
      return text(
          versions.toString(),
          client.statistics().samplesWritten() - writtenBefore,
          client.statistics());
    }
  }

  private static RemoteWriteClient client(RemoteWriteReceiver receiver, ProtocolVersion protocol) {
    return ClientFixture.impatient(receiver.endpoint()).setProtocol(protocol).build();
  }

  /** Returns what happened in words. */
  private static String text(String versions, long written, DeliveryStatistics statistics) {
    String first = versions.substring(0, 1);
    boolean repeated = versions.length() == 2 && versions.charAt(1) == first.charAt(0);
    boolean other = versions.length() == 2 && versions.charAt(1) != first.charAt(0);
    StringBuilder text = new StringBuilder();
    if (other) {
      text.append("again as 1.0");
    } else if (repeated) {
      text.append("sent again");
    } else if (versions.length() > 2) {
      text.append("divided");
    } else if (written == 4) {
      return "written";
    }
    statistics
        .samplesDropped()
        .forEach(
            (reason, count) -> {
              if (count > 0) {
                text.append(text.isEmpty() ? "" : ", ");
                text.append(count == 4 ? "" : written + " written, " + count + " ");
                text.append("`" + reason + "`");
              }
            });
    return text.toString();
  }

  private static void add(Batch batch, int count, int second) {
    for (int i = 0; i < count; i++) {
      batch.add(
          Series.of(
              Labels.of("__name__", "n", "i", Integer.toString(i)),
              new Metadata(Metadata.Type.GAUGE, "n", "help", "")),
          ClientFixture.T + second,
          i);
    }
  }
}
