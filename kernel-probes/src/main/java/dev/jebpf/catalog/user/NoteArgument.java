package dev.jebpf.catalog.user;

import org.jspecify.annotations.Nullable;

/// An argument of a USDT probe: a number, and where it is when the probe fires.
///
/// @param bytes 1, 2, 4 or 8
/// @param place where it is
public record NoteArgument(int bytes, boolean signed, Place place) {
  /// Where a number is.
  public sealed interface Place {}

  /// In a register.
  ///
  /// @param name of the member of the kernel's `struct pt_regs`
  /// @param shift the lowest bit of it: 8 for `%ah` and its like
  public record Register(String name, int shift) implements Place {}

  /// It is always the same.
  public record Constant(long value) implements Place {}

  /// In memory: at `base + index * scale + displacement`.
  ///
  /// @param base a register; null for none
  /// @param index a register; null for none
  /// @param scale a power of two
  public record Memory(@Nullable String base, @Nullable String index, int scale, int displacement)
      implements Place {}

  /// Where we can't read it.
  ///
  /// @param reason for the user
  public record Unreadable(String reason) implements Place {}

  /// What C calls such a number.
  public String type() {
    return (signed ? "int" : "uint") + bytes * Byte.SIZE + "_t";
  }
}
