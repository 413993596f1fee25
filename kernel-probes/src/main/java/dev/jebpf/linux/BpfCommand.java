package dev.jebpf.linux;

/// The commands of bpf(2) used here, with the numbers of `enum bpf_cmd` in `linux/bpf.h`.
public enum BpfCommand {
  MAP_CREATE(0),
  MAP_LOOKUP_ELEM(1),
  MAP_UPDATE_ELEM(2),
  MAP_DELETE_ELEM(3),
  MAP_GET_NEXT_KEY(4),
  PROG_LOAD(5),
  /// Minimum kernel 4.12, for programs of type syscall 5.14.
  PROG_TEST_RUN(10),
  OBJ_GET_INFO_BY_FD(15),
  RAW_TRACEPOINT_OPEN(17),
  BTF_LOAD(18),
  /// Minimum kernel 5.6.
  MAP_LOOKUP_BATCH(24),
  LINK_CREATE(28),
  /// Minimum kernel 5.8.
  ENABLE_STATS(32);

  private final int number;

  BpfCommand(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
