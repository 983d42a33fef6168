/**
 * Authentication by AWS Signature Version 4. Entry: {@link
 * io.github.remotewrite.auth.aws.SigV4Signer}.
 */
@NullMarked
package io.github.remotewrite.auth.aws;

import org.jspecify.annotations.NullMarked;
