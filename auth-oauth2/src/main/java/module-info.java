/** Tokens for Remote Write requests: OAuth 2.0 client credentials and Microsoft Entra. */
@SuppressWarnings("module") // OAuth 2 ends with a digit.
module io.github.remotewrite.auth.oauth2 {
  requires com.microsoft.aad.msal4j;
  requires oauth2.oidc.sdk;
  requires transitive io.github.remotewrite.client;
  requires static transitive org.jspecify;

  exports io.github.remotewrite.auth.oauth2;
}
