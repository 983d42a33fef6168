/**
 * The ways to prove who sends that need no library. Entry: {@link
 * io.github.remotewrite.client.internal.http.auth.Authentication}.
 */
@NullMarked
package io.github.remotewrite.client.internal.http.auth;

import org.jspecify.annotations.NullMarked;
