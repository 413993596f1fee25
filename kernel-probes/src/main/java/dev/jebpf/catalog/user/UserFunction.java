package dev.jebpf.catalog.user;

import java.util.List;

/// A function of a program or library.
///
/// @param name as the linker has it
/// @param offsets of its first instructions in the file: several where it has versions, or where
/// functions that only their own files knew share a name
/// @param size in bytes, of the smallest; 0 when not known
public record UserFunction(String name, List<Long> offsets, long size) {
  public UserFunction {
    offsets = List.copyOf(offsets);
  }

  /// Whether its name is one that a C++ compiler made (Itanium C++ ABI, 5.1).
  public boolean isCpp() {
    return name.startsWith("_Z");
  }
}
