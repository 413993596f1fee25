package dev.jebpf.lang;

/// The address of a run of bytes: part of a [MapView] or of a [KernelStruct].
///
/// Only [Helpers] reads or fills it. On the JVM it is a memory segment.
public interface Bytes {
  /// The bytes from `offset` on; the program must have bounded `offset`.
  Bytes from(int offset);
}
