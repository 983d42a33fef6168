/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.it.backend;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An InfluxDB 1.x with one empty database, which takes Remote-Write 1.0 requests. */
public final class InfluxServer implements AutoCloseable {
  private static final String DATABASE = "prom";

  private final ServerProcess process;
  private final Http http;
  // In the query of a URL, the one place where it looks for them besides a header.
  private final String credentials;

  /** Starts a server and creates the database; skips the test if there is no such receiver. */
  public static InfluxServer start(RealReceiver receiver) {
    return start(receiver, "", "");
  }

  /** As {@link #start(RealReceiver)}, for one user only. */
  public static InfluxServer startWithPassword(
      RealReceiver receiver, String user, String password) {
    return start(
        receiver,
        "?u=" + user + "&p=" + password,
        "CREATE USER %s WITH PASSWORD '%s' WITH ALL PRIVILEGES".formatted(user, password));
  }

  private static InfluxServer start(RealReceiver receiver, String credentials, String createUser) {
    Path binary = Receivers.require(receiver);
    Http http = Http.plain();
    ServerProcess process =
        ServerProcess.start(
            receiver.id(),
            2,
            (directory, ports) ->
                List.of(
                    binary.toString(),
                    "run",
                    "-config",
                    configurationFile(directory, ports.get(0), ports.get(1), !credentials.isEmpty())
                        .toString()),
            server -> http.succeeds(baseUri(server).resolve("ping")));
    if (!credentials.isEmpty()) {
      new InfluxServer(process, http, "").query(createUser);
    }
    InfluxServer server = new InfluxServer(process, http, credentials);
    server.query("CREATE DATABASE " + DATABASE);
    return server;
  }

  private InfluxServer(ServerProcess process, Http http, String credentials) {
    this.process = process;
    this.http = http;
    this.credentials = credentials;
  }

  private static Path configurationFile(
      Path directory, int port, int backupPort, boolean asksForPassword) throws IOException {
    return Files.writeString(
        directory.resolve("influxdb.conf"),
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%2$d"
        [meta]
          dir = "%3$s/meta"
        [data]
          dir = "%3$s/data"
          wal-dir = "%3$s/wal"
        [http]
          bind-address = "127.0.0.1:%1$d"
          auth-enabled = %4$b
        [monitor]
          store-enabled = false
        """
            .formatted(port, backupPort, directory, asksForPassword));
  }

  public URI baseUri() {
    return baseUri(process);
  }

  private static URI baseUri(ServerProcess process) {
    return URI.create("http://127.0.0.1:" + process.port(0) + "/");
  }

  public URI writeEndpoint() {
    return baseUri().resolve("api/v1/prom/write?db=" + DATABASE);
  }

  /**
   * The rows that an InfluxQL statement gives, as column to value; labels are columns too. A series
   * is in the measurement of its name, its value in the column {@code value}, its time in
   * milliseconds in {@code time}.
   */
  public List<Map<String, String>> query(String influxQl) {
    String body =
        http.postForm(
            baseUri().resolve("query" + credentials),
            List.of(
                Http.field("db", DATABASE), Http.field("epoch", "ms"), Http.field("q", influxQl)));
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonElement result :
        JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("results")) {
      if (result.getAsJsonObject().has("error")) {
        throw new IllegalStateException("query must succeed: body=\"" + body.strip() + "\"");
      }
      if (result.getAsJsonObject().has("series")) {
        for (JsonElement series : result.getAsJsonObject().getAsJsonArray("series")) {
          addRows(series.getAsJsonObject(), rows);
        }
      }
    }
    return List.copyOf(rows);
  }

  private static void addRows(JsonObject series, List<Map<String, String>> rows) {
    JsonArray columns = series.getAsJsonArray("columns");
    for (JsonElement values : series.getAsJsonArray("values")) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        JsonElement value = values.getAsJsonArray().get(i);
        if (!value.isJsonNull()) {
          row.put(columns.get(i).getAsString(), value.getAsString());
        }
      }
      rows.add(row);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** What the server has printed so far. */
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
