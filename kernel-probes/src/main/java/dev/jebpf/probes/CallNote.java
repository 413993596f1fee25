package dev.jebpf.probes;

/// Where a thread's slot notes the call that is being measured.
///
/// The programs for files alone may run beside those for connections alone ([ProbeSet]). Both see
/// every system call, and which of them it is for shows at its end only; so each has a note of its
/// own, or whichever comes first would take it away from the other.
final class CallNote {
  private final boolean filesAlone;

  CallNote(boolean filesAlone) {
    this.filesAlone = filesAlone;
  }

  /// The system call, plus 1; 0 for none.
  long call(Slot slot) {
    return filesAlone ? slot.fileSyscall() : slot.syscall();
  }

  void call(Slot slot, long numberPlusOne) {
    if (filesAlone) {
      slot.fileSyscall(numberPlusOne);
    } else {
      slot.syscall(numberPlusOne);
    }
  }

  /// When it began.
  long enteredAt(Slot slot) {
    return filesAlone ? slot.fileEnteredAt() : slot.enteredAt();
  }

  void enteredAt(Slot slot, long nanos) {
    if (filesAlone) {
      slot.fileEnteredAt(nanos);
    } else {
      slot.enteredAt(nanos);
    }
  }
}
