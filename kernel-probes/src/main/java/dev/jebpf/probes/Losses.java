package dev.jebpf.probes;

import dev.jebpf.lang.PerCpuArray;

/// Counts, from the kernel programs, what they had to leave out.
final class Losses {
  private final PerCpuArray<LossCounters> counters;

  Losses(PerCpuArray<LossCounters> counters) {
    this.counters = counters;
  }

  void slotExhausted() {
    LossCounters mine = counters.lookup(0);
    if (mine != null) {
      mine.addSlotsExhausted(1);
    }
  }

  void switchUnaccounted() {
    LossCounters mine = counters.lookup(0);
    if (mine != null) {
      mine.addSwitchesUnaccounted(1);
    }
  }

  void callUnaccounted() {
    LossCounters mine = counters.lookup(0);
    if (mine != null) {
      mine.addCallsUnaccounted(1);
    }
  }

  void connectionUntracked() {
    LossCounters mine = counters.lookup(0);
    if (mine != null) {
      mine.addConnectionsUntracked(1);
    }
  }
}
