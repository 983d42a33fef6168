/**
 * Ordered delivery: a lane takes a request from its queue and hands it over.
 *
 * <p>An attempt brings a reply; {@link io.github.remotewrite.client.internal.send.AnswerRules}
 * decides what it means. {@link io.github.remotewrite.client.internal.send.Delivery} attempts again
 * while that is temporary. Then the outcome is recorded, or {@link
 * io.github.remotewrite.client.internal.send.RefusalSearch} divides the request, or {@link
 * io.github.remotewrite.client.internal.send.VersionSwitch} takes it to the other version. Entry:
 * {@link io.github.remotewrite.client.internal.send.Lane}.
 */
@NullMarked
package io.github.remotewrite.client.internal.send;

import org.jspecify.annotations.NullMarked;
