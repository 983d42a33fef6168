/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestQueueTest {
  private final RequestQueue<String> queue = new RequestQueue<>(10, String::length);

  @Test
  void oldestComesFirst() throws Exception {
    queue.add("a");
    queue.add("b");

    assertThat(queue.take()).isEqualTo("a");
    assertThat(queue.take()).isEqualTo("b");
  }

  @Test
  void oldestMakeRoom() throws Exception {
    queue.add("aaaa");
    queue.add("bbbb");

    assertThat(queue.add("cccccc")).containsExactly("aaaa");
    assertThat(queue.take()).isEqualTo("bbbb");
  }

  @Test
  void whatIsLargerThanTheQueueIsRefused() {
    assertThat(queue.add("a".repeat(11))).containsExactly("a".repeat(11));
    assertThat(queue.add("b")).isEmpty();
  }

  @Test
  void takenBytesAreFreeAgain() throws Exception {
    queue.add("a".repeat(10));
    queue.take();

    assertThat(queue.add("b".repeat(10))).isEmpty();
  }

  @Test
  void closedQueueReturnsWhatWaitedAndTakesNothing() {
    queue.add("a");

    assertThat(queue.close()).containsExactly("a");
    assertThat(queue.add("b")).containsExactly("b");
    assertThat(queue.close()).isEmpty();
  }
}
