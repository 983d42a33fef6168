/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server that shows the head of each request to the letter and answers with bytes as they stand,
 * so that a test can break HTTP.
 *
 * <p>Every connection takes one request and the next answer of the script, 204 once that is empty.
 */
final class RawServer implements AutoCloseable {
  private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

  private final ServerSocket socket;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final List<List<String>> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> leftOpen = new CopyOnWriteArrayList<>();

  private RawServer(ServerSocket socket) {
    this.socket = socket;
    Thread thread = new Thread(this::serve, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  static RawServer start() throws IOException {
    return new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  String endpoint(String pathAndQuery) {
    return "http://127.0.0.1:" + socket.getLocalPort() + pathAndQuery;
  }

  /** Answers the next request with these bytes, then closes its connection. */
  void answerNext(String answer) {
    answers.add(new Answer(answer, false));
  }

  /** Answers the next request with these bytes, then says no more. */
  void answerNextAndHang(String answer) {
    answers.add(new Answer(answer, true));
  }

  /** Returns the request line and the header lines of each request. */
  List<List<String>> heads() {
    return List.copyOf(heads);
  }

  private void serve() {
    try {
      while (true) {
        answer(socket.accept());
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void answer(Socket connection) throws IOException {
    List<String> head = readRequest(connection.getInputStream());
    heads.add(head);
    Answer answer = answers.poll();
    boolean hangs = answer != null && answer.hangs;
    try {
      connection
          .getOutputStream()
          .write((answer == null ? NO_CONTENT : answer.bytes).getBytes(ISO_8859_1));
    } catch (IOException e) {
      // The sender has read enough.
    }
    if (hangs) {
      leftOpen.add(connection);
    } else {
      connection.close();
    }
  }

  private static List<String> readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return List.of();
      }
      head.write(next);
    }
    List<String> lines = head.toString(ISO_8859_1).lines().filter(line -> !line.isEmpty()).toList();
    for (String line : lines) {
      if (line.startsWith("Content-Length: ")) {
        in.readNBytes(Integer.parseInt(line.substring("Content-Length: ".length())));
      }
    }
    return lines;
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket connection : leftOpen) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Answer(String bytes, boolean hangs) {}
}
