package dev.jebpf.hotspot.vm;

/// Memory of the VM that was to be read is not mapped (any more).
///
/// Made where it is thrown without a stack trace: what follows from it is that one Java stack is
/// not had.
public final class VmFault extends Exception {
  private static final long serialVersionUID = 1L;

  VmFault(long address) {
    super("not mapped: address=0x" + Long.toHexString(address), null, false, false);
  }
}
