/**
 * Whom to trust and who we are. Entry: {@link
 * io.github.remotewrite.client.internal.http.tls.TlsSettings}.
 */
@NullMarked
package io.github.remotewrite.client.internal.http.tls;

import org.jspecify.annotations.NullMarked;
