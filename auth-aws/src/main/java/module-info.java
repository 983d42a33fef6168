/** Signs Remote Write requests for Amazon Managed Service for Prometheus. */
module io.github.remotewrite.auth.aws {
  requires transitive io.github.remotewrite.client;
  requires static transitive org.jspecify;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.auth.aws;
  requires software.amazon.awssdk.http.auth.spi;
  requires software.amazon.awssdk.http.urlconnection;
  requires transitive software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.services.sts;
  requires software.amazon.awssdk.utils;

  exports io.github.remotewrite.auth.aws;
}
