/**
 * Authentication by tokens that are fetched. Entries: {@link
 * io.github.remotewrite.auth.oauth2.OAuth2Signer}, {@link
 * io.github.remotewrite.auth.oauth2.EntraSigner}.
 */
@NullMarked
package io.github.remotewrite.auth.oauth2;

import org.jspecify.annotations.NullMarked;
