package java.lang;

/// The open spans of a platform thread, the statistics of the methods that ran on it, its own and
/// those of virtual threads it carried, and the contexts these borrow.
///
/// The statistics lie in an open-addressed table by method, whose length is a power of two.
final class JebpfCarrier extends JebpfThread {
  private static final int FEWEST_TALLIES = 16;
  private static final int MOST_FREE = 256;

  private final Thread thread;

  private int tallyCount;
  private JebpfVirtual free;
  private int freeCount;

  JebpfCarrier(Thread thread) {
    super(thread.threadId());
    this.thread = thread;
    this.carrier = this;
    this.tallies = new JebpfTally[FEWEST_TALLIES];
    this.call = new long[JebpfSpans.CALL_LENGTH];
    this.words = new long[JebpfSpans.ALL_WORDS];
  }

  @Override
  void findSlot() {
    slot = JebpfSlots.find(thread);
  }

  @Override
  boolean unknownWithoutSlot() {
    return JebpfSlots.exhausted;
  }

  @Override
  void idle() {}

  /// The tally of `method`: its own, made if need be, or one that is shared if there are too many.
  JebpfTally make(int method) {
    int index = indexOf(tallies, method);
    if (tallies[index] == null) {
      if (tallyCount >= tallies.length >> 1) {
        grow();
        index = indexOf(tallies, method);
      }
      JebpfTally made = JebpfTally.of(JebpfMethod.of(method));
      if (made == null) {
        return JebpfMethod.of(method).shared();
      }
      tallies[index] = made;
      tallyCount++;
    }
    return tallies[index];
  }

  private static int indexOf(JebpfTally[] tallies, int method) {
    int index = method & (tallies.length - 1);
    while (tallies[index] != null && tallies[index].id != method) {
      index = index + 1 & (tallies.length - 1);
    }
    return index;
  }

  private void grow() {
    JebpfTally[] larger = new JebpfTally[tallies.length << 1];
    for (JebpfTally tally : tallies) {
      if (tally != null) {
        larger[indexOf(larger, tally.id)] = tally;
      }
    }
    tallies = larger;
  }

  /// A context for the virtual thread `tid`, mounted here; null if there is no room for it.
  JebpfVirtual lend(long tid) {
    JebpfVirtual context = free;
    if (context == null) {
      context = new JebpfVirtual(tid);
    } else {
      free = context.next;
      freeCount--;
    }
    context.begin(tid, this);
    if (JebpfThreads.insert(context)) {
      return context;
    }
    takeBack(context);
    return null;
  }

  void takeBack(JebpfVirtual context) {
    if (freeCount < MOST_FREE) {
      context.next = free;
      free = context;
      freeCount++;
    }
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }

  void threshold(JebpfMethod method) {
    for (JebpfTally tally : tallies) {
      if (tally != null && tally.method == method) {
        tally.threshold = method.threshold;
      }
    }
  }

  void retire() {
    for (JebpfTally tally : tallies) {
      if (tally != null) {
        tally.retire();
      }
    }
  }

  void addTo(long[][] sums) {
    for (JebpfTally tally : tallies) {
      if (tally != null) {
        sums[tally.id] = tally.addTo(sums[tally.id]);
      }
    }
  }
}
