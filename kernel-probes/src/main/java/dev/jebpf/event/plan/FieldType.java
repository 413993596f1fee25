package dev.jebpf.event.plan;

/// What a value of an event is.
public enum FieldType {
  /// A signed number.
  NUMBER,
  /// A signed number that is an error's if it is negative (`-ENOENT`): what the kernel returns.
  STATUS,
  /// A number without a sign.
  UNSIGNED,
  /// An unsigned number of bytes (`size_t`).
  BYTES,
  /// An address of the kernel or the process.
  ADDRESS,
  /// A `bool`.
  FLAG,
  /// A text.
  TEXT;

  /// Whether numbers of this type compare as unsigned ones.
  boolean unsigned() {
    return this == UNSIGNED || this == BYTES || this == ADDRESS;
  }
}
