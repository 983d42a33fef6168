/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tinyproxy, which asks for a user and a password. */
public final class ForwardProxy implements AutoCloseable {
  private final ServerProcess process;

  /** Starts a proxy; skips the test if there is none. */
  public static ForwardProxy start(String user, String password) {
    Path binary = Receivers.require(Gateway.TINYPROXY_1_11);
    return new ForwardProxy(
        ServerProcess.start(
            Gateway.TINYPROXY_1_11.id(),
            1,
            (directory, ports) ->
                List.of(
                    binary.toString(),
                    "-d",
                    "-c",
                    configurationFile(directory, ports.get(0), user, password).toString()),
            ForwardProxy::isListening));
  }

  private ForwardProxy(ServerProcess process) {
    this.process = process;
  }

  private static Path configurationFile(Path directory, int port, String user, String password)
      throws IOException {
    return Files.writeString(
        directory.resolve("tinyproxy.conf"),
        """
        Port %d
        Listen 127.0.0.1
        Allow 127.0.0.1
        Timeout 600
        LogLevel Connect
        BasicAuth %s %s
        """
            .formatted(port, user, password));
  }

  private static boolean isListening(ServerProcess process) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.port(0))) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The proxy's address with what stands before the host, such as {@code user:password@}. */
  public String url(String userInfo) {
    return "http://" + userInfo + "127.0.0.1:" + process.port(0);
  }

  /** What it was asked for so far, a request or a tunnel a line. */
  public List<String> requests() {
    return process.log().lines().filter(line -> line.contains("Request (file descriptor")).toList();
  }

  @Override
  public void close() {
    process.close();
  }
}
