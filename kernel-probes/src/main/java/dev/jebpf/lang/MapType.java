package dev.jebpf.lang;

/// The map types used here, with the numbers of `enum bpf_map_type` in `linux/bpf.h`.
public enum MapType {
  HASH(1),
  ARRAY(2),
  PERCPU_HASH(5),
  PERCPU_ARRAY(6),
  LRU_HASH(9),
  /// Minimum kernel 5.8.
  RINGBUF(27),
  /// Minimum kernel 5.11.
  TASK_STORAGE(29);

  private final int number;

  MapType(int number) {
    this.number = number;
  }

  /// The kernel's number.
  public int number() {
    return number;
  }
}
