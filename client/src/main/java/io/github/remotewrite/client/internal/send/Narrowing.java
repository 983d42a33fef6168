/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

import io.github.remotewrite.client.DropReason;
import io.github.remotewrite.client.internal.encode.EncodedRequest;
import io.github.remotewrite.client.internal.encode.Protocol;
import io.github.remotewrite.client.internal.encode.RequestSplitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the series for which a receiver refuses a whole request, and delivers the rest.
 *
 * <p>Prometheus rolls a request of 1.0 back for one sample that is out of order, and answers 500 to
 * one native histogram that it was not told to take. So the request is divided in halves, and those
 * that are refused again, until single series are left. The number of requests this may take is
 * bounded; what is refused then is dropped as it stands. Belongs to one lane.
 */
final class Narrowing {
  // Enough to find four culprits in 10,000 series, wherever they are: two requests for each of
  // 1 + 2 + 4 * 12 halvings.
  private static final int MAX_REQUESTS = 102;
  private static final int MAX_NAME_LENGTH = 300;

  private final Delivery delivery;
  private final Settlement settlement;
  private final RequestSplitter splitter = new RequestSplitter();
  // Whether nothing at all was written of the last request that was stuck: then it is not about
  // some of its series, and the next one's need not be searched.
  private boolean hopeless;

  /**
   * @param settlement where parts go whose outcome is neither a refusal nor for want of trying
   */
  Narrowing(Delivery delivery, Settlement settlement) {
    this.delivery = delivery;
    this.settlement = settlement;
  }

  /** Begins the trial of another request. */
  Trial trial() {
    return Trial.ofRequest(hopeless);
  }

  /** Notes that a request was written as it was. */
  void wholeWritten() {
    hopeless = false;
  }

  /** Returns whether an answer may be about some of a request's series only. */
  static boolean mayHelp(EncodedRequest request, int status) {
    // 413 is about the size, which halving helps as well; 409 is Thanos' 400. With 2.0 a receiver
    // keeps what it can, and says how much.
    boolean aboutSome = status == 400 || status == 409 || status == 422;
    return request.samples() > 1
        && (status == 413 || (aboutSome && request.protocol() == Protocol.V1));
  }

  /**
   * Delivers what can be delivered of a request that was refused.
   *
   * @param failure why it was refused
   */
  void deliverRefused(
      EncodedRequest refused, Outcome.Failure failure, long expiresMillis, Receipt receipt)
      throws InterruptedException {
    Search search = new Search(expiresMillis, receipt);
    search.run(new Refused(refused, failure));
    search.dropCulprits();
  }

  /**
   * Delivers what can be delivered of a request that is answered with 500 again and again.
   *
   * @return false if the receiver writes nothing of it and no other requests either: then it is in
   *     trouble, and the request has no outcome yet
   */
  boolean deliverStuck(
      EncodedRequest request,
      Outcome.Failure failure,
      Trial trial,
      long expiresMillis,
      Receipt receipt)
      throws InterruptedException {
    Refused whole = new Refused(request, failure);
    Search search = new Search(expiresMillis, receipt);
    if (trial.isCulprit()) {
      if (hopeless) {
        search.culprits.add(whole);
      } else {
        search.run(whole);
      }
    } else if (request.samples() <= 1 || !search.divide(whole)) {
      return false;
    } else {
      search.run();
    }
    hopeless = !search.hasWritten;
    search.dropCulprits();
    return true;
  }

  /** What to do with the outcome of a part. */
  @FunctionalInterface
  interface Settlement {
    void settle(EncodedRequest part, Outcome outcome, long expiresMillis, Receipt receipt)
        throws InterruptedException;
  }

  /** One search for the culprits of one request. */
  private final class Search {
    private final long expiresMillis;
    private final Receipt receipt;
    private final Deque<Refused> open = new ArrayDeque<>();
    private final List<Refused> culprits = new ArrayList<>();
    private int requests;
    private boolean hasWritten;

    Search(long expiresMillis, Receipt receipt) {
      this.expiresMillis = expiresMillis;
      this.receipt = receipt;
    }

    void run(Refused first) throws InterruptedException {
      open.push(first);
      run();
    }

    void run() throws InterruptedException {
      while (!open.isEmpty()) {
        Refused next = open.pop();
        if (next.request.samples() <= 1 || requests >= MAX_REQUESTS) {
          culprits.add(next);
        } else {
          for (EncodedRequest half : splitter.split(next.request)) {
            deliver(half);
          }
        }
      }
    }

    /** Divides a request once; returns whether one of the halves got through. */
    boolean divide(Refused whole) throws InterruptedException {
      List<EncodedRequest> halves = splitter.split(whole.request);
      Outcome first = attempt(halves.get(0));
      Outcome second = attempt(halves.get(1));
      if (first instanceof Outcome.Stuck && second instanceof Outcome.Stuck) {
        return false;
      }
      note(halves.get(0), first);
      note(halves.get(1), second);
      return true;
    }

    private void deliver(EncodedRequest part) throws InterruptedException {
      note(part, attempt(part));
    }

    private Outcome attempt(EncodedRequest part) throws InterruptedException {
      requests++;
      return delivery.deliver(part, expiresMillis, Trial.ofPart());
    }

    private void note(EncodedRequest part, Outcome outcome) throws InterruptedException {
      if (outcome instanceof Outcome.Stuck stuck) {
        open.push(new Refused(part, stuck.failure()));
      } else if (outcome instanceof Outcome.Permanent refusal
          && (mayHelp(part, refusal.status()) || part.protocol() == Protocol.V1)) {
        open.push(new Refused(part, refusal.failure()));
      } else {
        hasWritten |= outcome instanceof Outcome.Written;
        settlement.settle(part, outcome, expiresMillis, receipt);
      }
    }

    void dropCulprits() {
      for (Refused culprit : culprits) {
        receipt.dropped(culprit.request.samples(), DropReason.REJECTED, named(culprit));
      }
    }
  }

  private Outcome.Failure named(Refused refused) {
    String series = splitter.firstSeries(refused.request).toString();
    String shown =
        series.length() > MAX_NAME_LENGTH ? series.substring(0, MAX_NAME_LENGTH) + "…" : series;
    String which = refused.request.samples() == 1 ? "series=" : "firstSeries=";
    return new Outcome.Failure(
        which + shown + ", " + refused.failure.text(), refused.failure.cause());
  }

  private record Refused(EncodedRequest request, Outcome.Failure failure) {}
}
