package dev.jebpf.probes;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What the JVM tells the programs through shared memory: tables by system call number, and what
/// may change while they run.
///
/// ```
/// +0 syscallClass[512]   +512 operation[512]   +1024 threshold[16]   +1152 attachedAt
/// ```
@Layout(size = 1160)
interface ProbeTable extends MapView {
  /// System call numbers are below this on every architecture.
  int SYSCALLS = 512;

  /// A [SyscallClass] by system call number.
  @Offset(0)
  @Length(SYSCALLS)
  byte syscallClass(int number);

  @Offset(0)
  @Length(SYSCALLS)
  void syscallClass(int number, byte value);

  /// An [IoOperation] by system call number.
  @Offset(SYSCALLS)
  @Length(SYSCALLS)
  byte operation(int number);

  @Offset(SYSCALLS)
  @Length(SYSCALLS)
  void operation(int number, byte value);

  /// Nanoseconds from which an operation of this [RecordKind] gets a record.
  @Offset(2 * SYSCALLS)
  @Length(RecordKind.ROWS)
  long threshold(int kind);

  @Offset(2 * SYSCALLS)
  @Length(RecordKind.ROWS)
  void threshold(int kind, long nanos);

  /// When the account began.
  @Offset(2 * SYSCALLS + 8 * RecordKind.ROWS)
  long attachedAt();

  @Offset(2 * SYSCALLS + 8 * RecordKind.ROWS)
  void attachedAt(long nanos);

  /// Fills the tables.
  ///
  /// @param aarch64 whether the numbers are aarch64's rather than x86-64's
  static void fill(ProbeTable table, boolean aarch64, ProbeConfig config) {
    for (Syscall call : Syscall.values()) {
      int number = aarch64 ? call.aarch64() : call.x86();
      if (number >= 0) {
        table.syscallClass(number, (byte) call.syscallClass());
        table.operation(number, (byte) call.operation());
      }
    }
    for (RecordKind kind : RecordKind.values()) {
      table.threshold(kind.number(), config.thresholds().getOrDefault(kind, Long.MAX_VALUE));
    }
    table.threshold(Kinds.THREAD_BLOCKED, config.blocked().thresholdNanos());
  }
}
