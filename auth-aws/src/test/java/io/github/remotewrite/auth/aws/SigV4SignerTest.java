/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class SigV4SignerTest {
  private static final String ACCESS_KEY = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
  private static final SigV4Verifier VERIFIER = new SigV4Verifier(ACCESS_KEY, SECRET);

  private static SigV4SignerBuilder builder() {
    return SigV4Signer.builder()
        .setRegion("eu-west-1")
        .setCredentials(ACCESS_KEY, SECRET)
        .setClock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static UnsignedRequest request(String uri) {
    return new UnsignedRequest(
        "POST",
        URI.create(uri),
        Map.of(
            "Content-Type", "application/x-protobuf",
            "Content-Encoding", "snappy",
            "X-Prometheus-Remote-Write-Version", "0.1.0",
            "User-Agent", "test",
            "Retry-Attempt", "3"),
        "some bytes".getBytes(UTF_8));
  }

  private static Map<String, String> sent(UnsignedRequest request, Map<String, String> signed) {
    Map<String, String> all = new HashMap<>(request.headers());
    URI uri = request.uri();
    all.put("Host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
    all.putAll(signed);
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write",
        "https://aps-workspaces.eu-west-1.amazonaws.com:8443/workspaces/ws-1/api/v1/remote_write",
        "http://127.0.0.1:9090/",
        "https://host/a%20b/c",
        "https://host/write?b=2&a=1&empty=",
      })
  void signatureIsWhatTheSpecificationSays(String uri) throws Exception {
    UnsignedRequest request = request(uri);

    Map<String, String> signed = builder().build().sign(request);

    SigV4Verifier.Verified verified =
        VERIFIER.verify("POST", request.uri(), sent(request, signed), request.body());
    assertThat(verified.region()).isEqualTo("eu-west-1");
    assertThat(verified.service()).isEqualTo("aps");
    assertThat(verified.signedHeaders())
        .contains("content-type", "content-encoding", "x-prometheus-remote-write-version")
        .doesNotContain("user-agent", "retry-attempt");
    assertThat(signed).containsEntry("X-Amz-Date", "20150830T123600Z");
  }

  @Test
  void everythingThatMattersIsSigned() throws Exception {
    UnsignedRequest request = request("https://host/write?a=1");
    Map<String, String> sent = sent(request, builder().build().sign(request));

    for (String name : List.of("Content-Type", "Content-Encoding", "Host", "X-Amz-Date")) {
      Map<String, String> changed = new HashMap<>(sent);
      changed.put(name, sent.get(name) + "0");
      assertThatThrownBy(() -> VERIFIER.verify("POST", request.uri(), changed, request.body()))
          .as(name)
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(() -> VERIFIER.verify("POST", request.uri(), sent, new byte[] {1}))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> VERIFIER.verify("POST", URI.create("https://host/write"), sent, request.body()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void sessionsTokenGoesAlongSigned() throws Exception {
    UnsignedRequest request = request("https://host/write");

    Map<String, String> signed =
        builder().setCredentials(ACCESS_KEY, SECRET, "the-token").build().sign(request);

    assertThat(signed).containsEntry("X-Amz-Security-Token", "the-token");
    assertThat(
            VERIFIER
                .verify("POST", request.uri(), sent(request, signed), request.body())
                .signedHeaders())
        .contains("x-amz-security-token");
  }

  @Test
  void clockIsCorrectedByTheAnswersDateOnce() throws Exception {
    SigV4Signer signer = builder().build();
    UnsignedRequest request = request("https://host/write");
    Map<String, String> signed = signer.sign(request);
    ReceiverAnswer answer =
        new ReceiverAnswer(403, Map.of("Date", List.of("Sun, 30 Aug 2015 13:36:00 GMT")));

    assertThat(signer.shouldSignAgain(signed, answer)).isTrue();

    Map<String, String> again = signer.sign(request);
    assertThat(again).containsEntry("X-Amz-Date", "20150830T133600Z");
    VERIFIER.verify("POST", request.uri(), sent(request, again), request.body());
    assertThat(signer.shouldSignAgain(again, answer)).isFalse();
    // Another thread, which signed before.
    assertThat(signer.shouldSignAgain(signed, answer)).isTrue();
  }

  @Test
  void refusalForAnotherReasonStands() throws Exception {
    SigV4Signer signer = builder().build();
    Map<String, String> signed = signer.sign(request("https://host/write"));
    Map<String, List<String>> inTime = Map.of("Date", List.of("Sun, 30 Aug 2015 12:39:59 GMT"));
    Map<String, List<String>> late = Map.of("Date", List.of("Sun, 30 Aug 2015 13:36:00 GMT"));

    assertThat(signer.shouldSignAgain(signed, new ReceiverAnswer(403, inTime))).isFalse();
    assertThat(signer.shouldSignAgain(signed, new ReceiverAnswer(403, Map.of()))).isFalse();
    assertThat(
            signer.shouldSignAgain(
                signed, new ReceiverAnswer(403, Map.of("Date", List.of("yesterday")))))
        .isFalse();
    assertThat(signer.shouldSignAgain(signed, new ReceiverAnswer(200, late))).isFalse();
    assertThat(signer.shouldSignAgain(signed, new ReceiverAnswer(500, late))).isFalse();
  }

  @Test
  void contradictionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setProfile("metrics").build())
        .withMessage("at most one of setCredentials, setProfile may be set: count=2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> builder().setCredentialsProvider(AnonymousCredentialsProvider.create()).build())
        .withMessage("at most one of setCredentials, setCredentialsProvider may be set: count=2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setExternalId("x").build())
        .withMessage("setExternalId needs setRoleArn: roleArn=unset");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setFipsStsEndpointUsed(true).build())
        .withMessage("setFipsStsEndpointUsed needs setRoleArn: roleArn=unset");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setRegion(" "))
        .withMessage("region must not be blank: length=1");
  }

  @Test
  void secretsAreHiddenInToString() {
    SigV4SignerBuilder builder = builder().setCredentials(ACCESS_KEY, SECRET, "the-token");

    assertThat(builder + " " + builder.build())
        .contains("eu-west-1", "aps")
        .doesNotContain(SECRET, "the-token");
  }

  @Test
  void timeThatHasMovedOnIsSigned() throws Exception {
    Clock later = Clock.offset(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofDays(1));

    assertThat(builder().setClock(later).build().sign(request("https://host/")))
        .containsEntry("X-Amz-Date", "20150831T123600Z");
  }
}
