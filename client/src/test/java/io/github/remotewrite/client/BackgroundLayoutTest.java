/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.V2Encoder;
import io.github.remotewrite.client.internal.encode.WriteEncoder;
import io.github.remotewrite.client.model.Labels;
import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.Series;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What is laid out when, and by whom: never by a write itself. */
class BackgroundLayoutTest {
  private static final Set<Protocol> V2 = EnumSet.of(Protocol.V2);
  private static final int SERIES = 250;
  private static final int SERIES_OF_A_REQUEST = 100;
  // In the fourth write a group is known to stay.
  private static final int WRITES_BEFORE = 4;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final WriteEncoder encoder =
      new WriteEncoder(1, protocol -> new V2Encoder(SERIES_OF_A_REQUEST, 1 << 20, false));
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<SeriesGroup> groups = new ArrayList<>();
  private final SampleBuffer samples = new SampleBuffer();
  private int writes;

  BackgroundLayoutTest() {
    for (int i = 0; i < SERIES; i++) {
      groups.add(SeriesGroup.of(List.of(Series.of(Labels.of("__name__", "m" + i)))));
    }
  }

  @Test
  void requestsAreLaidOutBetweenWritesByOneTask() {
    BackgroundLayout layout = layout(tasks::add);
    for (int i = 0; i < WRITES_BEFORE; i++) {
      assertThat(tasks).as("after %s writes", i).isEmpty();
      write();
      begin(layout);
    }
    assertThat(tasks).hasSize(1);
    assertThat(encoder.isLayoutWaiting()).isTrue();

    write();
    begin(layout);
    assertThat(tasks).as("one is enough").hasSize(1);

    List<EncodedRequest> plain = write();
    tasks.remove().run();
    assertThat(encoder.isLayoutWaiting()).isFalse();
    List<EncodedRequest> kept = write();
    assertThat(kept).hasSameSizeAs(plain).hasSize(3);
    // No value is copied from another one, so that it can be written over.
    assertThat(bytes(kept)).isGreaterThan(bytes(plain));
    assertThat(buffers(write())).as("written over").isEqualTo(buffers(kept));
    begin(layout);
    assertThat(tasks).as("nothing is left to do").isEmpty();
  }

  @Test
  void nothingIsLaidOutOnceItIsStopped() {
    BackgroundLayout layout = layout(tasks::add);
    for (int i = 0; i < WRITES_BEFORE; i++) {
      write();
      begin(layout);
    }

    layout.stop();
    tasks.remove().run();

    assertThat(encoder.isLayoutWaiting()).isTrue();
  }

  /** However many requests wait, a write is let in after one of them. */
  @Test
  void aWriteIsLetInBetweenTwoRequests() throws InterruptedException {
    BackgroundLayout layout = layout(tasks::add);
    for (int i = 0; i < WRITES_BEFORE; i++) {
      write();
      begin(layout);
    }
    AtomicBoolean waits = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              lock.lock();
              try {
                waits.set(encoder.isLayoutWaiting());
              } finally {
                lock.unlock();
              }
            });
    Thread task = new Thread(tasks.remove());
    lock.lock();
    try {
      task.start();
      awaitQueued(task);
      writer.start();
      awaitQueued(writer);
    } finally {
      lock.unlock();
    }
    task.join();
    writer.join();

    assertThat(waits).as("a layout waits when the write comes").isTrue();
    assertThat(encoder.isLayoutWaiting()).isFalse();
  }

  private void awaitQueued(Thread thread) {
    while (!lock.hasQueuedThread(thread)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatHasNoThreadIsLaidOutAfterALaterWrite() {
    Queue<Runnable> refused = new ArrayDeque<>();
    BackgroundLayout layout =
        layout(
            task -> {
              if (refused.isEmpty()) {
                refused.add(task);
                throw new RejectedExecutionException("no thread");
              }
              tasks.add(task);
            });
    for (int i = 0; i < WRITES_BEFORE; i++) {
      write();
      begin(layout);
    }
    assertThat(refused).hasSize(1);
    assertThat(tasks).isEmpty();

    write();
    begin(layout);
    tasks.remove().run();

    assertThat(encoder.isLayoutWaiting()).isFalse();
  }

  private BackgroundLayout layout(Executor executor) {
    return new BackgroundLayout(encoder, lock, executor, System.getLogger("test"));
  }

  private void begin(BackgroundLayout layout) {
    lock.lock();
    try {
      layout.begin();
    } finally {
      lock.unlock();
    }
  }

  private static List<byte[]> buffers(List<EncodedRequest> requests) {
    return requests.stream().map(EncodedRequest::buffer).toList();
  }

  private static int bytes(List<EncodedRequest> requests) {
    return requests.stream().mapToInt(EncodedRequest::length).sum();
  }

  /** Writes a sample of each series and returns the requests. */
  private List<EncodedRequest> write() {
    Batch batch = encoder.begin(V2);
    for (SeriesGroup group : groups) {
      samples.reset(1, 1_000 + writes, 0);
      samples.setValue(0, writes);
      batch.add(group, samples);
    }
    writes++;
    List<EncodedRequest> requests = encoder.finish(V2).requests(Protocol.V2, 0);
    requests.forEach(EncodedRequest::release);
    return requests;
  }
}
