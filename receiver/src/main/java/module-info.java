/** An embeddable, strict Remote Write receiver for tests and demonstrations. */
module io.github.remotewrite.receiver {
  requires com.google.protobuf;
  requires jdk.httpserver;
  requires snappy.java;
  requires static org.jspecify;

  exports io.github.remotewrite.receiver;
  // Protobuf reads the fields of generated messages by reflection.
  exports io.github.remotewrite.receiver.internal.proto.v1 to
      com.google.protobuf;
  exports io.github.remotewrite.receiver.internal.proto.v2 to
      com.google.protobuf;
}
