/**
 * Ordered delivery: attempt, outcome, retry or next. Entry: {@link
 * io.github.remotewrite.client.internal.send.Lane}.
 */
@NullMarked
package io.github.remotewrite.client.internal.send;

import org.jspecify.annotations.NullMarked;
