package dev.jebpf.probes;

import java.util.List;

/// What all operations of one [RecordKind] came to so far, whether they got a record or not.
///
/// @param count how many
/// @param errors how many of them failed
/// @param bytes moved by those that did not
/// @param nanos that all took together
/// @param dropped records that found no room in the ring buffer
public record OperationTotal(long count, long errors, long bytes, long nanos, long dropped) {

  static OperationTotal sum(List<OperationTotals> cpus) {
    long count = 0;
    long errors = 0;
    long bytes = 0;
    long nanos = 0;
    long dropped = 0;
    for (OperationTotals cpu : cpus) {
      count += cpu.count();
      errors += cpu.errors();
      bytes += cpu.bytes();
      nanos += cpu.nanos();
      dropped += cpu.dropped();
    }
    return new OperationTotal(count, errors, bytes, nanos, dropped);
  }
}
