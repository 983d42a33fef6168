/**
 * What is written: {@link io.github.remotewrite.client.model.Series}, known by its {@link
 * io.github.remotewrite.client.model.Labels}.
 */
@NullMarked
package io.github.remotewrite.client.model;

import org.jspecify.annotations.NullMarked;
