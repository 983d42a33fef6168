/**
 * The protobuf wire format. Entry: {@link io.github.remotewrite.client.internal.proto.ProtoBuffer}.
 */
@NullMarked
package io.github.remotewrite.client.internal.proto;

import org.jspecify.annotations.NullMarked;
