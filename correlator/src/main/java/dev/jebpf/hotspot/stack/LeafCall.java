package dev.jebpf.hotspot.stack;

/// A call of a function of the JVM by generated code that does not note its last Java frame before
/// (`call_VM_leaf` of the interpreter, `CallLeafNode` of C2), with what the registers of x86-64
/// hold in the calling frame.
///
/// @param function name of the function, `InterpreterRuntime::monitorexit`
/// @param entry address of its first instruction
/// @param pc where the call returns to
/// @param sp the stack pointer, `%rsp`, after that
/// @param fp `%rbp`; means something only where the frame is an interpreted one
/// @param bcp `%r13`, where the interpreter keeps the address of its bytecode
/// (`interp_masm_x86.hpp`)
public record LeafCall(String function, long entry, long pc, long sp, long fp, long bcp) {
  /// What C2 calls where a monitor that others wait for is given up (`expand_unlock_node` of
  /// `macro.cpp`).
  private static final String UNLOCKING = "SharedRuntime::complete_monitor_unlocking_C";

  /// Whether this is one that C2 calls with its frame as it is all through the method. Barriers of
  /// the collectors call with registers spilled below the frame.
  boolean leavesCompiledFrame() {
    return function.equals(UNLOCKING);
  }
}
