/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * How a sender works, and how its receiver is reached: the options that every kind of sender has.
 *
 * <p>As with {@link EndpointOptions}, setters check their own value. Not meant to be extended by
 * others.
 *
 * @param <B> the builder that has these options
 */
public abstract class SenderOptions<B extends SenderOptions<B>> extends EndpointOptions<B> {
  /** {@value}. */
  public static final int DEFAULT_MAX_SAMPLES_PER_SEND = 10_000;

  /** {@value}. */
  public static final int DEFAULT_MAX_REQUEST_BYTES = 3_000_000;

  /** {@value}. */
  public static final int DEFAULT_MAX_SHARDS = 1;

  /** {@value} seconds. */
  public static final long DEFAULT_TIMEOUT_SECONDS = 10;

  /** {@value} seconds. */
  public static final long DEFAULT_METADATA_SEND_INTERVAL_SECONDS = 60;

  private Duration timeout = Duration.ofSeconds(DEFAULT_TIMEOUT_SECONDS);
  private int maxSamplesPerSend = DEFAULT_MAX_SAMPLES_PER_SEND;
  private int maxRequestBytes = DEFAULT_MAX_REQUEST_BYTES;
  private boolean createdTimestampsEnabled;
  private Duration metadataSendInterval =
      Duration.ofSeconds(DEFAULT_METADATA_SEND_INTERVAL_SECONDS);
  private int maxShards = DEFAULT_MAX_SHARDS;
  private final List<RemoteWriteEndpoint> endpoints = new ArrayList<>();
  private ResultPolicy resultPolicy = ResultPolicy.ALL;
  private ThreadFactory threadFactory = Thread::new;

  /** A builder for this receiver, with defaults. */
  protected SenderOptions(String endpoint) {
    super(endpoint);
  }

  /** A builder with the settings of another. */
  protected SenderOptions(SenderOptions<?> other) {
    super(other);
    this.timeout = other.timeout;
    this.maxSamplesPerSend = other.maxSamplesPerSend;
    this.maxRequestBytes = other.maxRequestBytes;
    this.createdTimestampsEnabled = other.createdTimestampsEnabled;
    this.metadataSendInterval = other.metadataSendInterval;
    this.maxShards = other.maxShards;
    this.endpoints.addAll(other.endpoints);
    this.resultPolicy = other.resultPolicy;
    this.threadFactory = other.threadFactory;
  }

  /**
   * Sets how long one attempt may take, and after what time a result, a flush and a shutdown
   * complete whatever has happened. If unset, defaults to {@value #DEFAULT_TIMEOUT_SECONDS}
   * seconds.
   *
   * <p>What has no outcome by then stays queued and is still delivered; see {@link
   * #setSampleAgeLimit}. More suits slow receivers; but a reader doesn't collect while an export is
   * under way, so keep it below the reader's interval. For the same reason it can't be unlimited.
   */
  public B setTimeout(Duration timeout) {
    this.timeout = requirePositive(timeout, "timeout");
    return self();
  }

  /**
   * Sets how many samples one request carries at most. If unset, defaults to {@value
   * #DEFAULT_MAX_SAMPLES_PER_SEND}.
   *
   * <p>What a request costs besides its samples is as much as the encoding of thousands of them, so
   * fewer and larger ones are cheaper; they take more memory, and more is lost at once when a
   * receiver rejects one. Prometheus' own requests carry 2,000, others' 10,000. {@link
   * #setMaxRequestBytes} may close a request earlier. A group of series that is larger by itself
   * goes alone, undivided.
   */
  public B setMaxSamplesPerSend(int maxSamplesPerSend) {
    this.maxSamplesPerSend = requirePositive(maxSamplesPerSend, "maxSamplesPerSend");
    return self();
  }

  /**
   * Sets how many bytes a request has at most before compression. If unset, defaults to {@value
   * #DEFAULT_MAX_REQUEST_BYTES}.
   *
   * <p>Receivers bound this: Prometheus at 32 MiB, others far lower. {@link #setMaxSamplesPerSend}
   * may close a request earlier. After the first writes the memory of up to 16 such requests is in
   * use for some milliseconds, for each shard.
   */
  public B setMaxRequestBytes(int maxRequestBytes) {
    this.maxRequestBytes = requirePositive(maxRequestBytes, "maxRequestBytes");
    return self();
  }

  /**
   * Sets whether start timestamps are sent in the field of earlier drafts of 2.0, too. If unset,
   * defaults to false.
   *
   * <p>Prometheus 2.54 to 3.7, the 3.5 line among them, knows no other; later ones ignore it. Takes
   * seven bytes for each sample before compression.
   */
  public B setCreatedTimestampsEnabled(boolean createdTimestampsEnabled) {
    this.createdTimestampsEnabled = createdTimestampsEnabled;
    return self();
  }

  /**
   * Sets how often type, help and unit of each metric are sent along; zero for never. If unset,
   * defaults to {@value #DEFAULT_METADATA_SEND_INTERVAL_SECONDS} seconds.
   *
   * <p>Receivers forget metadata after some minutes. Each metric's takes about 100 bytes before
   * compression. This is about 1.0; in 2.0 every series has its metadata.
   */
  public B setMetadataSendInterval(Duration metadataSendInterval) {
    requireNonNull(metadataSendInterval, "metadataSendInterval");
    if (!metadataSendInterval.isZero()) {
      requirePositive(metadataSendInterval, "metadataSendInterval");
    }
    this.metadataSendInterval = metadataSendInterval;
    return self();
  }

  /**
   * Sets how many lanes to each receiver there are. If unset, defaults to {@value
   * #DEFAULT_MAX_SHARDS}; at most 64.
   *
   * <p>A series is always on the same lane, and a lane has one request in flight. One is enough for
   * some 100,000 samples a second, less where the receiver is far away; more deliver more at once,
   * and catch up faster after an outage, at the price of a thread and a connection each, and of
   * smaller requests.
   */
  public B setMaxShards(int maxShards) {
    require(
        maxShards >= 1 && maxShards <= 64,
        "maxShards must be from 1 to 64: maxShards=" + maxShards);
    this.maxShards = maxShards;
    return self();
  }

  /**
   * Adds a receiver that gets the same samples as the one of {@link #setEndpoint}.
   *
   * <p>Samples are encoded once for each version of Remote Write. Each receiver has its own queue:
   * one that is away neither delays another nor costs it anything.
   */
  public B addEndpoint(RemoteWriteEndpoint endpoint) {
    endpoints.add(requireNonNull(endpoint, "endpoint"));
    return self();
  }

  /**
   * Sets what a result says where there are several receivers. If unset, defaults to {@link
   * ResultPolicy#ALL}.
   */
  public B setResultPolicy(ResultPolicy resultPolicy) {
    this.resultPolicy = requireNonNull(resultPolicy, "resultPolicy");
    return self();
  }

  /** Returns a client with these settings, which are checked as a whole. */
  protected final RemoteWriteClient buildClient() {
    requireConsistent();
    return new RemoteWriteClient(this);
  }

  /** Sets what makes the sender's threads. They are named and made daemons afterwards. */
  protected final void useThreadFactory(ThreadFactory threadFactory) {
    this.threadFactory = requireNonNull(threadFactory, "threadFactory");
  }

  Duration timeout() {
    return timeout;
  }

  int maxSamplesPerSend() {
    return maxSamplesPerSend;
  }

  int maxRequestBytes() {
    return maxRequestBytes;
  }

  boolean createdTimestampsEnabled() {
    return createdTimestampsEnabled;
  }

  Duration metadataSendInterval() {
    return metadataSendInterval;
  }

  int maxShards() {
    return maxShards;
  }

  List<RemoteWriteEndpoint> endpoints() {
    return endpoints;
  }

  ResultPolicy resultPolicy() {
    return resultPolicy;
  }

  ThreadFactory threadFactory() {
    return threadFactory;
  }

  /** Shows settings, of headers only the names. */
  @Override
  public String toString() {
    return "{timeout="
        + timeout
        + ", maxSamplesPerSend="
        + maxSamplesPerSend
        + ", maxRequestBytes="
        + maxRequestBytes
        + ", createdTimestampsEnabled="
        + createdTimestampsEnabled
        + ", metadataSendInterval="
        + metadataSendInterval
        + ", maxShards="
        + maxShards
        + ", receiver="
        + super.toString()
        + ", endpoints="
        + endpoints
        + ", resultPolicy="
        + resultPolicy
        + "}";
  }
}
