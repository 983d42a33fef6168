/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.client.internal.send;

/**
 * What the attempts to deliver one request have shown so far.
 *
 * <p>Receivers answer 500 to what they will never take, too: native histograms that are switched
 * off, repeated labels. So a request that is answered so again and again is looked at more closely,
 * and given up if it is the culprit. A receiver that is in trouble answers 500 as well, and then
 * nothing may be given up. Two signs tell them apart: that others are written between two refusals,
 * three times in a row, or that a part of the request is written when it is sent by itself.
 */
final class Trial {
  // One success between two refusals may be chance, as when the trouble begins just then.
  private static final int PROOFS = 3;
  // With the default backoff, 9 attempts take 15 seconds: a receiver in trouble is not to be asked
  // for parts of a request more often.
  private static final int ERRORS_OF_A_REQUEST = 9;
  private static final int ERRORS_OF_A_PART = 3;

  private final int maxServerErrors;
  private final int proofsNeeded;
  private boolean versionAsked;
  private boolean question;
  private long pauseNanos;
  private int attempts;
  private int serverErrors;
  private int proofs;
  private long beatsAtLastError = -1;

  private Trial(int maxServerErrors, int proofsNeeded) {
    this.maxServerErrors = maxServerErrors;
    this.proofsNeeded = proofsNeeded;
  }

  /**
   * Begins the trial of a request.
   *
   * @param suspect whether the one before it was given up as a whole: then one sign is enough
   */
  static Trial ofRequest(boolean suspect) {
    return new Trial(ERRORS_OF_A_REQUEST, suspect ? 1 : PROOFS);
  }

  /** Begins the trial of a part of a request, whose other parts may be written. */
  static Trial ofPart() {
    return new Trial(ERRORS_OF_A_PART, PROOFS);
  }

  /** Begins the trial of such a part once more, after the other version was tried. */
  static Trial ofPartAsked() {
    Trial trial = ofPart();
    trial.versionAsked = true;
    return trial;
  }

  /** Begins the trial of a request in the version that is not believed. */
  static Trial ofQuestion() {
    Trial trial = ofPart();
    trial.question = true;
    return trial;
  }

  /** Returns whether a failure that may be about the version is final. */
  boolean isQuestion() {
    return question;
  }

  /** Returns whether the other version may be tried. */
  boolean mayAskVersion() {
    return !versionAsked;
  }

  /** Notes how long to wait before the next attempt. */
  void pause(long nanos) {
    pauseNanos = nanos;
  }

  /** Returns how long to wait before the next attempt, once. */
  long takePauseNanos() {
    long taken = pauseNanos;
    pauseNanos = 0;
    return taken;
  }

  /** Returns how often the request was sent. */
  int attempts() {
    return attempts;
  }

  void attempted() {
    attempts++;
  }

  /**
   * Notes that the answer was 500.
   *
   * @param beats what the receiver's heartbeat shows
   * @return whether it is time for a closer look
   */
  boolean serverError(long beats) {
    serverErrors++;
    if (beatsAtLastError >= 0 && beats != beatsAtLastError) {
      proofs++;
    }
    beatsAtLastError = beats;
    return serverErrors >= maxServerErrors || isCulprit();
  }

  /** Returns whether the receiver writes others while it refuses this one. */
  boolean isCulprit() {
    return proofs >= proofsNeeded;
  }

  /** Goes on after a closer look that showed nothing. */
  void resume() {
    serverErrors = 0;
  }
}
