package dev.jebpf.lang;

/// What a map is, before any kernel has one: the arguments of `BPF_MAP_CREATE`.
///
/// @param name at most 15 bytes of `[A-Za-z0-9_.]`
/// @param type the kernel's map type
/// @param keySize bytes of a key; 0 for a ring buffer
/// @param valueSize bytes of a value; 0 for a ring buffer
/// @param maxEntries entries, or the bytes of a ring buffer
/// @param flags `BPF_F_*` of `linux/bpf.h`
public record MapSpec(
    String name, MapType type, int keySize, int valueSize, int maxEntries, int flags) {
  /// `BPF_F_NO_PREALLOC`.
  public static final int NO_PREALLOC = 1;

  /// `BPF_F_MMAPABLE`, minimum kernel 5.5.
  public static final int MMAPABLE = 1 << 10;
}
