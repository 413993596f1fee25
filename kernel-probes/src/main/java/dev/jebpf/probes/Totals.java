package dev.jebpf.probes;

import dev.jebpf.lang.PerCpuArray;

/// Adds, from the kernel programs, to the totals of all operations.
final class Totals {
  private final PerCpuArray<OperationTotals> rows;

  Totals(PerCpuArray<OperationTotals> rows) {
    this.rows = rows;
  }

  /// Counts an operation of this [RecordKind#number].
  ///
  /// @param result as the system call has it: a negative one is an error
  void add(int kind, long result, long bytes, long nanos) {
    OperationTotals row = rows.lookup(kind);
    if (row != null) {
      row.addCount(1);
      row.addNanos(nanos);
      if (result < 0) {
        row.addErrors(1);
      } else {
        row.addBytes(bytes);
      }
    }
  }

  /// Counts a record of this [RecordKind#number] for which the ring buffer had no room.
  void dropped(int kind) {
    OperationTotals row = rows.lookup(kind);
    if (row != null) {
      row.addDropped(1);
    }
  }
}
