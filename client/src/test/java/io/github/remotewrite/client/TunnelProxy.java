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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that opens a tunnel for everybody (RFC 9110, 9.3.6) and keeps what it was asked. */
final class TunnelProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<List<String>> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private TunnelProxy(ServerSocket socket) {
    this.socket = socket;
    executor.execute(this::serve);
  }

  static TunnelProxy start() throws IOException {
    return new TunnelProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Returns the request line and the header lines of each request for a tunnel. */
  List<List<String>> heads() {
    return List.copyOf(heads);
  }

  private void serve() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        executor.execute(() -> tunnel(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void tunnel(Socket connection) {
    try {
      List<String> head = readHead(connection.getInputStream());
      heads.add(head);
      String[] hostAndPort = head.get(0).split(" ", -1)[1].split(":", -1);
      Socket onward = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
      open.add(onward);
      connection
          .getOutputStream()
          .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1));
      executor.execute(() -> copy(onward, connection));
      copy(connection, onward);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has gone, so the other may.
    }
  }

  private static List<String> readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(in.read());
    }
    return head.toString(ISO_8859_1).lines().filter(line -> !line.isEmpty()).toList();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
    executor.shutdownNow();
  }
}
