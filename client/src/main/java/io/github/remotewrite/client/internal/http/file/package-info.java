/**
 * Settings in files that change while they are in use. Entry: {@link
 * io.github.remotewrite.client.internal.http.file.Reloading}.
 */
@NullMarked
package io.github.remotewrite.client.internal.http.file;

import org.jspecify.annotations.NullMarked;
