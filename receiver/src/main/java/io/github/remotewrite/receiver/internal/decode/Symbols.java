/*
 * Copyright The Remote Write for Java Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.remotewrite.receiver.internal.decode;

import io.github.remotewrite.receiver.Rule;
import io.github.remotewrite.receiver.Violation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The symbol table of a 2.0 request. It notes which symbols are referred to as it looks them up.
 */
final class Symbols {
  private final List<String> symbols;
  private final List<Violation> violations;
  private final BitSet used = new BitSet();

  Symbols(List<String> symbols, List<Violation> violations) {
    this.symbols = symbols;
    this.violations = violations;
  }

  /** Checks what the table alone shows. */
  void check() {
    if (symbols.isEmpty() || !symbols.get(0).isEmpty()) {
      add(Rule.SYMBOLS_FIRST, "symbols=" + symbols.stream().limit(1).toList());
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < symbols.size(); i++) {
      if (!seen.add(symbols.get(i))) {
        add(Rule.SYMBOLS_UNIQUE, symbol(i));
      }
    }
  }

  /** Checks, after every reference has been looked up, that no symbol is left over. */
  void checkUsed() {
    // The first is there for those references that are unset.
    for (int i = used.nextClearBit(1); i < symbols.size(); i = used.nextClearBit(i + 1)) {
      add(Rule.SYMBOLS_USED, symbol(i));
    }
  }

  /** Returns the labels of these references, without those that refer to nothing. */
  List<Label> labels(List<Integer> refs, String place) {
    if (refs.size() % 2 != 0) {
      add(Rule.LABELS_REFS_EVEN, place + ", refs=" + refs.size());
    }
    List<Label> labels = new ArrayList<>(refs.size() / 2);
    for (int i = 0; i + 1 < refs.size(); i += 2) {
      boolean name = isPresent(refs.get(i), place);
      boolean value = isPresent(refs.get(i + 1), place);
      if (name && value) {
        labels.add(new Label(symbols.get(refs.get(i)), symbols.get(refs.get(i + 1))));
      }
    }
    return labels;
  }

  /** Returns the symbol of a reference, the empty string if there is none. */
  String get(int ref, String place) {
    return isPresent(ref, place) ? symbols.get(ref) : "";
  }

  private boolean isPresent(int ref, String place) {
    // References are unsigned: from 2^31 on they arrive here as negative numbers.
    if (ref >= 0 && ref < symbols.size()) {
      used.set(ref);
      return true;
    }
    if (ref != 0) { // An absent table is a violation of its own.
      String found = "ref=" + Integer.toUnsignedString(ref) + ", symbols=" + symbols.size();
      add(Rule.SYMBOL_PRESENT, place + ", " + found);
    }
    return false;
  }

  private String symbol(int index) {
    return "index=" + index + ", symbol=\"" + symbols.get(index) + '"';
  }

  private void add(Rule rule, String detail) {
    violations.add(new Violation(rule, detail));
  }
}
