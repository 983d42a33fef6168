/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.aws;

import java.util.List;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Where credentials come from, and what that takes.
 *
 * @param kind where from, in a form that can be shown
 * @param owned what to close in the end
 */
record SigningCredentials(
    String kind,
    IdentityProvider<? extends AwsCredentialsIdentity> provider,
    List<SdkAutoCloseable> owned)
    implements AutoCloseable {
  AwsCredentialsIdentity resolve() {
    return provider.resolveIdentity().join();
  }

  @Override
  public void close() {
    owned.forEach(SdkAutoCloseable::close);
  }

  /** Shows where they come from. */
  @Override
  public String toString() {
    return "credentials=" + kind;
  }
}
