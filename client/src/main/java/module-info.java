/** A Prometheus Remote Write sender for any Java program. */
@SuppressWarnings("module") // The exporter is built after its client.
module io.github.remotewrite.client {
  requires static com.github.luben.zstd_jni;
  requires java.net.http;
  requires static transitive org.jspecify;

  exports io.github.remotewrite.client;
  exports io.github.remotewrite.client.model;
  exports io.github.remotewrite.client.spi;
  exports io.github.remotewrite.client.internal.text to
      io.github.remotewrite.otel;
}
