package dev.jebpf.compiler;

import java.util.List;

/// What the kernel's BTF says of one of its functions.
///
/// @param id the function in vmlinux's BTF
/// @param result what it returns; of 0 bytes when nothing
public record KernelFunction(String name, int id, List<Parameter> parameters, Parameter result) {
  public KernelFunction {
    parameters = List.copyOf(parameters);
  }

  /// An argument, or the result.
  ///
  /// @param name as in the source, or empty
  /// @param bytes its size: up to 8 of a number or address; up to 16 of a structure passed by
  /// value, which takes two registers; 0 of the `...` of a variadic function, and of the result of
  /// one that returns nothing
  /// @param signed of a number
  /// @param structure whether it is a pointer to a structure or union, which the verifier lets
  /// programs at trampolines follow
  public record Parameter(String name, int bytes, boolean signed, boolean structure) {
    /// Registers it takes, of 8 bytes.
    public int registers() {
      return (bytes + Long.BYTES - 1) / Long.BYTES;
    }
  }

  /// Registers all arguments take.
  public int registers() {
    return parameters.stream().mapToInt(Parameter::registers).sum();
  }

  /// The register of an argument, by its index.
  public int register(int parameter) {
    return parameters.subList(0, parameter).stream().mapToInt(Parameter::registers).sum();
  }
}
