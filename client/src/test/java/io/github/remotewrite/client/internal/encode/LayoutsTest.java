/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.remotewrite.client.model.SampleBuffer;
import io.github.remotewrite.client.model.SeriesGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are laid out to be kept, and which of them are merged. */
class LayoutsTest {
  private final SampleBuffer samples = new SampleBuffer();

  /** A collection may be split into several writes, which then have other groups each. */
  @Test
  void groupsOfASplitCollectionAreKept() {
    V2Encoder encoder = new V2Encoder(2_000, 1 << 22, false);
    List<SeriesGroup> groups = groups(12_000, 1);
    Set<byte[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    int made = 0;
    for (int collection = 0; collection < 8; collection++) {
      buffers.clear();
      made = 0;
      for (int from = 0; from < groups.size(); from += 600) {
        List<byte[]> ofWrite =
            buffersOfWrite(encoder, groups.subList(from, from + 600), collection);
        made += ofWrite.size();
        buffers.addAll(ofWrite);
      }
    }

    // Each is written over its own bytes, where plain ones would share what is released.
    assertThat(buffers).hasSize(made).hasSize(20);
  }

  /** They are small by their samples, and merging them again and again would make no fewer. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void requestsThatAreFullByTheirBytesAreNotMergedForEver(int groupSize) {
    V2Encoder encoder = new V2Encoder(1_000, 4_000, false);
    List<SeriesGroup> groups = groups(200, groupSize);
    int lastLayout = 0;
    for (int write = 0; write < 200; write++) {
      List<byte[]> unused = buffersOfWriteAlone(encoder, groups, write);
      lastLayout = encoder.isLayoutWaiting() ? write : lastLayout;
      layOutAll(encoder);
    }

    assertThat(lastLayout).isBetween(3, 40);
    assertThat(encoder.kept.groups()).isEqualTo(groups.size());
  }

  /** Then they are sent as they are, and laid out after one of the next writes. */
  @Test
  void onlySoManyRequestsWaitToBeLaidOut() {
    V2Encoder encoder = new V2Encoder(1_000, 4_000, false);
    List<SeriesGroup> groups = groups(2_000, 1);
    List<Integer> layoutsByWrite = new ArrayList<>();
    for (int write = 0; write < 30; write++) {
      List<byte[]> unused = buffersOfWriteAlone(encoder, groups, write);
      int layouts = 0;
      while (encoder.isLayoutWaiting()) {
        encoder.layOutNext();
        layouts++;
      }
      layoutsByWrite.add(layouts);
    }

    assertThat(layoutsByWrite.subList(0, 3)).containsOnly(0);
    assertThat(layoutsByWrite.subList(3, 30)).allMatch(count -> count < 20);
    assertThat(encoder.kept.groups()).isEqualTo(groups.size());
  }

  @Test
  void newSeriesLeaveALargeRequestAsItIsAndAreJoinedWithItWhenThingsAreCalm() {
    V2Encoder encoder = new V2Encoder(2_000, 1 << 20, false);
    List<SeriesGroup> groups = groups(900, 1);
    int write = 0;
    while (write < 5) {
      buffersOfWrite(encoder, groups, write++);
    }
    byte[] large = buffersOfWrite(encoder, groups, write++).get(0);

    for (int i = 0; i < 20; i++) {
      groups.add(KeptRequestsTest.group(900 + i, 1));
      for (int last = write + 5; write < last; write++) {
        List<byte[]> buffers = buffersOfWrite(encoder, groups, write);
        assertThat(buffers.get(0)).as("write=%s", write).isSameAs(large);
        assertThat(buffers).as("write=%s", write).hasSizeLessThanOrEqualTo(6);
      }
    }
    for (int last = write + 70; write < last; write++) {
      buffersOfWrite(encoder, groups, write);
    }

    assertThat(buffersOfWrite(encoder, groups, write)).hasSize(1);
  }

  static void layOutAll(RequestEncoder encoder) {
    while (encoder.isLayoutWaiting()) {
      encoder.layOutNext();
    }
  }

  /** Writes a sample of each group and returns what its requests are in, the largest first. */
  private List<byte[]> buffersOfWrite(V2Encoder encoder, List<SeriesGroup> groups, int write) {
    List<byte[]> buffers = buffersOfWriteAlone(encoder, groups, write);
    layOutAll(encoder);
    return buffers;
  }

  private List<byte[]> buffersOfWriteAlone(V2Encoder encoder, List<SeriesGroup> groups, int write) {
    for (SeriesGroup group : groups) {
      samples.reset(group.series().size(), 1_000 + write, 0);
      samples.setValue(0, write);
      encoder.add(group, samples);
    }
    List<EncodedRequest> requests = new ArrayList<>(encoder.finish());
    requests.forEach(EncodedRequest::release);
    requests.sort(Comparator.comparingInt(EncodedRequest::samples).reversed());
    return requests.stream().map(EncodedRequest::buffer).toList();
  }

  private static List<SeriesGroup> groups(int count, int size) {
    List<SeriesGroup> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(KeptRequestsTest.group(i, size));
    }
    return groups;
  }
}
