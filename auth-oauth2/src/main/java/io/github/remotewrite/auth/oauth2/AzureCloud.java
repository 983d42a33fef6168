/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.auth.oauth2;

/** Microsoft's clouds, which have logins and receivers of their own. */
public enum AzureCloud {
  /** Everywhere else. */
  PUBLIC("https://login.microsoftonline.com/", "https://monitor.azure.com/"),
  /** The government of the USA. */
  GOVERNMENT("https://login.microsoftonline.us/", "https://monitor.azure.us/"),
  /** China. */
  CHINA("https://login.chinacloudapi.cn/", "https://monitor.azure.cn/");

  private final String login;
  private final String monitor;

  AzureCloud(String login, String monitor) {
    this.login = login;
    this.monitor = monitor;
  }

  String authority(String tenantId) {
    return login + tenantId + "/";
  }

  /** What a token for Azure Monitor's receivers is for. */
  String monitorResource() {
    return monitor;
  }
}
