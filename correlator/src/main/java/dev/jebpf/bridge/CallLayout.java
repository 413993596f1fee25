package dev.jebpf.bridge;

import dev.jebpf.probes.State;

/// The array in which the bridge hands over a call past its method's threshold; valid only until
/// the listener returns. Times are nanoseconds.
///
/// The same numbers as `CALL_*` of `java.lang.JebpfSpans`.
public final class CallLayout {
  public static final int METHOD = 0;
  public static final int SPAN = 1;

  /// The span this one began in; 0 for none.
  public static final int PARENT = 2;

  /// By [System#nanoTime].
  public static final int START = 3;

  public static final int DURATION = 4;

  /// Open spans around this one.
  public static final int DEPTH = 5;

  /// How often the thread was switched in meanwhile.
  public static final int SWITCHES = 6;

  /// Kernel thread id of the task that last woke the thread; 0 for an interrupt or none.
  public static final int WAKER = 7;

  /// The first of [State#CALL_WORDS] state words; on-CPU time is what they leave of the duration.
  public static final int STATES = 8;

  /// The first of the [VirtualWords].
  public static final int VIRTUAL = STATES + State.CALL_WORDS;

  public static final int LENGTH = VIRTUAL + VirtualWords.LENGTH;

  private CallLayout() {}
}
