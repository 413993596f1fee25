package dev.jebpf.btf;

import java.util.List;

/// A type, decoded. Other types are named by their ids; an empty name means anonymous.
public sealed interface BtfType {

  /// Nothing; id 0.
  record Nothing() implements BtfType {}

  /// An integer, a `bool` or a character.
  ///
  /// @param bytes its size
  /// @param bits significant bits, fewer than the bytes hold only in old-style bit fields
  /// @param bitOffset where those bits start
  record Int(String name, int bytes, int bits, int bitOffset, boolean signed) implements BtfType {}

  record Pointer(int target) implements BtfType {}

  record Array(int element, int index, int length) implements BtfType {}

  /// A structure, or with `union` a union.
  record Composite(String name, boolean union, int bytes, List<Member> members)
      implements BtfType {}

  /// A member of a structure or union.
  ///
  /// @param bitOffset from the start of the structure
  /// @param bits width of a bit field, 0 for an ordinary member
  record Member(String name, int type, int bitOffset, int bits) {}

  record Enumeration(String name, int bytes, boolean signed, List<Enumerator> values)
      implements BtfType {}

  record Enumerator(String name, long value) {}

  /// A declaration without a definition.
  record Forward(String name, boolean union) implements BtfType {}

  /// A typedef, a qualifier or a type tag.
  ///
  /// @param name the typedef's or the tag's, empty for a qualifier
  record Alias(BtfKind kind, String name, int target) implements BtfType {}

  record Function(String name, int prototype) implements BtfType {}

  /// What a function takes and returns.
  ///
  /// @param returns 0 for void
  record Prototype(int returns, List<Parameter> parameters) implements BtfType {}

  record Parameter(String name, int type) {}

  record Variable(String name, int type) implements BtfType {}

  /// A section of the kernel's image, for example `.data..percpu`.
  record DataSection(String name, int bytes, List<SectionVariable> variables) implements BtfType {}

  /// Where a variable lies in its section.
  ///
  /// @param variable id of a [Variable]
  /// @param offset from the start of the section
  record SectionVariable(int variable, int offset, int bytes) {}

  record FloatingPoint(String name, int bytes) implements BtfType {}

  /// A tag of a type, member or parameter.
  ///
  /// @param component index of the member or parameter it is about, -1 for the whole
  record DeclarationTag(String name, int target, int component) implements BtfType {}
}
