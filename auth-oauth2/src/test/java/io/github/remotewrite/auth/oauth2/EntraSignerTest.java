/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.github.remotewrite.client.spi.ReceiverAnswer;
import io.github.remotewrite.client.spi.UnsignedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Microsoft's library against answers of Entra that a test makes. */
class EntraSignerTest {
  private static final String SECRET = "s3cr3t";
  private static final UnsignedRequest REQUEST =
      new UnsignedRequest("POST", URI.create("http://receiver/"), Map.of(), new byte[0]);

  private final FakeTime time = new FakeTime();
  private final FakeEntra entra = new FakeEntra();

  /** Answers every request for a token. */
  private static final class FakeEntra implements IHttpClient {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger issued = new AtomicInteger();
    private int status = 200;

    @Override
    public IHttpResponse send(HttpRequest request) {
      HttpResponse response = new HttpResponse();
      response.addHeaders(Map.of("Content-Type", List.of("application/json")));
      if (request.url().getPath().contains("discovery")) {
        response.statusCode(200);
        response.body(
            "{\"tenant_discovery_endpoint\":\"https://login.microsoftonline.com/t/.well-known/openid-configuration\",\"metadata\":[]}");
        return response;
      }
      asked.add(request.url() + " " + request.body());
      response.statusCode(status);
      response.body(
          status == 200
              ? "{\"token_type\":\"Bearer\",\"expires_in\":\"3600\",\"expires_on\":\"1893456000\",\"access_token\":\"entra-%d\"}"
                  .formatted(issued.incrementAndGet())
              : "{\"error\":\"invalid_client\",\"error_description\":\"no\"}");
      return response;
    }
  }

  private EntraSignerBuilder builder() {
    return EntraSigner.builder().setClock(time).setHttpClient(entra);
  }

  @Test
  void applicationGetsATokenForAzureMonitor() throws Exception {
    EntraSigner signer = builder().setClientSecret("the-tenant", "the-client", SECRET).build();

    assertThat(signer.sign(REQUEST)).isEqualTo(Map.of("Authorization", "Bearer entra-1"));
    assertThat(signer.sign(REQUEST)).isEqualTo(Map.of("Authorization", "Bearer entra-1"));

    assertThat(entra.asked)
        .singleElement()
        .asString()
        .startsWith("https://login.microsoftonline.com/the-tenant/oauth2/v2.0/token ")
        .contains("grant_type=client_credentials", "client_id=the-client", "monitor.azure.com");
    assertThat(signer.toString()).contains("setClientSecret").doesNotContain(SECRET);
  }

  @Test
  void refusedTokenIsReplaced() throws Exception {
    EntraSigner signer = builder().setClientSecret("the-tenant", "the-client", SECRET).build();
    Map<String, String> first = signer.sign(REQUEST);
    time.advance(Duration.ofMinutes(1));

    assertThat(signer.shouldSignAgain(first, new ReceiverAnswer(401, Map.of()))).isTrue();
    assertThat(signer.sign(REQUEST)).isEqualTo(Map.of("Authorization", "Bearer entra-2"));
  }

  @Test
  void eachCloudHasItsLogin() throws Exception {
    EntraSigner signer =
        builder()
            .setCloud(AzureCloud.GOVERNMENT)
            .setClientSecret("the-tenant", "the-client", SECRET)
            .build();

    Map<String, String> unused = signer.sign(REQUEST);

    assertThat(entra.asked.get(0))
        .startsWith("https://login.microsoftonline.us/the-tenant/")
        .contains("monitor.azure.us");
  }

  @Test
  void managedIdentityIsThatOfTheMachine() throws Exception {
    EntraSigner signer = builder().setManagedIdentity("the-identity").build();

    assertThat(signer.sign(REQUEST)).isEqualTo(Map.of("Authorization", "Bearer entra-1"));

    assertThat(entra.asked.get(0)).contains("169.254.169.254", "the-identity", "monitor.azure.com");
  }

  @Test
  void refusalIsAFailureToSign() {
    entra.status = 401;
    EntraSigner signer = builder().setClientSecret("the-tenant", "the-client", SECRET).build();

    assertThatThrownBy(() -> signer.sign(REQUEST))
        .isInstanceOf(IOException.class)
        .hasMessage("Entra gives no token: error=invalid_client");
  }

  @Test
  void oneIdentityMustBeSet() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().build())
        .withMessage(
            "one of setClientSecret, setClientCertificate, setManagedIdentity must be set: set=[]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setManagedIdentity().setClientSecret("t", "c", SECRET).build())
        .withMessageEndingWith("set=[setClientSecret, setManagedIdentity]");
  }

  @Test
  void secretIsHiddenInToString() {
    assertThat(builder().setClientSecret("t", "c", SECRET).toString()).doesNotContain(SECRET);
  }
}
