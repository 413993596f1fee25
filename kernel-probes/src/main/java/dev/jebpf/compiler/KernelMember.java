package dev.jebpf.compiler;

/// Where a member lies in its structure, and what it is.
///
/// @param offset bytes from the start of the outermost structure; of a bit field the byte of its
/// lowest bit
public record KernelMember(int offset, Type type) {
  /// What a member is.
  public sealed interface Type {}

  /// A number.
  ///
  /// @param bytes 1, 2, 4 or 8
  public record Scalar(int bytes, boolean signed) implements Type {}

  /// A bit field of a little-endian machine.
  ///
  /// @param shift the lowest bit within the byte at [KernelMember#offset], 0 to 7
  /// @param bits its width
  public record BitField(int shift, int bits, boolean signed) implements Type {}

  /// An address.
  public record Pointer() implements Type {}

  /// An embedded structure, union or array.
  ///
  /// @param bytes its size
  public record Aggregate(int bytes) implements Type {}
}
