/** What options are made of. */
@NullMarked
package io.github.remotewrite.client.internal.http.option;

import org.jspecify.annotations.NullMarked;
