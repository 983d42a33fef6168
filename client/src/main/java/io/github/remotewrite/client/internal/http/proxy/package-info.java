/**
 * The way to a receiver through proxies. Entry: {@link
 * io.github.remotewrite.client.internal.http.proxy.ProxySettings}.
 */
@NullMarked
package io.github.remotewrite.client.internal.http.proxy;

import org.jspecify.annotations.NullMarked;
