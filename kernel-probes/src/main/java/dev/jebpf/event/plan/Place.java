package dev.jebpf.event.plan;

import dev.jebpf.event.code.Term;

/// Where a value of a C type is while a path is followed.
sealed interface Place {
  /// Its type's id in vmlinux's BTF.
  int type();

  /// In a register: an argument.
  record Register(Term word, int type) implements Place {}

  /// In the kernel's memory.
  ///
  /// @param bitOffset from `base` on
  /// @param bits width of a bit field, 0 for an ordinary member
  record Memory(Term base, long bitOffset, int bits, int type) implements Place {}
}
