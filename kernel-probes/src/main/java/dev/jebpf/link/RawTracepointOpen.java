package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `BPF_RAW_TRACEPOINT_OPEN`, minimum kernel 4.17. Offsets are those of `union bpf_attr` in
/// `linux/bpf.h`.
public final class RawTracepointOpen {
  private static final int NAME = 0;
  private static final int PROG_FD = 8;

  private RawTracepointOpen() {}

  /// Attaches a program of type tracing to what it named when it was loaded. Minimum kernel 5.5.
  ///
  /// @param description of the program, for an error
  public static FileDescriptor open(Kernel kernel, FileDescriptor program, String description) {
    return open(kernel, program, MemorySegment.NULL, description);
  }

  /// Attaches to a tracepoint by name.
  static FileDescriptor open(
      Kernel kernel, FileDescriptor program, String name, String description) {
    try (Arena arena = Arena.ofConfined()) {
      return open(kernel, program, arena.allocateFrom(name), description);
    }
  }

  private static FileDescriptor open(
      Kernel kernel, FileDescriptor program, MemorySegment name, String description) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          BpfAttribute.of(arena).putAddress(NAME, name).putInt(PROG_FD, program.number());
      long result = Bpf.call(kernel, BpfCommand.RAW_TRACEPOINT_OPEN, attribute);
      if (result < 0) {
        throw Bpf.failure(BpfCommand.RAW_TRACEPOINT_OPEN, result, "attach " + description);
      }
      return FileDescriptor.owning(kernel, result);
    }
  }
}
