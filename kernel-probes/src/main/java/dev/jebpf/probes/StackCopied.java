package dev.jebpf.probes;

import java.util.Locale;

/// Whether a [BlockedRecord] has a stack, or why not; [BlockedRecord#copied] is the [#number].
public enum StackCopied {
  /// The stack from the thread's last Java frame on.
  COPIED(CopyResults.COPIED),
  /// The thread is not a Java thread, or HotSpot's thread could not be read.
  NO_JAVA_THREAD(CopyResults.NO_JAVA_THREAD),
  /// The thread had no frame anchor: it was in Java code, or has never been in any.
  NO_ANCHOR(CopyResults.NO_ANCHOR),
  /// The stack's memory could not be read.
  UNREADABLE(CopyResults.UNREADABLE),
  /// Not off the CPU in a system call: only on the return from one does a program run in the thread
  /// itself. Or no program saw the thread get its CPU back.
  NO_CALL(CopyResults.NO_CALL),
  /// The thread slept again in the same system call; the record of that sleep has the stack.
  SLEPT_AGAIN(CopyResults.SLEPT_AGAIN),
  /// The ring buffer had no room for the stack.
  NO_ROOM(CopyResults.NO_ROOM);

  private static final StackCopied[] ALL = values();

  private final int number;

  StackCopied(int number) {
    this.number = number;
  }

  /// The name users see.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// The number in [BlockedRecord#copied].
  public int number() {
    return number;
  }

  /// The one with this number.
  ///
  /// @throws IllegalArgumentException when there is none
  public static StackCopied of(int number) {
    if (number < 0 || number >= ALL.length) {
      throw new IllegalArgumentException("stack copied: number=" + number);
    }
    return ALL[number];
  }
}
