/** A Prometheus Remote Write sender for any Java program. */
module io.github.remotewrite.client {
  requires java.net.http;
  requires static transitive org.jspecify;

  exports io.github.remotewrite.client;
  exports io.github.remotewrite.client.model;
}
