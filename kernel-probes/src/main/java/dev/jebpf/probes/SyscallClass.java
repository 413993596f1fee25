package dev.jebpf.probes;

/// What a sleep in a system call counts as, as numbers a kernel program reads from a table.
final class SyscallClass {
  /// Not known: [State#OTHER].
  static final int NONE = 0;

  /// Told apart by HotSpot's own state.
  static final int FUTEX = 1;

  /// [State#SLEEP].
  static final int SLEEP = 2;

  /// Memory management: [State#VM].
  static final int MEMORY = 3;

  /// On a path: [State#FILE] or [State#DISK].
  static final int PATH = 4;

  /// By what the first argument, a descriptor, refers to.
  static final int DESCRIPTOR = 5;

  /// Closing a descriptor, which is not in the table any more.
  static final int CLOSE = 6;

  /// [State#NETWORK].
  static final int SOCKET = 7;

  /// [State#POLL].
  static final int POLL = 8;

  /// [State#POLL], or [State#SLEEP] without any descriptor.
  static final int SELECT = 9;

  /// `poll`: by the descriptor if it is a single one.
  static final int POLL_FEW = 10;

  /// The kernel going on with a call that a stop interrupted.
  static final int RESTART = 11;

  private SyscallClass() {}
}
