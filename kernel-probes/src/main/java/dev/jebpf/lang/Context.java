package dev.jebpf.lang;

/// The context of a program whose attach point is chosen at run time: what the kernel hands it, as
/// bytes. Offsets and widths are constants of the program.
///
/// What lies where depends on the attach point: eight bytes for each argument at a tracepoint or an
/// fentry, the registers (`struct pt_regs`) at a kprobe, the record that tracefs describes at a
/// perf tracepoint.
public interface Context {
  /// `bytes` (1, 2, 4 or 8) at an offset that is a multiple of them, zero-extended.
  long read(int offset, int bytes);

  /// Where the context itself lies in the kernel's memory.
  long address();
}
