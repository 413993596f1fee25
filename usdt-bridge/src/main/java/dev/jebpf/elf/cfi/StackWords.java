package dev.jebpf.elf.cfi;

/// The stack that is unwound.
@FunctionalInterface
public interface StackWords {
  /// The eight bytes at an address.
  ///
  /// @throws CfiException when they are not known
  long at(long address) throws CfiException;
}
