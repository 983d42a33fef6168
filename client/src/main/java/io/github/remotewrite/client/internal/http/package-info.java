/**
 * One attempt over HTTP. Entry: {@link io.github.remotewrite.client.internal.http.HttpTransport}.
 */
@NullMarked
package io.github.remotewrite.client.internal.http;

import org.jspecify.annotations.NullMarked;
